// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"
#include "models/codecs/melody_codec.h"
#include "models/melody_rnn/melody_beam_search.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_rnn.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <map>
#include <random>
#include <unistd.h>

using namespace solferino;
using namespace solferino::models;

namespace {

constexpr std::int64_t kUnits = 24;
constexpr std::int64_t kWindow = 6;

TensorShapes shapesOf(const MelodyCodec &codec, bool hasAttention)
{
    const std::int64_t inputs = codec.inputSize();
    TensorShapes shapes{{"lstm_0.weight_ih", {4 * kUnits, inputs}},
                        {"lstm_0.weight_hh", {4 * kUnits, kUnits}},
                        {"lstm_0.bias", {4 * kUnits}},
                        {"output.weight", {codec.classCount(), kUnits}},
                        {"output.bias", {codec.classCount()}}};
    if (hasAttention) {
        shapes["attention.input.weight"] = {inputs, inputs + kUnits};
        shapes["attention.input.bias"] = {inputs};
        shapes["attention.query.weight"] = {kUnits, 2 * kUnits};
        shapes["attention.query.bias"] = {kUnits};
        shapes["attention.key.weight"] = {kUnits, kUnits};
        shapes["attention.score"] = {kUnits};
        shapes["attention.output.weight"] = {kUnits, 2 * kUnits};
        shapes["attention.output.bias"] = {kUnits};
    }
    return shapes;
}

/// A model file of random weights, without `lacking`.
std::filesystem::path writeModel(const std::string &config, const std::string &lacking = {})
{
    const auto codec = makeMelodyCodec(config);
    const bool hasAttention = config == "attention_rnn";
    std::mt19937 random(11);
    std::uniform_real_distribution<float> values(-0.8F, 0.8F);
    FloatTensors tensors;
    for (const auto &[name, shape] : shapesOf(*codec, hasAttention)) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        FloatTensor tensor{shape, {}};
        for (std::int64_t i = 0; i < count; ++i)
            tensor.values.push_back(values(random));
        if (name != lacking)
            tensors[name] = tensor;
    }
    ModelFileInfo info;
    info.model = kMelodyRnnId;
    info.revision = kMelodyRnnRevision;
    info.config = config;
    info.hyperParameters = {{"layers", {kUnits}}, {"attention", hasAttention ? kWindow : 0}};
    const auto path = std::filesystem::temp_directory_path() /
                      ("solferino-" + std::to_string(getpid()) + '-' + config + lacking + ".safetensors");
    writeModelFile(path, info, tensors, StoredAs::Float32);
    return path;
}

const MelodyRnn &modelOf(const std::string &config)
{
    static std::map<std::string, MelodyRnn> models;
    const auto known = models.find(config);
    if (known != models.end())
        return known->second;
    const std::filesystem::path file = writeModel(config);
    MelodyRnn model(file);
    std::filesystem::remove(file);
    return models.emplace(config, std::move(model)).first->second;
}

const std::vector<std::string> kConfigs{"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"};

MelodyGenerateRequest requestOf(int count, int steps, std::uint64_t seed)
{
    MelodyGenerateRequest request;
    request.options.count = count;
    request.options.steps = steps;
    request.seed = seed;
    return request;
}

std::vector<MelodyTake> generate(const std::string &config, const MelodyGenerateRequest &request)
{
    NoProgress progress;
    return modelOf(config).generate(request, progress);
}

/// Keeps all that it hears; stops the work after `limit` partial results.
class Recorder final : public Progress
{
public:
    void report(const ProgressReport &report) override { reports.push_back(report); }
    void partial(const nlohmann::json &piece) override
    {
        partials.push_back(piece);
        if (partials.size() >= limit)
            throw Cancelled();
    }
    void note(const std::string &) override {}

    std::size_t limit = 1'000'000;
    std::vector<ProgressReport> reports;
    std::vector<nlohmann::json> partials;
};

} // namespace

TEST_CASE("a take comes out the same alone and among others")
{
    std::string precision;
    SUBCASE("float32")
    {
        precision = "float32";
    }
    SUBCASE("fast")
    {
        precision = "fast";
    }
    const auto take = [&](const std::string &config, int count, std::uint64_t seed) {
        MelodyGenerateRequest request = requestOf(count, 40, seed);
        request.options.precision = precision;
        return generate(config, request);
    };
    for (const std::string &config : kConfigs) {
        CAPTURE(config);
        const auto takes = take(config, 11, 100);
        REQUIRE(takes.size() == 11);
        for (std::size_t k = 0; k < takes.size(); ++k) {
            const auto alone = take(config, 1, 100 + k);
            CHECK(alone[0].events == takes[k].events);
            CHECK(alone[0].seed == takes[k].seed);
            CHECK(alone[0].logLikelihood == takes[k].logLikelihood);
            CHECK(takes[k].index == static_cast<int>(k));
            CHECK(takes[k].events.size() == 40);
        }
        CHECK(takes[0].events != takes[1].events);
    }
}

TEST_CASE("threads do not change the takes")
{
    MelodyGenerateRequest request = requestOf(50, 36, 7);
    SUBCASE("float32") {}
    SUBCASE("fast")
    {
        request.options.precision = "fast";
    }
    request.threads = 3;
    const auto shared = generate("attention_rnn", request);
    request.threads = 1;
    const auto alone = generate("attention_rnn", request);
    for (std::size_t i = 0; i < shared.size(); ++i) {
        CHECK(shared[i].events == alone[i].events);
        CHECK(shared[i].logLikelihood == alone[i].logLikelihood);
    }
}

TEST_CASE("the probabilities of all events make one")
{
    for (const std::string config : {"basic_rnn", "lookback_rnn", "attention_rnn"}) {
        CAPTURE(config);
        MelodyGenerateRequest request = requestOf(64, 1, 0);
        request.options.temperature = 3.0;
        std::map<int, double> logLikelihoods;
        for (; request.seed < 64 * 30; request.seed += 64) {
            for (const MelodyTake &take : generate(config, request)) {
                const auto [known, isNew] = logLikelihoods.try_emplace(take.events[0], take.logLikelihood);
                CHECK(known->second == doctest::Approx(take.logLikelihood));
            }
        }
        double sum = 0.0;
        for (const auto &[event, logLikelihood] : logLikelihoods)
            sum += std::exp(logLikelihood);
        CHECK(sum == doctest::Approx(1.0).epsilon(1e-3));
    }
}

TEST_CASE("temperature 0 takes the likeliest, whatever the seed")
{
    MelodyGenerateRequest request = requestOf(2, 32, 1);
    request.options.temperature = 0.0;
    const auto takes = generate("attention_rnn", request);
    CHECK(takes[0].events == takes[1].events);
    request.options.temperature = 1e-3;
    CHECK(generate("attention_rnn", request)[0].events == takes[0].events);
}

TEST_CASE("range and scale hold in every config")
{
    for (const std::string &config : kConfigs) {
        CAPTURE(config);
        MelodyGenerateRequest request = requestOf(4, 200, 9);
        request.options.primerMelody = "66,-2,68,-2,70,-2,71,-2,73,-2,75,-2,77,-2";
        request.options.temperature = 2.0;
        request.options.lowestPitch = 62;
        request.options.highestPitch = 74;
        request.options.key = "Eb";
        request.options.scale = "blues";
        int notes = 0;
        for (const MelodyTake &take : generate(config, request)) {
            for (const MelodyNote &note : take.notes) {
                ++notes;
                CHECK(note.pitch >= 62);
                CHECK(note.pitch <= 74);
                const int degree = (note.pitch + 12 - 3) % 12;
                const bool isBlue =
                    degree == 0 || degree == 3 || degree == 5 || degree == 6 || degree == 7 || degree == 10;
                CHECK(isBlue);
            }
        }
        CHECK(notes > 20);
    }
}

TEST_CASE("the primer comes back exactly and the new notes follow it")
{
    MelodyGenerateRequest request = requestOf(1, 24, 4);
    NoteSequence primer;
    primer.tempos = {{0.0, 100.0}};
    for (int i = 0; i < 4; ++i) {
        Note note;
        note.pitch = 97 + 2 * i; // above the model's range
        note.velocity = 60 + i;
        note.program = 73;
        note.startTime = i * 0.3 + 0.01;
        note.endTime = note.startTime + 0.28;
        primer.notes.push_back(note);
    }
    primer.totalTime = 1.19;
    request.primer = primer;
    const MelodyTake take = generate("basic_rnn", request)[0];
    CHECK(take.quartersPerMinute == 100.0);
    REQUIRE(take.sequence.notes.size() == 4 + take.notes.size());
    const auto held = static_cast<std::int64_t>(
        std::find_if(take.events.begin(), take.events.end(), [](int event) { return event != -2; }) -
        take.events.begin());
    if (held == 0)
        CHECK(take.sequence.notes[3] == primer.notes[3]);
    else
        CHECK(take.sequence.notes[3].endTime == doctest::Approx((8 + held) * 0.15));
    CHECK(std::equal(primer.notes.begin(), primer.notes.begin() + 3, take.sequence.notes.begin()));
    for (std::size_t i = 0; i < take.notes.size(); ++i) {
        CHECK(take.sequence.notes[4 + i].startTime ==
              doctest::Approx((8 + static_cast<double>(take.notes[i].startStep)) * 0.15));
        CHECK(take.sequence.notes[4 + i].program == 73);
    }
    request.options.includePrimer = false;
    const MelodyTake bare = generate("basic_rnn", request)[0];
    CHECK(bare.events == take.events);
    CHECK(bare.sequence.notes.size() == take.notes.size());
    if (!bare.notes.empty())
        CHECK(bare.sequence.notes[0].startTime ==
              doctest::Approx(static_cast<double>(bare.notes[0].startStep) * 0.15));
}

TEST_CASE("notes are told one by one as they come")
{
    Recorder recorder;
    const auto takes = modelOf("lookback_rnn").generate(requestOf(3, 64, 20), recorder);
    std::map<int, std::size_t> told;
    for (const nlohmann::json &piece : recorder.partials) {
        const int take = piece["take"];
        CHECK(piece["seed"] == 20 + take);
        const std::size_t notes = piece["notes"].size();
        CHECK(notes <= told[take] + 1);
        told[take] = notes;
    }
    for (const MelodyTake &take : takes)
        CHECK(told[take.index] == take.notes.size());
    REQUIRE_FALSE(recorder.reports.empty());
    CHECK(recorder.reports.back().step == 3 * 64);
    CHECK(recorder.reports.back().total == 3 * 64);
}

TEST_CASE("a cancel stops in mid-run")
{
    MelodyGenerateRequest request = requestOf(2, 4096, 1);
    SUBCASE("on one thread") {}
    SUBCASE("in a search")
    {
        request.options.branchFactor = 2;
    }
    SUBCASE("on two threads")
    {
        request.options.count = 40;
        request.threads = 2;
    }
    Recorder recorder;
    recorder.limit = 4;
    CHECK_THROWS_AS(static_cast<void>(modelOf("basic_rnn").generate(request, recorder)), Cancelled);
    CHECK(recorder.partials.size() == 4);
}

TEST_CASE("beam search divides its steps as the sheet says")
{
    CHECK(beamIterations({.steps = 10, .beamSize = 2, .branchFactor = 3, .stepsPerIteration = 4}) ==
          std::vector<int>{2, 4, 4});
    CHECK(beamIterations({.steps = 8, .beamSize = 1, .branchFactor = 1, .stepsPerIteration = 4}) ==
          std::vector<int>{4, 4});
    CHECK(beamIterations({.steps = 3, .beamSize = 1, .branchFactor = 1, .stepsPerIteration = 9}) ==
          std::vector<int>{3});
}

TEST_CASE("beam search keeps what scores best")
{
    const auto meanOf = [](int beamSize, int branchFactor) {
        double sum = 0.0;
        MelodyGenerateRequest request = requestOf(6, 32, 50);
        request.options.beamSize = beamSize;
        request.options.branchFactor = branchFactor;
        request.options.stepsPerIteration = 4;
        for (const MelodyTake &take : generate("basic_rnn", request)) {
            CHECK(take.events.size() == 32);
            sum += take.logLikelihood;
        }
        return sum / 6;
    };
    const double plain = meanOf(1, 1);
    const double searched = meanOf(4, 4);
    CHECK(searched > plain + 5.0);

    MelodyGenerateRequest request = requestOf(2, 32, 50);
    request.options.beamSize = 2;
    request.options.branchFactor = 3;
    request.options.stepsPerIteration = 4;
    const auto takes = generate("attention_rnn", request);
    request.seed = 51;
    request.options.count = 1;
    CHECK(generate("attention_rnn", request)[0].events == takes[1].events);
}

TEST_CASE("of several attempts the one that fits what follows is kept")
{
    MelodyGenerateRequest request = requestOf(2, 16, 8);
    NoteSequence after;
    Note note;
    note.pitch = 65;
    note.endTime = 1.0;
    after.notes = {note};
    after.totalTime = 1.0;
    request.after = after;
    const auto first = generate("attention_rnn", request);
    request.options.fitAttempts = 12;
    const auto fitted = generate("attention_rnn", request);
    CHECK(fitted[0].events != first[0].events);
    CHECK(fitted[0].events == generate("attention_rnn", request)[0].events);
    request.options.count = 1;
    request.seed = 9;
    CHECK(generate("attention_rnn", request)[0].events == fitted[1].events);
}

TEST_CASE("a model file that does not fit is refused")
{
    const auto file = writeModel("attention_rnn", "attention.score");
    try {
        MelodyRnn model(file);
        FAIL("a file without a tensor was read");
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::ModelFileMismatch);
        CHECK(std::string(error.what()).find("attention.score") != std::string::npos);
    }
    std::filesystem::remove(file);
    CHECK(modelOf("mono_rnn").info().config == "mono_rnn");
}
