// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/catalog_report.h"
#include "app/engine/files.h"
#include "app/engine/output_format.h"
#include "app/engine/part_progress.h"
#include "core/domain/image/image_file.h"
#include "tests/support/engine_program.h"
#include "tests/support/picture_samples.h"
#include "tests/support/tiny_model.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

/// An engine that serves jobs on pictures.
class Studio
{
public:
    Studio()
        : m_engine({"serve"}, {{"SOLFERINO_MODELS", tinyModelFolder().string()}})
    {
        m_hello = m_engine.nextMessage();
        m_engine.send(helloMessage("test"));
    }

    /// All messages of a `stylize`, the last of which ends it.
    std::vector<Message> stylize(const Bytes &photo, const json &options, const Bytes &mask = {})
    {
        JobRequest request;
        request.model = "image_stylization";
        request.operation = "stylize";
        request.options = options;
        request.inputs.push_back({"photo", "image/*", photo});
        if (!mask.empty())
            request.inputs.push_back({"mask", "image/png", mask});
        m_engine.send(requestMessage(++m_job, request));
        std::vector<Message> messages;
        do
            messages.push_back(m_engine.nextMessage());
        while (messages.back().type != "" && messages.back().type != "done" &&
               messages.back().type != "error");
        return messages;
    }

    /// The picture of a `stylize` that must give one.
    Picture picture(const Bytes &photo, const json &options, const Bytes &mask = {})
    {
        for (const Message &message : stylize(photo, options, mask))
            if (message.type == "result")
                return readImage(message.attachments.at(0).bytes);
        FAIL("no result came");
        return {};
    }

    /// The sentence of a `stylize` that must fail.
    std::string complaint(const Bytes &photo)
    {
        const Message last = stylize(photo, json::object()).back();
        CHECK(last.type == "error");
        CHECK(last.body.value("kind", "") == "bad_input");
        std::string sentence = last.body.value("message", "");
        CHECK(sentence.size() > 10);
        CHECK(sentence.ends_with("."));
        CHECK(std::count(sentence.begin(), sentence.end(), '\n') == 0);
        return sentence;
    }

    [[nodiscard]] const Message &hello() const { return m_hello; }

private:
    EngineProgram m_engine;
    Message m_hello;
    std::int64_t m_job = 0;
};

Bytes png(const Picture &picture)
{
    return writeImage(picture, ImageFormat::Png);
}

Bytes sample(const std::string &name)
{
    return readFile(std::filesystem::path(SOLFERINO_TEST_DATA) / "images" / name);
}

OperationArguments arguments(const std::string &output, const std::string &typedFormat = {})
{
    OperationArguments arguments;
    arguments.output = output;
    if (!typedFormat.empty()) {
        arguments.request.options["format"] = typedFormat;
        arguments.typed.insert("format");
    }
    return arguments;
}

std::string settledFormat(OperationArguments arguments)
{
    settleFormat(*findModel("image_stylization")->findOperation("stylize"), arguments);
    return arguments.request.options.value("format", "");
}

/// Keeps what it was told last.
class LastReport final : public models::Progress
{
public:
    void report(const models::ProgressReport &report) override { last = report; }
    void partial(const json &) override {}
    void note(const std::string &) override {}
    models::ProgressReport last;
};

} // namespace

TEST_CASE("stylize_mixesByStrengthColoursAndMask")
{
    Studio studio;
    const Picture photo = noisePicture(32, 24, false);
    const Bytes file = png(photo);
    const Picture whole = studio.picture(file, {{"styles", "blue_lines"}});
    CHECK(whole.rgb != photo.rgb);

    Picture mask;
    mask.width = 2;
    mask.height = 1;
    mask.rgb = {65'535, 65'535, 65'535, 0, 0, 0};
    const Picture half = studio.picture(file, {{"styles", "blue_lines"}}, png(mask));
    CHECK(std::equal(half.rgb.begin(), half.rgb.begin() + 9, whole.rgb.begin()));
    CHECK(std::equal(half.rgb.end() - 9, half.rgb.end(), photo.rgb.end() - 9));

    const Picture kept = studio.picture(file, {{"styles", "blue_lines"}, {"colours", "keep"}});
    CHECK(kept.rgb != whole.rgb);
    const json only = {
        {"styles", "blue_lines"}, {"colours", "keep"}, {"strength", 0}, {"stylized_only", true}};
    CHECK(studio.picture(file, only, png(mask)).rgb == whole.rgb);

    const Picture small = studio.picture(file, {{"longest_side", 16}, {"brush", 4}, {"format", "webp"}});
    CHECK(small.width == 16);
    CHECK(small.height == 12);
}

TEST_CASE("stylize_each_givesAResultForEveryStyleThatRepeatsAlone")
{
    Studio studio;
    const Bytes photo = png(noisePicture(20, 16, false));
    const auto messages = studio.stylize(photo, {{"styles", "0,1,2:0.5"}, {"each", true}});
    std::vector<Message> results;
    std::copy_if(messages.begin(), messages.end(), std::back_inserter(results),
                 [](const Message &message) { return message.type == "result"; });
    REQUIRE(results.size() == 3);
    CHECK(results[2].attachments[0].name == "green_waves-50.png");
    CHECK(results[2].attachments[0].mediaType == "image/png");
    CHECK(results[2].body["styles"][0]["weight"] == 0.5);
    const json request = json::parse(*readImageRequest(results[2].attachments[0].bytes));
    CHECK(request["options"]["styles"] == "green_waves:0.5");
    CHECK(request["options"]["each"] == false);
    const Picture again = studio.picture(photo, request["options"]);
    CHECK(again == readImage(results[2].attachments[0].bytes));
    CHECK(messages.back().body["request"]["inputs"][0]["name"] == "photo");
}

TEST_CASE("stylize_refusesWhatIsNoPhoto")
{
    Studio studio;
    CHECK(studio.complaint({}).find("empty") != std::string::npos);
    CHECK(studio.complaint({'h', 'e', 'l', 'l', 'o'}).find("no picture of a known kind") !=
          std::string::npos);
    const Bytes whole = png(noisePicture(40, 30, false));
    (void)studio.complaint({whole.begin(), whole.begin() + 20});
    (void)studio.complaint({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2)});
    (void)studio.complaint(withPngSize(whole, 60'000, 60'000));
    (void)studio.complaint(withPngSize(whole, 0, 30));
    CHECK(studio.complaint(sample("cmyk.jpg")).find("CMYK") != std::string::npos);
    (void)studio.complaint(sample("cmyk.tif"));
    (void)studio.complaint(sample("animated.webp"));
    CHECK(studio.complaint(sample("animated.gif")).find("GIF") != std::string::npos);
    const auto messages = studio.stylize(whole, json::object(), {'x'});
    CHECK(messages.back().body.value("message", "").starts_with("The mask cannot be used. This is no"));
    CHECK(studio.picture(png(noisePicture(1, 1, true)), json::object()).pixels() == 1);
}

TEST_CASE("hello_namesTheOperationsOnPictures")
{
    Studio studio;
    std::vector<std::string> ids;
    for (const json &model : studio.hello().body["catalog"])
        if (model["id"] == "image_stylization")
            for (const json &operation : model["operations"])
                ids.push_back(operation["id"]);
    for (const char *id : {"stylize", "train", "add_style", "evaluate", "inspect"})
        CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
    // No library of videos lies beside this test.
    for (const json &model : catalogJson())
        for (const json &operation : model["operations"])
            CHECK(operation["id"] != "stylize_video");
}

TEST_CASE("format_followsTheOutput")
{
    CHECK(settledFormat(arguments("x.JPG")) == "jpeg");
    CHECK(settledFormat(arguments("x.tiff")) == "tiff");
    CHECK(settledFormat(arguments("x.png", "png")) == "png");
    CHECK(settledFormat(arguments("folder", "webp")) == "webp");
    CHECK(settledFormat(arguments("folder")).empty());
    CHECK_THROWS_AS(settledFormat(arguments("x.bmp")), OptionError);
    CHECK_THROWS_AS(settledFormat(arguments("x.png", "jpeg")), OptionError);
}

TEST_CASE("partProgress_countsPartsAndTellsOfThePresentOne")
{
    LastReport whole;
    PartProgress parts(whole, 3, "photos");
    parts.begin("a.jpg");
    parts.report({.step = 7, .total = 28, .unit = "rows", .text = "painting"});
    CHECK(whole.last.step == 0);
    CHECK(whole.last.total == 3);
    CHECK(whole.last.text == "a.jpg, 25 %");
    parts.begin("b.jpg");
    CHECK(whole.last.step == 1);
    CHECK(whole.last.unit == "photos");
    parts.finish();
    CHECK(whole.last.step == 2);
}
