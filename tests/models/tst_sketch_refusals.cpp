// SPDX-License-Identifier: GPL-3.0-or-later
// What the model refuses, and how it is stopped.
#include "tests/models/sketch_rnn_fixture.h"

#include <doctest/doctest.h>
#include <limits>

using namespace solferino;
using namespace solferino::test;

TEST_CASE("labels_leadTheDrawing")
{
    SketchConfig config = tinySketchConfig(false);
    config.labels = {"cat", "pig", "owl", "bee", "fox", "elk"};
    const SketchRnn model(tinySketchModel(config));
    NoProgress progress;
    SketchGenerateOptions options;
    options.count = 1;
    options.greedy = true;
    options.label = "pig";
    const auto pig = model.generate(options, 1, progress);
    options.label = "cat";
    CHECK(model.generate(options, 1, progress)[0].logLikelihood != pig[0].logLikelihood);
    options.label = "";
    CHECK(model.generate(options, 1, progress)[0].logLikelihood != pig[0].logLikelihood);
    options.label = "yak";
    const auto [kind, sentence] = errorOf([&] { (void)model.generate(options, 1, progress); });
    CHECK(kind == Error::Kind::BadOption);
    CHECK(sentence ==
          "The model does not know the label \"yak\"; it knows cat, pig, owl, bee, fox and others.");
    CHECK(errorOf([&] { (void)makeModel(false).generate(options, 1, progress); }).first ==
          Error::Kind::BadOption);
}

TEST_CASE("badDrawings_areRefusedInOneSentence")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    const auto refusal = [&](const Lines &lines) {
        return errorOf([&] { (void)model.continueDrawing(lines, continueOptions(1), 1, progress); });
    };
    const std::pair<Error::Kind, std::string> empty{Error::Kind::BadInput,
                                                    "The drawing is empty: draw a line first."};
    CHECK(refusal({}) == empty);
    CHECK(refusal({{}, {}}) == empty);
    CHECK(errorOf([&] { (void)model.predict({}, {}); }) == empty);
    CHECK(errorOf([&] { (void)model.encode({}, {}, 1); }) == empty);
    CHECK(refusal({{{5.0, 5.0}}}).second.starts_with("Nothing of the drawing is left"));
    CHECK(refusal({{{5.0, 5.0}, {std::numeric_limits<double>::quiet_NaN(), 6.0}}}).first ==
          Error::Kind::BadInput);
    CHECK(refusal({{{5.0, 5.0}, {1e300, 6.0}}}).first == Error::Kind::BadInput);
}

TEST_CASE("modelsWithoutEncoder_sayWhatTheyCannot")
{
    const SketchRnn model = makeModel(false);
    NoProgress progress;
    CHECK(errorOf([&] { (void)model.reconstruct(twoStrokes(), {}, 1, progress); }).first ==
          Error::Kind::BadOption);
    CHECK(errorOf([&] { (void)model.interpolate(twoStrokes(), zigzag(2), {}, 1, progress); }).first ==
          Error::Kind::BadOption);
    CHECK(errorOf([&] { (void)model.encode(twoStrokes(), {}, 1); }).first == Error::Kind::BadOption);
    CHECK(errorOf([&] { (void)model.decode({1.0F}, {}, 1, progress); }).first == Error::Kind::BadOption);
}

TEST_CASE("decode_refusesOtherVectors")
{
    const SketchRnn model = makeModel(true);
    NoProgress progress;
    CHECK(errorOf([&] {
              (void)model.decode({1.0F, 2.0F}, {}, 1, progress);
          }) == std::pair{Error::Kind::BadInput,
                          std::string("The latent vector has 2 numbers; this model's have 6.")});
    const std::vector<float> infinite(6, std::numeric_limits<float>::infinity());
    CHECK(errorOf([&] { (void)model.decode(infinite, {}, 1, progress); }).first == Error::Kind::BadInput);
}

TEST_CASE("models_ofOtherShapesAreRefused")
{
    const SketchConfig config = tinySketchConfig(true);
    const auto refusal = [&](const auto &change) {
        ModelFile file = tinySketchModel(config);
        change(file);
        return errorOf([&] { SketchRnn model(file); }).first;
    };
    CHECK(refusal([](ModelFile &file) { file.tensors.erase("mean.weight"); }) ==
          Error::Kind::ModelFileMismatch);
    CHECK(refusal([](ModelFile &file) {
              file.tensors["more"] = {{1}, {0.0F}};
          }) == Error::Kind::ModelFileMismatch);
    CHECK(refusal([](ModelFile &file) {
              file.tensors["output.bias"] = {{2}, {0.0F, 0.0F}};
          }) == Error::Kind::ModelFileMismatch);
    CHECK(refusal([](ModelFile &file) { file.info.hyperParameters.erase("mixtures"); }) ==
          Error::Kind::ModelFileMismatch);
}

TEST_CASE("weightsThatAreNoNumbers_endInAnError")
{
    ModelFile file = tinySketchModel(tinySketchConfig(false));
    for (float &weight : file.tensors["output.weight"].values)
        weight = std::numeric_limits<float>::quiet_NaN();
    const SketchRnn model(file);
    NoProgress progress;
    CHECK(errorOf([&] { (void)model.generate({}, 1, progress); }).first == Error::Kind::ModelFileDamaged);
}

TEST_CASE("cancel_stopsInMidRun")
{
    const SketchRnn model = makeModel(true);
    for (const int step : {1, 3, 12}) {
        RecordingProgress progress;
        progress.cancelAt = step;
        CHECK_THROWS_AS((void)model.continueDrawing(twoStrokes(), continueOptions(9), 1, progress),
                        Cancelled);
        CHECK(progress.reports == step);
    }
}
