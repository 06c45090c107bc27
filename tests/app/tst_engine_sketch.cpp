// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/sketch_json.h"
#include "core/domain/sketch/svg_file.h"
#include "models/runtime/error.h"
#include "tests/support/engine_program.h"
#include "tests/support/tiny_model.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

constexpr const char *kTwoStrokes =
    R"(<svg xmlns="http://www.w3.org/2000/svg"><path d="M100 100 L200 100 L200 150"/><path d="M210 150 L210 250"/></svg>)";

EngineRun run(const std::vector<std::string> &arguments)
{
    return runEngine(arguments, {{"SOLFERINO_MODELS", tinyModelFolder().string()}});
}

EngineRun sketch(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "sketch_rnn");
    return run(arguments);
}

std::string vae()
{
    return (tinyModelFolder() / "vae.safetensors").string();
}

std::string readText(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string writeText(const std::string &path, const std::string &text)
{
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

Drawing drawingIn(const std::string &path)
{
    const std::string text = readText(path);
    return readSvg({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()}).drawing;
}

/// The one sentence on standard error of a run that must fail.
std::string complaint(const std::vector<std::string> &arguments, int status = 1)
{
    const EngineRun result = sketch(arguments);
    CHECK(result.status == status);
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK(result.errors.starts_with("error: "));
    return result.errors;
}

/// The same of `continue` with a drawing of this text.
std::string complaintAbout(const std::string &drawing)
{
    TemporaryFolder folder;
    return complaint(
        {"continue", writeText(folder.file("drawing"), drawing), "--output", folder.file("x.svg")});
}

} // namespace

TEST_CASE("generate_writesFilesThatRepeatMakesAgain")
{
    TemporaryFolder folder;
    const EngineRun result = sketch({"generate", "--count", "3", "--seed", "5", "--temperature", "0.8",
                                     "--output", folder.file("a.svg"), "--json"});
    CHECK(result.status == 0);
    const json object = json::parse(result.output);
    REQUIRE(object["results"].size() == 3);
    CHECK(object["results"][1]["seed"] == 6);
    CHECK(object["results"][1]["file"] == folder.file("a-002.svg"));
    CHECK(object["results"][1]["points"] > 0);
    CHECK(run({"repeat", folder.file("a-002.svg"), "--output", folder.file("b.svg")}).status == 0);
    CHECK(readText(folder.file("b.svg")) == readText(folder.file("a-002.svg")));
    CHECK(run({"repeat", folder.file("a-002.svg"), "--seed", "9", "--output", folder.file("c.svg")}).status ==
          0);
    CHECK(readText(folder.file("c.svg")) != readText(folder.file("b.svg")));
    CHECK(run({"repeat", writeText(folder.file("plain.svg"), kTwoStrokes)}).status == 1);
}

TEST_CASE("continue_writesTheDrawingAndItsEnding")
{
    TemporaryFolder folder;
    const std::string begun = writeText(folder.file("begun.svg"), kTwoStrokes);
    const EngineRun result =
        sketch({"continue", begun, "--count", "3", "--output", folder.file("ends"), "--quiet"});
    CHECK(result.status == 0);
    CHECK(result.output.starts_with(folder.file("ends/sketch_rnn-001.svg") + "  seed "));
    const std::string second = folder.file("ends/sketch_rnn-002.svg");
    const Drawing drawing = drawingIn(second);
    REQUIRE(drawing.strokes.size() > 2);
    CHECK(drawing.strokes[0].layer == SketchLayer::Mine);
    CHECK(drawing.strokes[0].points.size() == 3);
    CHECK(drawing.strokes[0].points[1].x == 200.0);
    CHECK(drawing.strokes[1].layer == SketchLayer::Mine);
    CHECK(std::all_of(drawing.strokes.begin() + 2, drawing.strokes.end(),
                      [](const Stroke &stroke) { return stroke.layer == SketchLayer::Machine; }));

    std::filesystem::remove(begun); // the file carries the drawing
    CHECK(run({"repeat", second, "--output", folder.file("again.svg")}).status == 0);
    CHECK(readText(folder.file("again.svg")) == readText(second));
    CHECK(sketch({"continue", second, "--count", "1", "--output", folder.file("further.svg")}).status == 0);
    CHECK(readText(folder.file("further.svg")).find("image/svg+xml") == std::string::npos);
}

TEST_CASE("interpolate_numbersItsStepsAndRepeatsOne")
{
    TemporaryFolder folder;
    const std::string first = writeText(folder.file("1.svg"), kTwoStrokes);
    const std::string second =
        writeText(folder.file("2.json"), R"({"strokes": [[[0, 0], [50, 90], [90, 10]]]})");
    const EngineRun result = sketch({"interpolate", first, second, "--weights", vae(), "--steps", "4",
                                     "--output", folder.file("steps.svg"), "--json"});
    CHECK(result.status == 0);
    const json results = json::parse(result.output)["results"];
    REQUIRE(results.size() == 4);
    CHECK(results[0]["position"] == 0.0);
    CHECK(results[3]["position"] == 1.0);
    CHECK(run({"repeat", folder.file("steps-002.svg"), "--output", folder.file("one.svg")}).status == 0);
    CHECK(readText(folder.file("one.svg")) == readText(folder.file("steps-002.svg")));
}

TEST_CASE("encode_decode_reconstruct")
{
    TemporaryFolder folder;
    const std::string drawing = writeText(folder.file("1.svg"), kTwoStrokes);
    const std::string latent = folder.file("z.json");
    CHECK(sketch({"encode", drawing, "--weights", vae(), "--output", latent, "--quiet"}).status == 0);
    const json numbers = json::parse(readText(latent));
    CHECK(numbers["mean"].size() == 4);
    CHECK(numbers["presig"].size() == 4);
    CHECK(numbers["z"] != numbers["mean"]);
    CHECK(sketch({"decode", latent, "--weights", vae(), "--output", folder.file("d.svg")}).status == 0);
    CHECK_FALSE(drawingIn(folder.file("d.svg")).strokes.empty());
    CHECK(run({"repeat", folder.file("d.svg"), "--output", folder.file("e.svg")}).status == 0);
    CHECK(readText(folder.file("e.svg")) == readText(folder.file("d.svg")));
    CHECK(
        sketch({"reconstruct", drawing, "--weights", vae(), "--count", "2", "--output", folder.file("r.svg")})
            .status == 0);
    CHECK(std::filesystem::exists(folder.file("r-002.svg")));

    CHECK(complaint({"reconstruct", drawing}, 2).find("no encoder") != std::string::npos);
}

TEST_CASE("latentVectors_areReadWithCare")
{
    const auto read = [](const std::string &text) {
        return readLatent({text.begin(), text.end()});
    };
    const std::vector<float> numbers = {1.0F, -2.5F};
    CHECK(read("[1, -2.5]") == numbers);
    CHECK(read(R"({"mean": [7], "z": [1, -2.5]})") == numbers);
    CHECK(read(R"({"mean": [1, -2.5]})") == numbers);
    for (const char *bad : {"", "[1, 2", "{}", "[]", "7", "[1, \"x\"]", "[1, [2]]", "[1e99]", "{\"z\": 1}"})
        CHECK_THROWS_AS((void)read(bad), models::Error);
}

TEST_CASE("predict_andInspectPrintJson")
{
    TemporaryFolder folder;
    const std::string drawing = writeText(folder.file("1.svg"), kTwoStrokes);
    const EngineRun predicted = sketch({"predict", drawing, "--json"});
    CHECK(predicted.status == 0);
    const json next = json::parse(predicted.output);
    CHECK(next["x"] == 210.0);
    CHECK(next["y"] == 250.0);
    CHECK(next["pen"].size() == 3);
    REQUIRE(next["components"].size() == 3);
    CHECK(next["components"][0]["weight"] >= next["components"][1]["weight"]);

    const EngineRun inspected =
        sketch({"inspect", drawing, "--tolerance", "0", "--drawing-size", "0", "--max-length", "7"});
    CHECK(inspected.status == 0);
    CHECK(json::parse(inspected.output)["stroke5"].size() == 8);
}

TEST_CASE("badDrawings_endWithOneSentence")
{
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    CHECK(complaintAbout("hello").find("This is no drawing") != std::string::npos);
    CHECK(complaintAbout(svg + "</svg>").find("The drawing is empty") != std::string::npos);
    CHECK(complaintAbout(svg + "<path d=\"M0 0 L5 5\"/>").find("This is no whole SVG file") !=
          std::string::npos);
    std::string bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">";
    for (char c = 'b'; c < 'l'; ++c)
        bomb +=
            std::string("<!ENTITY ") + c + " \"" + std::string(1, '&') + static_cast<char>(c - 1) + ";\">";
    CHECK(complaintAbout(bomb + "]><svg><path d=\"&k;\"/></svg>") != "");
    std::string many = svg + "<path d=\"M0 0";
    for (int i = 0; i < 1'100'000; ++i)
        many += i % 2 == 0 ? " 9 9" : " 0 0";
    CHECK(complaintAbout(many + "\"/></svg>").find("more points than a drawing may have") !=
          std::string::npos);
}
