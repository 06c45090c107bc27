// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine_program.h"
#include "tests/support/tiny_browser_model.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

EngineRun sketch(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "sketch_rnn");
    return runEngine(arguments);
}

std::string writeText(const std::string &path, const std::string &text)
{
    std::ofstream(path, std::ios::binary) << text;
    return path;
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

} // namespace

TEST_CASE("import_writesModelsThatDraw")
{
    TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "in");
    json model = tinyBrowserModel({});
    model[0]["name"] = "../two words";
    writeText(folder.file("in/a.gen.json"), model.dump());
    writeText(folder.file("in/b.gen.json"), "[1, 2]");
    const EngineRun result = sketch({"import", folder.file("in"), "--output", folder.file("out"), "--json"});
    CHECK(result.status == 0);
    CHECK(result.errors.find("b.gen.json was left out: The browser model is not a list") !=
          std::string::npos);
    const json imported = json::parse(result.output);
    const std::string weights = folder.file("out/___two_words.safetensors");
    CHECK(imported["weights"] == weights);
    CHECK(imported["parameters"] == 8 * 21 + 21 + 5 * 32 + 8 * 32 + 32);
    CHECK(
        sketch({"generate", "--weights", weights, "--count", "1", "--output", folder.file("x.svg")}).status ==
        0);

    CHECK(complaint({"import", folder.file("in/b.gen.json"), "--output", folder.file("out")})
              .find("b.gen.json: The browser model is not a list") != std::string::npos);
    CHECK(complaint({"import", folder.file("nowhere"), "--output", folder.file("out")}).find("nowhere") !=
          std::string::npos);
    std::filesystem::create_directories(folder.path() / "empty");
    CHECK(complaint({"import", folder.file("empty")}).find("no browser model") != std::string::npos);
    CHECK(complaint({"import", folder.file("in"), "--name", "x"}, 2).find("name fits one model") !=
          std::string::npos);
}

TEST_CASE("train_resume_evaluate_andDraw")
{
    TemporaryFolder folder;
    std::ofstream lines(folder.file("zigzags.ndjson"));
    for (int i = 0; i < 12; ++i)
        lines << R"({"word":"zigzag","key_id":"1","recognized":true,"drawing":[[[0,)" << 40 + i
              << R"(,90,140,200,255],[0,90,10,120,5,100]]]})"
              << "\n";
    lines.close();
    const std::string data = folder.file("zigzags.ndjson");
    const EngineRun trained = sketch({"train",
                                      "--config",
                                      "decoder",
                                      "--data",
                                      data,
                                      "--output",
                                      folder.file("run"),
                                      "--steps",
                                      "2",
                                      "--batch-size",
                                      "4",
                                      "--decoder-size",
                                      "8",
                                      "--mixtures",
                                      "2",
                                      "--seed",
                                      "1",
                                      "--sample-every",
                                      "1",
                                      "--json"});
    CHECK(trained.status == 0);
    const json result = json::parse(trained.output);
    CHECK(result["step"] == 2);
    const std::string weights = result["weights"];
    CHECK(weights == folder.file("run/best.safetensors"));
    const EngineRun resumed = sketch({"train", "--resume", folder.file("run"), "--steps", "4", "--json"});
    CHECK(resumed.status == 0);
    CHECK(json::parse(resumed.output)["step"] == 4);

    const EngineRun evaluated = sketch({"evaluate", data, "--weights", weights, "--json"});
    CHECK(evaluated.status == 0);
    CHECK(json::parse(evaluated.output)["total"]["drawings"] > 0);
    CHECK(sketch({"evaluate", data, "--weights", weights}).output.find("nats per point") !=
          std::string::npos);
    CHECK(
        sketch({"generate", "--weights", weights, "--count", "1", "--output", folder.file("x.svg")}).status ==
        0);
}

TEST_CASE("dataThatLies_endsWithOneSentence")
{
    TemporaryFolder folder;
    const std::string data = writeText(folder.file("lies.npz"), "PK\x03\x04 this is no archive at all");
    for (const std::vector<std::string> &words :
         {std::vector<std::string>{"evaluate", data},
          {"train", "--data", data, "--output", folder.file("run")}}) {
        const EngineRun result = sketch(words);
        CHECK(result.status == 1);
        CHECK(result.errors.find("error: ") != std::string::npos);
        CHECK(result.errors.find("lies.npz") != std::string::npos);
    }
}
