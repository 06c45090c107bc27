// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/base64.h"
#include "models/image_stylization/style_config.h"
#include "models/image_stylization/style_training.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"
#include "tests/support/style_training_run.h"

#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace solferino;
using namespace solferino::models;

namespace {

ModelFile modelOf(const Pictures &pictures, const char *run)
{
    return readModelFile(pictures.path(run) + "/best.safetensors", kImageStylizationId,
                         kImageStylizationRevision);
}

FloatTensors noiseVgg16()
{
    Random random(5);
    FloatTensors tensors;
    std::int64_t inputs = 3;
    for (const auto &[number, outputs] : std::vector<std::pair<int, std::int64_t>>{{0, 64},
                                                                                   {2, 64},
                                                                                   {5, 128},
                                                                                   {7, 128},
                                                                                   {10, 256},
                                                                                   {12, 256},
                                                                                   {14, 256},
                                                                                   {17, 512},
                                                                                   {19, 512},
                                                                                   {21, 512}}) {
        const std::string name = "features." + std::to_string(number);
        FloatTensor weight{{outputs, inputs, 3, 3}, {}};
        weight.values.resize(static_cast<std::size_t>(outputs * inputs * 9));
        const double most = std::sqrt(2.0 / (3.0 * static_cast<double>(inputs)));
        for (float &value : weight.values)
            value = static_cast<float>(most * (2.0 * random.uniform() - 1.0));
        tensors[name + ".weight"] = std::move(weight);
        tensors[name + ".bias"] = {{outputs}, std::vector<float>(static_cast<std::size_t>(outputs))};
        inputs = outputs;
    }
    return tensors;
}

template <class Call>
Error::Kind kindThrownBy(const Call &call)
{
    try {
        call();
    } catch (const Error &error) {
        CHECK(std::string(error.what()).ends_with('.'));
        return error.kind();
    }
    return Error::Kind::Internal;
}

} // namespace

TEST_CASE("A training reports its data and previews and leaves a model with a card")
{
    const Pictures pictures;
    pictures.write("photos/notes.jpg", std::string("no picture"));
    pictures.write("photos/speck.png", pictureOf(1, 4, 4));
    StyleTrainOptions options = optionsFor(pictures, "run");
    options.sampleEvery = 2;
    options.deepWeight = 0.5;
    TrainingRecorder recorder;
    const auto result = trainImageStylization(options, setting(), recorder);
    CHECK(result.at("step") == 4);
    CHECK(result.at("stopped") == "steps");

    const nlohmann::json data = recorder.partials("data").at(0);
    CHECK(data.at("photos").at("used") == 5);
    CHECK(data.at("photos").at("discarded") ==
          nlohmann::json{{"smaller than 16 pixels", 1}, {"unreadable", 1}});
    CHECK(data.at("styles").size() == 2);
    CHECK(data.at("styles")[1] == nlohmann::json{{"name", "wide_field"}, {"width", 90}, {"height", 64}});
    const auto samples = recorder.partials("sample");
    REQUIRE(samples.size() == 2);
    const Picture strip = readImage(fromBase64(samples[1].at("png").get<std::string>()).value());
    CHECK(strip.width == 96);
    CHECK(strip.height == 32);
    CHECK(samples[1].at("styles").size() == 2);
    for (const char *name : {"content_loss", "style_loss", "learning_rate"})
        CHECK(recorder.m_metrics.front().contains(name));

    const ModelFile model = modelOf(pictures, "run");
    const StyleConfig config = styleConfigFromJson(model.info.hyperParameters);
    CHECK_NOTHROW(requireShapes(model.tensors, styleTensorShapes(config)));
    CHECK(config.alpha == 0.125);
    CHECK(config.styles.at(0).name == "blue_night");
    CHECK(config.styles.at(0).title == "Blue Night");
    const Picture thumbnail = readImage(config.styles.at(0).thumbnail);
    CHECK(std::max(thumbnail.width, thumbnail.height) == 192);
    CHECK(model.info.licence == "CC0-1.0");
    CHECK(model.info.training.at("perceptual") == "VGG-19");
    CHECK(model.info.training.at("options").at("photos") == "");
    CHECK(model.info.scores.contains("loss_blue_night"));
}

TEST_CASE("The scores of a card are what an evaluation says")
{
    const Pictures pictures;
    TrainingRecorder recorder;
    (void)trainImageStylization(optionsFor(pictures, "run"), setting(), recorder);
    const ModelFile model = modelOf(pictures, "run");
    // Which photos were kept for validation is known from the data; here all are asked, one by one.
    StyleEvaluateOptions options;
    options.imageSize = 32;
    std::vector<double> losses;
    for (int i = 0; i < 5; ++i) {
        options.photos = pictures.path("photos/photo" + std::to_string(i) + ".png");
        const auto scores = evaluateImageStylization(model, options, setting(), recorder);
        CHECK(scores.at("photos") == 1);
        REQUIRE(scores.at("styles").size() == 2);
        const auto &first = scores.at("styles")[0];
        CHECK(first.at("loss").get<double>() ==
              doctest::Approx(first.at("content").get<double>() + first.at("style").get<double>()));
        losses.push_back(scores.at("total").at("loss").get<double>());
    }
    const double validation = model.info.scores.at("validation_loss").get<double>();
    CHECK(validation >= *std::min_element(losses.begin(), losses.end()) * 0.999);
    CHECK(validation <= *std::max_element(losses.begin(), losses.end()) * 1.001);

    options.styles = "wide";
    CHECK(evaluateImageStylization(model, options, setting(), recorder).at("styles")[0].at("name") ==
          "wide_field");
    options.styles = "sunset";
    CHECK(kindThrownBy([&] { (void)evaluateImageStylization(model, options, setting(), recorder); }) ==
          Error::Kind::BadOption);
}

TEST_CASE("The loss of one batch halves, in both precisions")
{
    const Pictures pictures;
    for (const char *precision : {"float32", "bf16"}) {
        StyleTrainOptions options = optionsFor(pictures, precision);
        options.photos = pictures.path("photos/photo0.png");
        options.paintings = pictures.path("paintings/blue_night.png");
        options.varyCrops = false;
        options.evalRatio = 0.0;
        options.batchSize = 1;
        options.precision = precision;
        options.steps = 30;
        options.learningRate = 0.002;
        options.schedule = "constant";
        TrainingRecorder recorder;
        const auto result = trainImageStylization(options, setting(), recorder);
        INFO(precision);
        CHECK(result.at("best_validation_loss").is_null()); // nothing was kept for validation
        CHECK(recorder.m_metrics.back().at("loss").get<double>() <
              0.5 * recorder.m_metrics.front().at("loss").get<double>());
    }
}

TEST_CASE("Relative losses weigh the pictures of a batch alike")
{
    const Pictures pictures;
    const auto lossesOf = [&pictures](bool isRelative, std::int64_t steps) {
        StyleTrainOptions options = optionsFor(pictures, isRelative ? "relative" : "absolute");
        options.varyCrops = false;
        options.evalRatio = 0.0;
        options.batchSize = 2;
        options.steps = steps;
        options.learningRate = 0.002;
        options.schedule = "constant";
        options.relativeLoss = isRelative;
        TrainingRecorder recorder;
        (void)trainImageStylization(options, setting(), recorder);
        return std::pair(recorder.m_metrics.front().at("loss").get<double>(),
                         recorder.m_metrics.back().at("loss").get<double>());
    };
    const auto [first, last] = lossesOf(true, 30);
    const auto [absoluteFirst, absoluteLast] = lossesOf(false, 30);
    CHECK(first == absoluteFirst); // what is told is the loss itself
    CHECK(last < 0.7 * first);
    CHECK(last != absoluteLast);
}

TEST_CASE("A training that was cancelled goes on to the same bit")
{
    const Pictures pictures;
    for (const bool variesCrops : {true, false}) {
        const std::string name = variesCrops ? "vary" : "keep";
        StyleTrainOptions options = optionsFor(pictures, name + "_whole");
        options.varyCrops = variesCrops;
        options.steps = 6;
        TrainingRecorder whole;
        (void)trainImageStylization(options, setting(), whole);

        options.output = pictures.path(name + "_parts");
        TrainingRecorder cut;
        cut.m_cancelAt = 3;
        CHECK_THROWS_AS((void)trainImageStylization(options, setting(), cut), Cancelled);
        StyleTrainOptions rest;
        rest.resume = options.output;
        TrainingRecorder resumed;
        CHECK(trainImageStylization(rest, setting(99), resumed).at("step") == 6);
        CHECK(resumed.m_metrics.front().at("loss") == whole.m_metrics[3].at("loss"));
        CHECK(modelOf(pictures, (name + "_parts").c_str()).tensors ==
              modelOf(pictures, (name + "_whole").c_str()).tensors);
    }
}

TEST_CASE("A training may start from a trained model of the same shape")
{
    const Pictures pictures;
    TrainingRecorder recorder;
    StyleTrainOptions options = optionsFor(pictures, "first");
    const nlohmann::json first = trainImageStylization(options, setting(), recorder);
    options.output = pictures.path("second");
    options.start = first.at("weights").get<std::string>();
    options.learningRate = 1e-6;
    options.steps = 1;
    options.validateEvery = 1;
    const nlohmann::json second = trainImageStylization(options, setting(), recorder);
    CHECK(second.at("best_validation_loss").get<double>() ==
          doctest::Approx(first.at("best_validation_loss").get<double>()).epsilon(1e-3));

    options.output = pictures.path("third");
    options.alpha = 0.25;
    CHECK_THROWS_WITH_AS(static_cast<void>(trainImageStylization(options, setting(), recorder)),
                         doctest::Contains("has another width or other styles"), Error);
    options.alpha = 0.125;
    options.paintings = pictures.path("more");
    CHECK_THROWS_AS(static_cast<void>(trainImageStylization(options, setting(), recorder)), Error);
}

TEST_CASE("New styles leave the old ones as they were to the bit")
{
    const Pictures pictures;
    TrainingRecorder recorder;
    (void)trainImageStylization(optionsFor(pictures, "run"), setting(), recorder);
    const ModelFile base = modelOf(pictures, "run");
    StyleAddOptions options;
    options.photos = pictures.path("photos");
    options.paintings = pictures.path("more");
    options.output = pictures.path("added");
    options.steps = 4;
    options.batchSize = 2;
    options.imageSize = 32;
    options.styleSize = 64;
    options.evalRatio = 0.3;
    options.validateEvery = 2;
    options.sampleEvery = 0;
    (void)addStyles(base, options, setting(), recorder);

    const ModelFile added = modelOf(pictures, "added");
    const StyleConfig config = styleConfigFromJson(added.info.hyperParameters);
    REQUIRE(config.styles.size() == 3);
    CHECK(config.styles[2].name == "red_house");
    CHECK_NOTHROW(requireShapes(added.tensors, styleTensorShapes(config)));
    for (const auto &[name, old] : base.tensors) {
        const FloatTensor &now = added.tensors.at(name);
        REQUIRE(now.values.size() >= old.values.size());
        CHECK(std::equal(old.values.begin(), old.values.end(), now.values.begin()));
        if (name.ends_with(".weight"))
            CHECK(now.values.size() == old.values.size());
    }
    // The new rows have left their start, the mean of the old ones.
    const auto &gamma = added.tensors.at("residual1.conv1.gamma").values;
    CHECK(gamma[32] != doctest::Approx((gamma[0] + gamma[16]) / 2.0F).epsilon(1e-6));

    // It can be cut off and go on too.
    options.output = pictures.path("added_parts");
    TrainingRecorder cut;
    cut.m_cancelAt = 2;
    CHECK_THROWS_AS((void)addStyles(base, options, setting(), cut), Cancelled);
    StyleAddOptions rest;
    rest.resume = options.output;
    (void)addStyles(base, rest, setting(99), recorder);
    CHECK(modelOf(pictures, "added_parts").tensors == added.tensors);

    // Not to another model, and not under a name that is taken.
    CHECK(kindThrownBy([&] { (void)addStyles(added, rest, setting(), recorder); }) ==
          Error::Kind::ModelFileMismatch);
    options.output = pictures.path("twice");
    CHECK(kindThrownBy([&] { (void)addStyles(added, options, setting(), recorder); }) ==
          Error::Kind::BadOption);
}

TEST_CASE("A VGG-16 of one's own is compared on four layers, and is needed again")
{
    const Pictures pictures;
    StyleTrainOptions options = optionsFor(pictures, "run");
    options.perceptual = pictures.path("vgg16.safetensors");
    writeModelFile(options.perceptual, {}, noiseVgg16(), StoredAs::Float16);
    options.steps = 1;
    options.batchSize = 1;
    options.validateEvery = 1;
    TrainingRecorder recorder;
    (void)trainImageStylization(options, setting(), recorder);
    const ModelFile model = modelOf(pictures, "run");
    CHECK(model.info.training.at("perceptual") == "VGG-16");
    CHECK(model.tensors.at("gram.4").shape == std::vector<std::int64_t>{2, 512, 512});
    CHECK_NOTHROW(
        requireShapes(model.tensors, styleTensorShapes(styleConfigFromJson(model.info.hyperParameters))));

    StyleEvaluateOptions evaluation;
    evaluation.photos = pictures.path("photos");
    evaluation.imageSize = 32;
    const auto evaluate = [&] {
        return evaluateImageStylization(model, evaluation, setting(), recorder);
    };
    CHECK(kindThrownBy([&] { (void)evaluate(); }) == Error::Kind::BadOption);
    evaluation.perceptual = options.perceptual;
    CHECK(evaluate().at("total").at("style").get<double>() > 0.0);
    StyleAddOptions more;
    more.photos = options.photos;
    more.paintings = pictures.path("more");
    more.output = pictures.path("added");
    CHECK(kindThrownBy([&] { (void)addStyles(model, more, setting(), recorder); }) == Error::Kind::BadOption);
}

TEST_CASE("Data and options that are no use are refused with a sentence")
{
    const Pictures pictures;
    pictures.write("rubbish/a.jpg", std::string("text"));
    pictures.write("rubbish/b.txt", std::string("text"));
    fs::create_directories(pictures.path("empty"));
    TrainingRecorder recorder;
    const auto kindWith = [&](const auto &change) {
        StyleTrainOptions options = optionsFor(pictures, "refused");
        change(options);
        return kindThrownBy([&] { (void)trainImageStylization(options, setting(), recorder); });
    };
    using Options = StyleTrainOptions;
    CHECK(kindWith([&](Options &o) { o.photos = pictures.path("rubbish"); }) == Error::Kind::NoData);
    CHECK(kindWith([&](Options &o) { o.paintings = pictures.path("empty"); }) == Error::Kind::NoData);
    CHECK(kindWith([&](Options &o) { o.photos = pictures.path("nowhere"); }) == Error::Kind::File);
    CHECK(kindWith([&](Options &o) { o.photos.clear(); }) == Error::Kind::BadOption);
    CHECK(kindWith([&](Options &o) { o.styleCoefficients = "1,2,3"; }) == Error::Kind::BadOption);
    CHECK(kindWith([&](Options &o) { o.styleCoefficients = "1,much"; }) == Error::Kind::BadOption);
    CHECK(kindWith([&](Options &o) { o.perceptual = pictures.path("paintings/blue_night.png"); }) ==
          Error::Kind::ModelFileDamaged);
    CHECK(kindWith([&](Options &o) { o.resume = pictures.path("empty"); }) == Error::Kind::File);
}
