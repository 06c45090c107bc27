// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "core/domain/music/midi_file.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_evaluation.h"
#include "models/melody_rnn/melody_training.h"
#include "models/runtime/error.h"
#include "models/runtime/random.h"
#include "models/runtime/torch_setup.h"
#include "tests/support/training_recorder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

using namespace solferino;
using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

/// Ten made-up tunes in a folder that goes away with the test.
class Tunes final
{
public:
    Tunes()
        : m_path(fs::temp_directory_path() / ("solferino-training-" + std::to_string(getpid())))
    {
        configureTorch(1);
        fs::remove_all(m_path);
        fs::create_directories(m_path / "data");
        for (int tune = 0; tune < 10; ++tune) {
            Random random(static_cast<std::uint64_t>(tune));
            Melody melody;
            for (int step = 0; step < 8 * 16; step += 2) {
                const int degrees[] = {60, 62, 64, 65, 67, 69, 71};
                melody.events.push_back(degrees[random.below(7)]);
                melody.events.push_back(kMelodyNoEvent);
            }
            const auto bytes = writeMidi(midiFromSequence(melodyToSequence(melody, 120.0)));
            std::ofstream(m_path / "data" / ("tune" + std::to_string(tune) + ".mid"), std::ios::binary)
                .write(reinterpret_cast<const char *>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        }
    }
    ~Tunes() { fs::remove_all(m_path); }
    [[nodiscard]] std::string data() const { return (m_path / "data").string(); }
    [[nodiscard]] std::string run(const std::string &name) const { return (m_path / name).string(); }

private:
    fs::path m_path;
};

MelodyTrainOptions optionsFor(const Tunes &tunes, const std::string &run)
{
    MelodyTrainOptions options;
    options.config = "basic_rnn";
    options.data = tunes.data();
    options.output = tunes.run(run);
    options.steps = 8;
    options.batchSize = 4;
    options.maxLength = 32;
    options.learningRate = 0.01;
    options.dropout = 0.1;
    options.evalRatio = 0.2;
    options.validateEvery = 4;
    options.licence = "CC0-1.0";
    return options;
}

} // namespace

TEST_CASE("A training reports its data, samples and checkpoints and leaves a model with a card")
{
    const Tunes tunes;
    MelodyTrainOptions options = optionsFor(tunes, "run");
    options.sampleEvery = 4;
    TrainingRecorder recorder;
    int samples = 0;
    const auto sample = [&](const ModelFile &model, std::uint64_t) {
        ++samples;
        CHECK(model.tensors.at("output.bias").values.size() == 38);
        return nlohmann::json{{"notes", {{60, 100, 0, 4}}}};
    };
    const auto result = trainMelodyRnn(options, {.seed = 3, .device = "cpu", .makeSample = sample}, recorder);
    CHECK(result.at("step") == 8);
    CHECK(result.at("stopped") == "steps");
    CHECK(samples == 2);
    CHECK(recorder.count("data") == 1);
    CHECK(recorder.count("sample") == 2);
    CHECK(recorder.count("checkpoint") >= 1);

    const ModelFileInfo info = readModelInfo(result.at("weights").get<std::string>());
    CHECK(info.config == "basic_rnn");
    CHECK(info.licence == "CC0-1.0");
    CHECK(info.data.at("training_melodies") == 8);
    CHECK(info.scores.contains("validation_nats_per_event"));
    CHECK(info.training.at("seed") == 3);
    CHECK(info.parameterCount == 221'990);
    CHECK(melodyConfigOf(info).layers == std::vector<std::int64_t>{128, 128});
}

TEST_CASE("The same seed gives the same training, and a cancelled one goes on in it")
{
    const Tunes tunes;
    TrainingRecorder whole;
    (void)trainMelodyRnn(optionsFor(tunes, "whole"), {.seed = 5, .device = "cpu"}, whole);

    TrainingRecorder begun;
    begun.m_cancelAt = 3;
    CHECK_THROWS_AS((void)trainMelodyRnn(optionsFor(tunes, "parts"), {.seed = 5, .device = "cpu"}, begun),
                    Cancelled);
    TrainingRecorder resumed;
    MelodyTrainOptions resume;
    resume.resume = tunes.run("parts");
    const auto result = trainMelodyRnn(resume, {.device = "cpu"}, resumed);
    CHECK(result.at("step") == 8);
    std::vector<double> losses = begun.m_losses;
    losses.insert(losses.end(), resumed.m_losses.begin(), resumed.m_losses.end());
    CHECK(losses == whole.m_losses);
    const auto weights = [&](const char *run) {
        return readModelFile(tunes.run(run) + "/best.safetensors", kMelodyRnnId, kMelodyRnnRevision).tensors;
    };
    CHECK(weights("whole") == weights("parts"));
}

TEST_CASE("In the operations of GPUs a training is the same, and goes on in itself too")
{
    const Tunes tunes;
    for (const char *config : {"basic_rnn", "attention_rnn"}) {
        MelodyTrainOptions options = optionsFor(tunes, "own");
        options.config = config;
        options.dropout = 0.0;
        TrainingRecorder own, onDevice;
        (void)trainMelodyRnn(options, {.seed = 5, .device = "cpu"}, own);
        options.output = tunes.run("device");
        (void)trainMelodyRnn(options, {.seed = 5, .device = "cpu:0"}, onDevice);
        CHECK(onDevice.m_losses.size() == own.m_losses.size());
        for (std::size_t i = 0; i < own.m_losses.size(); ++i)
            CHECK(onDevice.m_losses[i] == doctest::Approx(own.m_losses[i]).epsilon(1e-3));
    }
    TrainingRecorder whole, begun, resumed;
    (void)trainMelodyRnn(optionsFor(tunes, "whole"), {.seed = 5, .device = "cpu:0"}, whole);
    begun.m_cancelAt = 3;
    CHECK_THROWS_AS((void)trainMelodyRnn(optionsFor(tunes, "parts"), {.seed = 5, .device = "cpu:0"}, begun),
                    Cancelled);
    MelodyTrainOptions resume;
    resume.resume = tunes.run("parts");
    (void)trainMelodyRnn(resume, {.device = "cpu:0"}, resumed);
    CHECK(resumed.m_losses == std::vector<double>(whole.m_losses.begin() + 3, whole.m_losses.end()));
}

TEST_CASE("Scores are sums over the events, and a repeat counts for the event that it decodes to")
{
    const Tunes tunes;
    for (const char *config : {"basic_rnn", "lookback_rnn", "attention_rnn"}) {
        MelodyTrainOptions options = optionsFor(tunes, config);
        options.config = config;
        options.steps = 2;
        NoProgress quiet;
        const auto trained = trainMelodyRnn(options, {.seed = 1, .device = "cpu"}, quiet);
        const ModelFile model = readModelFile(trained.at("weights").get<std::string>(), kMelodyRnnId, 1);
        MelodyEvaluateOptions evaluate;
        evaluate.data = tunes.data();
        const auto result = evaluateMelodyRnn(model, evaluate, "cpu", quiet);
        const auto &total = result.at("total");
        CHECK(result.at("files").size() == 10);
        double nats = 0.0, events = 0.0;
        for (const auto &file : result.at("files")) {
            events += file.at("events").get<double>();
            nats += file.at("events").get<double>() * file.at("nats_per_event").get<double>();
        }
        CHECK(total.at("events").get<double>() == events);
        CHECK(total.at("nats_per_event").get<double>() == doctest::Approx(nats / events));
        CHECK(total.at("perplexity").get<double>() ==
              doctest::Approx(std::exp(total.at("loss").get<double>())));
        if (std::string(config) == "basic_rnn")
            CHECK(total.at("nats_per_event").get<double>() ==
                  doctest::Approx(total.at("loss").get<double>()));
        else
            CHECK(total.at("nats_per_event").get<double>() < total.at("loss").get<double>());
    }
}

TEST_CASE("A training without data or with a file of another shape says so")
{
    const Tunes tunes;
    NoProgress quiet;
    MelodyTrainOptions options = optionsFor(tunes, "none");
    options.data.clear();
    CHECK_THROWS_AS((void)trainMelodyRnn(options, {}, quiet), Error);
    ModelFile model;
    model.info.config = "basic_rnn";
    model.tensors["output.bias"] = {{2}, {0, 0}};
    MelodyEvaluateOptions evaluate;
    evaluate.data = tunes.data();
    CHECK_THROWS_AS((void)evaluateMelodyRnn(model, evaluate, "cpu", quiet), Error);
    model.info.hyperParameters = {{"layers", {1 << 30}}};
    CHECK_THROWS_AS((void)melodyConfigOf(model.info), Error);
}
