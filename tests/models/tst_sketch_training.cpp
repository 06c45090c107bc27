// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/sketch_data_file.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"
#include "models/runtime/torch_setup.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_training.h"
#include "tests/support/test_files.h"
#include "tests/support/training_recorder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace solferino;
using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

/// Boxes and zigzags with a wobble, in a folder that goes away with the test.
class Drawings final
{
public:
    explicit Drawings(std::size_t count = 24)
    {
        configureTorch(1);
        std::vector<LabelledDrawing> drawings;
        for (std::size_t i = 0; i < count; ++i) {
            Random random(i);
            const auto wobble = [&] {
                return static_cast<double>(random.below(9));
            };
            Polyline line{{0, 0}};
            for (int point = 1; point < 8; ++point)
                line.push_back(i % 2 == 0
                                   ? Point{point * 20.0 + wobble(), point % 2 * 60.0 + wobble()}
                                   : Point{point / 2 % 2 * 80.0 + wobble(), (point + 1) / 2 % 2 * 80.0});
            drawings.push_back({i % 2 == 0 ? "zigzag" : "box",
                                std::to_string(i),
                                true,
                                false,
                                {line, {{wobble(), 90.0}, {40.0 + wobble(), 90.0}}}});
        }
        write("data/drawings.ndjson", writeNdjson(drawings));
    }
    void write(const std::string &name, const std::string &text) const
    {
        fs::create_directories(fs::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }
    [[nodiscard]] std::string data() const { return path("data"); }
    [[nodiscard]] std::string path(const std::string &name) const { return m_folder.file(name); }

private:
    test::TemporaryFolder m_folder;
};

SketchTrainOptions optionsFor(const Drawings &drawings, const std::string &run)
{
    SketchTrainOptions options;
    options.data = drawings.data();
    options.output = drawings.path(run);
    options.steps = 8;
    options.batchSize = 6;
    options.decoderSize = 24;
    options.encoderSize = 12;
    options.latentSize = 8;
    options.mixtures = 3;
    options.learningRate = 0.01;
    options.evalRatio = 0.2;
    options.validateEvery = 4;
    options.sampleEvery = 0;
    options.licence = "CC0-1.0";
    return options;
}

FloatTensors weightsOf(const Drawings &drawings, const char *run)
{
    return readModelFile(drawings.path(run) + "/best.safetensors", kSketchRnnId, kSketchRnnRevision).tensors;
}

} // namespace

TEST_CASE("A training reports its data, samples and checkpoints and leaves a model with a card")
{
    const Drawings drawings;
    SketchTrainOptions options = optionsFor(drawings, "run");
    options.sampleEvery = 4;
    options.useLabels = true;
    TrainingRecorder recorder;
    int samples = 0;
    const auto sample = [&](const ModelFile &model, std::uint64_t) {
        ++samples;
        CHECK(sketchConfigFromJson(model.info.hyperParameters).labels ==
              std::vector<std::string>{"box", "zigzag"});
        return nlohmann::json{{"drawings", {{{"strokes", {{{0, 0}, {1, 1}}}}}}}};
    };
    const auto result = trainSketchRnn(options, {.seed = 3, .device = "cpu", .makeSample = sample}, recorder);
    CHECK(result.at("step") == 8);
    CHECK(result.at("stopped") == "steps");
    CHECK(samples == 2);
    CHECK(recorder.count("data") == 1);
    CHECK(recorder.count("sample") == 2);
    CHECK(recorder.count("checkpoint") >= 1);
    for (const char *name : {"reconstruction_loss", "kl_loss", "kl_weight", "learning_rate"})
        CHECK(recorder.m_metrics.front().contains(name));
    for (const char *name : {"validation_loss", "validation_nats_per_point", "validation_kl",
                             "best_validation_loss", "best_step"})
        CHECK(recorder.m_metrics.back().contains(name));

    const ModelFile model =
        readModelFile(result.at("weights").get<std::string>(), kSketchRnnId, kSketchRnnRevision);
    CHECK(model.info.config == "vae");
    CHECK(model.info.licence == "CC0-1.0");
    CHECK(model.info.training.at("seed") == 3);
    CHECK(model.info.data.at("classes") == 2);
    const SketchConfig config = sketchConfigFromJson(model.info.hyperParameters);
    CHECK(config.maxLength == 10);
    CHECK(config.drawingSize > 50.0);
    CHECK_NOTHROW(requireShapes(model.tensors, sketchTensorShapes(config)));

    // The stored scores are what an evaluation of the same drawings says, z sampled with another seed.
    SketchEvaluateOptions evaluation;
    evaluation.data = drawings.data();
    NoProgress quiet;
    const auto scores = evaluateSketchRnn(model, evaluation, "cpu", quiet).at("total");
    CHECK(scores.at("drawings") == model.info.data.at("validation_drawings"));
    CHECK(scores.at("kl_loss").get<double>() ==
          doctest::Approx(model.info.scores.at("validation_kl_loss").get<double>()).epsilon(1e-4));
    CHECK(scores.at("nats_per_point").get<double>() ==
          doctest::Approx(model.info.scores.at("validation_nats_per_point").get<double>()).epsilon(0.05));
    CHECK(std::isfinite(scores.at("nats_per_later_point").get<double>()));
    const double rows = scores.at("points").get<double>() + scores.at("drawings").get<double>();
    CHECK(scores.at("reconstruction_loss").get<double>() * scores.at("drawings").get<double>() * 10 ==
          doctest::Approx(scores.at("nats_per_point").get<double>() * rows).epsilon(0.12));
}

TEST_CASE("Loss and schedules are those of the sheet")
{
    const Drawings drawings;
    SketchTrainOptions options = optionsFor(drawings, "run");
    options.learningRate = 0.001;
    options.klWeight = 1.0;
    options.klDecayRate = 0.5;
    TrainingRecorder recorder;
    (void)trainSketchRnn(options, {.seed = 1, .device = "cpu"}, recorder);
    for (std::size_t i = 0; i < recorder.m_metrics.size(); ++i) {
        const auto &metrics = recorder.m_metrics[i];
        const double weight = 1.0 - 0.99 * std::pow(0.5, static_cast<double>(i));
        CHECK(metrics.at("kl_weight").get<double>() == doctest::Approx(weight));
        CHECK(metrics.at("learning_rate").get<double>() ==
              doctest::Approx(0.00099 * std::pow(0.9999, static_cast<double>(i)) + 0.00001));
        CHECK(metrics.at("loss").get<double>() ==
              doctest::Approx(metrics.at("reconstruction_loss").get<double>() +
                              weight * std::max(0.2, metrics.at("kl_loss").get<double>())));
    }
}

TEST_CASE("The loss of one batch halves, with every cell and without an encoder")
{
    const Drawings drawings(4);
    for (const char *cell : {"lstm", "layer_norm", "hyper"}) {
        for (const char *config : {"vae", "decoder"}) {
            SketchTrainOptions options = optionsFor(drawings, std::string(cell) + config);
            options.config = config;
            options.encoderCell = options.decoderCell = cell;
            options.steps = 30;
            options.evalRatio = 0.0;
            options.recurrentDropout = 0.0;
            options.randomScale = options.dropPoints = 0.0;
            options.klWeight = 0.01;
            options.learningRate = 0.02;
            TrainingRecorder recorder;
            const auto result = trainSketchRnn(options, {.seed = 2, .device = "cpu"}, recorder);
            CAPTURE(cell);
            CAPTURE(config);
            CHECK(recorder.m_losses.back() < recorder.m_losses.front() / 2);
            CHECK(result.at("best_step") == 30); // nothing to validate on: the newest
        }
    }
}

TEST_CASE("The same seed gives the same training, and a cancelled one goes on in it bit for bit")
{
    const Drawings drawings;
    TrainingRecorder whole;
    (void)trainSketchRnn(optionsFor(drawings, "whole"), {.seed = 5, .device = "cpu"}, whole);

    TrainingRecorder begun;
    begun.m_cancelAt = 3;
    CHECK_THROWS_AS((void)trainSketchRnn(optionsFor(drawings, "parts"), {.seed = 5, .device = "cpu"}, begun),
                    Cancelled);
    TrainingRecorder resumed;
    SketchTrainOptions resume;
    resume.resume = drawings.path("parts");
    const auto result = trainSketchRnn(resume, {.device = "cpu"}, resumed);
    CHECK(result.at("step") == 8);
    std::vector<double> losses = begun.m_losses;
    losses.insert(losses.end(), resumed.m_losses.begin(), resumed.m_losses.end());
    CHECK(losses == whole.m_losses);
    CHECK(weightsOf(drawings, "whole") == weightsOf(drawings, "parts"));

    TrainingRecorder other;
    (void)trainSketchRnn(optionsFor(drawings, "other"), {.seed = 6, .device = "cpu"}, other);
    CHECK(other.m_losses != whole.m_losses);
}

TEST_CASE("In the operations of GPUs a training is the same, and goes on in itself too")
{
    const Drawings drawings;
    for (const char *cell : {"lstm", "layer_norm", "hyper"}) {
        SketchTrainOptions options = optionsFor(drawings, "own");
        options.decoderCell = cell;
        options.recurrentDropout = 0.0;
        options.learningRate = 0.001;
        options.useLabels = true;
        TrainingRecorder own, onDevice;
        (void)trainSketchRnn(options, {.seed = 5, .device = "cpu"}, own);
        options.output = drawings.path("device");
        (void)trainSketchRnn(options, {.seed = 5, .device = "cpu:0"}, onDevice);
        CHECK(onDevice.m_metrics.size() == own.m_metrics.size());
        for (std::size_t i = 0; i < own.m_metrics.size(); ++i) {
            for (const char *name : {"loss", "reconstruction_loss", "kl_loss", "kl_weight"})
                CHECK(onDevice.m_metrics[i].at(name).get<double>() ==
                      doctest::Approx(own.m_metrics[i].at(name).get<double>()).epsilon(1e-3));
        }
    }
    TrainingRecorder whole, begun, resumed;
    (void)trainSketchRnn(optionsFor(drawings, "whole"), {.seed = 5, .device = "cpu:0"}, whole);
    begun.m_cancelAt = 3;
    CHECK_THROWS_AS(
        (void)trainSketchRnn(optionsFor(drawings, "parts"), {.seed = 5, .device = "cpu:0"}, begun),
        Cancelled);
    SketchTrainOptions resume;
    resume.resume = drawings.path("parts");
    (void)trainSketchRnn(resume, {.device = "cpu:0"}, resumed);
    CHECK(resumed.m_losses == std::vector<double>(whole.m_losses.begin() + 3, whole.m_losses.end()));
}

TEST_CASE("Fewer drawings than a batch are trained on all the same, with full padding too")
{
    const Drawings drawings(3);
    SketchTrainOptions options = optionsFor(drawings, "run");
    options.batchSize = 100;
    options.padRows = true;
    TrainingRecorder recorder;
    const auto result = trainSketchRnn(options, {.seed = 2, .device = "cpu"}, recorder);
    CHECK(result.at("step") == 8);
    CHECK(recorder.m_losses.back() < recorder.m_losses.front());
}

TEST_CASE("What cannot be trained is refused with a sentence")
{
    const Drawings drawings(4);
    TrainingRecorder recorder;
    const auto kindFor = [&](const SketchTrainOptions &options) {
        try {
            (void)trainSketchRnn(options, {.device = "cpu"}, recorder);
        } catch (const Error &error) {
            CHECK(std::string(error.what()).back() == '.');
            return error.kind();
        }
        return Error::Kind::Internal;
    };
    SketchTrainOptions empty = optionsFor(drawings, "run");
    fs::create_directories(drawings.path("empty"));
    empty.data = drawings.path("empty");
    CHECK(kindFor(empty) == Error::Kind::NoData);
    SketchTrainOptions nothing = optionsFor(drawings, "run");
    nothing.data.clear();
    CHECK(kindFor(nothing) == Error::Kind::BadOption);
    SketchTrainOptions tooShort = optionsFor(drawings, "run");
    tooShort.maxLength = 2;
    CHECK(kindFor(tooShort) == Error::Kind::NoData);
    CHECK(recorder.m_losses.empty());
}

TEST_CASE("A model of other shapes or without such a part of the data is refused")
{
    const Drawings drawings;
    TrainingRecorder recorder;
    const auto result = trainSketchRnn(optionsFor(drawings, "run"), {.seed = 3, .device = "cpu"}, recorder);
    ModelFile model =
        readModelFile(result.at("weights").get<std::string>(), kSketchRnnId, kSketchRnnRevision);
    SketchEvaluateOptions options;
    options.data = drawings.data();
    options.split = "test";
    NoProgress quiet;
    CHECK_THROWS_AS((void)evaluateSketchRnn(model, options, "cpu", quiet), Error);
    options.split = "valid";
    model.info.hyperParameters["decoder_size"] = 25;
    CHECK_THROWS_AS((void)evaluateSketchRnn(model, options, "cpu", quiet), Error);
}
