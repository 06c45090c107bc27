// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"
#include "models/sketch_rnn/browser_model.h"
#include "models/sketch_rnn/sketch_config.h"
#include "tests/support/tiny_browser_model.h"

#include <doctest/doctest.h>
#include <functional>

using namespace solferino;
using namespace solferino::models;
using namespace solferino::test;
using nlohmann::json;

namespace {

ModelFile import(const TinyBrowserModel &sizes)
{
    return readBrowserModel(textBytes(tinyBrowserModel(sizes)));
}

std::string complaint(const Bytes &bytes)
{
    try {
        (void)readBrowserModel(bytes);
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::ModelFileDamaged);
        return error.what();
    }
    return "none";
}

/// What is said about a tiny model that `spoil` has changed.
std::string complaint(const std::function<void(json &)> &spoil, bool hasEncoder = false)
{
    json model = tinyBrowserModel({.hasEncoder = hasEncoder});
    spoil(model);
    return complaint(textBytes(model));
}

Bytes textOf(const std::string &text)
{
    return {text.begin(), text.end()};
}

} // namespace

TEST_CASE("decoder_isReadWithItsSizes")
{
    const ModelFile file = import({.hasEncoder = false});
    CHECK(file.info.model == kSketchRnnId);
    CHECK(file.info.config == "decoder");
    CHECK(file.info.data["name"] == "tiny");
    const SketchConfig config = sketchConfigFromJson(file.info.hyperParameters);
    CHECK_FALSE(config.isConditional);
    CHECK_FALSE(config.squashesLatent);
    CHECK(config.decoderSize == 8);
    CHECK(config.mixtures == 3);
    CHECK(config.maxLength == 30);
    CHECK(config.scaleFactor == 20.0);
    CHECK(config.drawingSize == 255.0);
    CHECK_NOTHROW(requireShapes(file.tensors, sketchTensorShapes(config)));
    json old = tinyBrowserModel({.hasEncoder = false, .version = 2});
    old[0]["mode"] = "gen";
    CHECK(readBrowserModel(textBytes(old)).info.config == "decoder");
}

TEST_CASE("vae_isReadInBothVersions")
{
    for (const auto &[version, squashes] : {std::pair(5, true), std::pair(6, false), std::pair(7, false)}) {
        CAPTURE(version);
        const ModelFile file = import({.hasEncoder = true, .version = version});
        CHECK(file.info.config == "vae");
        const SketchConfig config = sketchConfigFromJson(file.info.hyperParameters);
        CHECK(config.isConditional);
        CHECK(config.squashesLatent == squashes);
        CHECK(config.encoderSize == 6);
        CHECK(config.latentSize == 4);
        CHECK_NOTHROW(requireShapes(file.tensors, sketchTensorShapes(config)));
    }
    json mode = tinyBrowserModel({.hasEncoder = true});
    mode[0]["mode"] = 1;
    CHECK(readBrowserModel(textBytes(mode)).info.config == "vae");
}

TEST_CASE("weights_areTenQOver32767InTheOrderOfTheFile")
{
    json model = tinyBrowserModel({.hasEncoder = false, .decoderUnits = 1, .mixtures = 1});
    // q = 32767, -32767, 1, -1: the gates' biases, last in the file.
    model[2][4] = "/38BgAEA//8=";
    const ModelFile file = readBrowserModel(textBytes(model));
    const auto &bias = file.tensors.at("decoder.bias").values;
    REQUIRE(bias.size() == 4);
    CHECK(bias[0] == 10.0F);
    CHECK(bias[1] == -10.0F);
    CHECK(bias[2] == doctest::Approx(10.0 / 32767.0));
    CHECK(bias[3] == doctest::Approx(-10.0 / 32767.0));
}

TEST_CASE("scores_ofTheFileGoIntoTheCard")
{
    json model = tinyBrowserModel({.hasEncoder = true});
    model[0].update({{"r_loss", -0.9}, {"kl_loss", 0.4}, {"training_size", 70000}});
    const ModelFileInfo info = readBrowserModel(textBytes(model)).info;
    CHECK(info.scores["r_loss"] == -0.9);
    CHECK(info.scores["kl_loss"] == 0.4);
    CHECK(info.data["drawings"] == 70000);
}

TEST_CASE("malformedText_isRefused")
{
    const std::string text = tinyBrowserModel({}).dump();
    CHECK(complaint(textOf("")) == "The browser model is no JSON, or not whole.");
    CHECK(complaint(textOf(text.substr(0, text.size() / 2))) ==
          "The browser model is no JSON, or not whole.");
    CHECK(complaint(textOf("[NaN]")) == "The browser model is no JSON, or not whole.");
    CHECK(complaint(textOf("{}")) == "The browser model is not a list of info, shapes and weights.");
    CHECK(complaint(textOf("[{}, [], {}]")) ==
          "The browser model is not a list of info, shapes and weights.");
    CHECK(complaint(textOf(std::string(1'000'000, '['))) ==
          "The browser model holds more than a model's info, shapes and weights.");
    std::string many = "[{}, [], [";
    for (int i = 0; i < 100'000; ++i)
        many += "1, ";
    CHECK(complaint(textOf(many)) == "The browser model holds more than a model's info, shapes and weights.");
}

TEST_CASE("malformedInfo_isRefused")
{
    for (const char *name : {"version", "max_seq_len", "scale_factor"}) {
        CAPTURE(name);
        CHECK(complaint([&](json &model) { model[0].erase(name); }) ==
              "The browser model has no number for " + std::string(name) + ".");
        CHECK(complaint([&](json &model) { model[0][name] = nullptr; }) ==
              "The browser model has no number for " + std::string(name) + ".");
        CHECK(complaint([&](json &model) { model[0][name] = -1; }) ==
              "The browser model has a " + std::string(name) + " that makes no sense.");
        CHECK(complaint([&](json &model) { model[0][name] = 1e300; }) ==
              "The browser model has a " + std::string(name) + " that makes no sense.");
    }
    CHECK(complaint([](json &model) { model[0]["mode"] = 0; }) ==
          "The browser model has 5 shapes and 5 weights where its mode asks for 17.");
    for (const json &mode : {json(), json(1.5), json(3), json("x"), json::array()})
        CHECK(complaint([&](json &model) { model[0]["mode"] = mode; }) ==
              "The browser model has a mode that is neither 0 or 1 (with an encoder) nor 2 (a decoder "
              "alone).");
    CHECK_NOTHROW((void)readBrowserModel(textBytes([] {
        json model = tinyBrowserModel({});
        model[0].erase("name");
        return model;
    }())));
}

TEST_CASE("malformedShapes_areRefused")
{
    CHECK(complaint([](json &model) {
              model[1][2] = {5, 36};
          }) == "The browser model has weights decoder.w_xh of shape 5 x 36 where 5 x 32 is needed.");
    CHECK(complaint(
              [](json &model) {
                  model[1][12] = {8, 20};
              },
              true) == "The browser model has 20 outputs, which is not 3 and 6 for each mixture.");
    CHECK(complaint(
              [](json &model) {
                  model[1][8] = {12, 5};
              },
              true) == "The browser model has weights presig.weight of shape 12 x 5 where 12 x 4 is needed.");
    CHECK(complaint([](json &model) {
              model[1][0] = {8, 3};
          }) == "The browser model has 3 outputs, which is not 3 and 6 for each mixture.");
    CHECK(complaint([](json &model) { model[1][0] = {8}; }) ==
          "The browser model has weights output.weight that are no matrix.");
    CHECK(complaint([](json &model) { model[1][0] = json::array(); }) ==
          "The browser model has a shape that is neither a vector nor a matrix.");
    CHECK(complaint([](json &model) {
              model[1][0] = {8, -21};
          }) == "The browser model has a shape with a size that makes no sense.");
    CHECK(complaint([](json &model) {
              model[1][0] = {8, "21"};
          }) == "The browser model has a shape with a size that makes no sense.");
    CHECK(complaint([](json &model) {
              model[1][0] = {32'000, 21};
          }) == "The browser model has more than 4096 units.");
    CHECK(complaint([](json &model) { model[1].erase(4); }) ==
          "The browser model has 4 shapes and 5 weights where its mode asks for 5.");
}

TEST_CASE("malformedWeights_areRefused")
{
    const auto spoilBias = [](const std::function<void(std::string &)> &spoil) {
        return complaint([&](json &model) {
            auto text = model[2][4].get<std::string>();
            spoil(text);
            model[2][4] = text;
        });
    };
    const std::string wrongLength =
        "The browser model has weights decoder.bias whose length does not fit their shape 32.";
    CHECK(spoilBias([](std::string &text) { text.resize(text.size() - 4); }) == wrongLength);
    CHECK(spoilBias([](std::string &text) { text.pop_back(); }) == wrongLength);
    CHECK(spoilBias([](std::string &text) { text.clear(); }) == wrongLength);
    CHECK(spoilBias([](std::string &text) { text[3] = '!'; }) ==
          "The browser model has weights decoder.bias that are no base64 of 64 bytes.");
    CHECK(complaint([](json &model) { model[2][4] = 7; }) == wrongLength);
    // Shapes that promise gigabytes are believed only once the bytes are there.
    CHECK(complaint([](json &model) {
              model[1] = {{4096, 123}, {123}, {5, 16384}, {4096, 16384}, {16384}};
          }) ==
          "The browser model has weights output.weight whose length does not fit their shape 4096 x 123.");
}
