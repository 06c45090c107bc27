// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_decoder.h"
#include "models/sketch_rnn/sketch_encoder.h"
#include "models/sketch_rnn/sketch_sampler.h"
#include "tests/support/sketch_reference.h"
#include "tests/support/test_files.h"
#include "tests/support/tiny_sketch_model.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace solferino;
using namespace solferino::models;
using nlohmann::json;
using test::ReferenceRow;

namespace {

constexpr double kTolerance = 1e-4;

TensorReader readerOf(const ModelFile &file)
{
    return [&file](const std::string &name, const std::vector<std::int64_t> &shape) {
        const FloatTensor &tensor = file.tensors.at(name);
        REQUIRE_MESSAGE(tensor.shape == shape, name);
        return std::span<const float>(tensor.values);
    };
}

SketchConfig labelledConfig(SketchCell cell)
{
    SketchConfig config = test::tinySketchConfig(true, cell);
    config.labels = {"cat", "pig"};
    config.squashesLatent = true;
    return config;
}

std::vector<SketchConfig> allConfigs()
{
    std::vector<SketchConfig> configs;
    for (const SketchCell cell : {SketchCell::Lstm, SketchCell::LayerNorm, SketchCell::Hyper}) {
        configs.push_back(test::tinySketchConfig(false, cell));
        configs.push_back(test::tinySketchConfig(true, cell));
        configs.push_back(labelledConfig(cell));
    }
    return configs;
}

std::vector<SketchStep> someRows(std::uint64_t seed, std::size_t count)
{
    Random random(seed);
    std::vector<SketchStep> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto offset = [&] {
            return static_cast<float>(2.0 * random.uniform() - 1.0);
        };
        rows.push_back({offset(), offset(), i % 5 == 4 ? SketchPen::Lifts : SketchPen::Draws});
    }
    return rows;
}

ReferenceRow referenceRow(const SketchStep &step)
{
    ReferenceRow row{static_cast<double>(step.dx), static_cast<double>(step.dy), 0.0, 0.0, 0.0};
    if (step.pen != SketchPen::None)
        row[2 + static_cast<std::size_t>(step.pen)] = 1.0;
    return row;
}

std::vector<ReferenceRow> referenceRows(const std::vector<SketchStep> &steps)
{
    std::vector<ReferenceRow> rows;
    for (const SketchStep &step : steps)
        rows.push_back(referenceRow(step));
    return rows;
}

std::vector<float> someCondition(const SketchConfig &config, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> condition;
    for (std::int64_t i = 0; i < config.conditionSize(); ++i)
        condition.push_back(static_cast<float>(2.0 * random.uniform() - 1.0));
    return condition;
}

std::vector<double> doubles(const std::vector<float> &values)
{
    return {values.begin(), values.end()};
}

/// The small model that Magenta computed with, in our file's terms.
ModelFile goldenModel(const json &golden)
{
    static const std::map<std::string, std::string> kNames = {
        {"vector_rnn/ENC_RNN/fw/LSTMCell/W_xh:0", "encoder.forward.w_xh"},
        {"vector_rnn/ENC_RNN/fw/LSTMCell/W_hh:0", "encoder.forward.w_hh"},
        {"vector_rnn/ENC_RNN/fw/LSTMCell/bias:0", "encoder.forward.bias"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/W_xh:0", "encoder.backward.w_xh"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/W_hh:0", "encoder.backward.w_hh"},
        {"vector_rnn/ENC_RNN/bw/LSTMCell/bias:0", "encoder.backward.bias"},
        {"vector_rnn/ENC_RNN_mu/super_linear_w:0", "mean.weight"},
        {"vector_rnn/ENC_RNN_mu/super_linear_b:0", "mean.bias"},
        {"vector_rnn/ENC_RNN_sigma/super_linear_w:0", "presig.weight"},
        {"vector_rnn/ENC_RNN_sigma/super_linear_b:0", "presig.bias"},
        {"vector_rnn/linear/super_linear_w:0", "initial.weight"},
        {"vector_rnn/linear/super_linear_b:0", "initial.bias"},
        {"vector_rnn/RNN/output_w:0", "output.weight"},
        {"vector_rnn/RNN/output_b:0", "output.bias"},
        {"vector_rnn/RNN/LSTMCell/W_xh:0", "decoder.w_xh"},
        {"vector_rnn/RNN/LSTMCell/W_hh:0", "decoder.w_hh"},
        {"vector_rnn/RNN/LSTMCell/bias:0", "decoder.bias"}};
    SketchConfig config;
    config.encoderSize = golden["hparams"]["enc_rnn_size"];
    config.decoderSize = golden["hparams"]["dec_rnn_size"];
    config.latentSize = golden["hparams"]["z_size"];
    config.mixtures = golden["hparams"]["num_mixture"];
    config.maxLength = golden["hparams"]["max_seq_len"];
    ModelFile file;
    file.info.hyperParameters = toJson(config);
    for (const json &variable : golden["variables"]) {
        FloatTensor &tensor = file.tensors[kNames.at(variable[0])];
        tensor.shape = variable[1].get<std::vector<std::int64_t>>();
        for (const json &row : variable[2]) {
            for (const json &value : row) // a number is a row of itself
                tensor.values.push_back(value);
        }
    }
    return file;
}

SketchStep stepOf(const json &row)
{
    SketchStep step{row[0], row[1]};
    for (int pen = 0; pen < 3; ++pen)
        if (row[static_cast<std::size_t>(2 + pen)] == 1.0)
            step.pen = static_cast<SketchPen>(pen);
    return step;
}

} // namespace

TEST_CASE("decoder_agreesWithMagentasSmallModel")
{
    const json golden = test::readJsonData("golden/sketch_network.json")["small_model"];
    const ModelFile file = goldenModel(golden);
    const SketchConfig config = sketchConfigFromJson(file.info.hyperParameters);
    const SketchDecoder decoder(config, readerOf(file));
    const auto conditions = golden["z"].get<std::vector<std::vector<float>>>();
    SketchDecoderLanes lanes = decoder.start(conditions);
    sampling::Floats outputs;
    for (std::size_t step = 0; step < 5; ++step) {
        const std::vector<SketchStep> rows{stepOf(golden["input_data"][0][step]),
                                           stepOf(golden["input_data"][1][step])};
        decoder.step(lanes, rows, outputs);
        for (std::size_t lane = 0; lane < 2; ++lane)
            for (std::size_t i = 0; i < decoder.outputSize(); ++i)
                CHECK(static_cast<double>(outputs[lane * decoder.outputStride() + i]) ==
                      doctest::Approx(golden["decoder_output"][lane * 5 + step][i].get<double>())
                          .epsilon(1e-5)
                          .scale(1.0));
    }
}

TEST_CASE("encoder_agreesWithMagentasSmallModel")
{
    const json golden = test::readJsonData("golden/sketch_network.json")["small_model"];
    const ModelFile file = goldenModel(golden);
    const SketchEncoder encoder(sketchConfigFromJson(file.info.hyperParameters), readerOf(file));
    for (std::size_t drawing = 0; drawing < 2; ++drawing) {
        std::vector<SketchStep> rows;
        for (std::size_t i = 1; i <= golden["sequence_lengths"][drawing].get<std::size_t>(); ++i)
            rows.push_back(stepOf(golden["input_data"][drawing][i]));
        const SketchPosterior posterior = encoder.encode(rows);
        for (std::size_t i = 0; i < posterior.mean.size(); ++i) {
            CHECK(posterior.mean[i] ==
                  doctest::Approx(golden["mean"][drawing][i].get<double>()).epsilon(1e-5).scale(1.0));
            CHECK(posterior.presig[i] ==
                  doctest::Approx(golden["presig"][drawing][i].get<double>()).epsilon(1e-5).scale(1.0));
        }
    }
}

TEST_CASE("decoder_agreesWithFloat64")
{
    for (const SketchConfig &config : allConfigs()) {
        const ModelFile file = test::tinySketchModel(config);
        const test::SketchReference reference(file);
        const SketchDecoder decoder(config, readerOf(file));
        const std::vector<std::vector<float>> conditions{someCondition(config, 1), someCondition(config, 2),
                                                         someCondition(config, 3)};
        std::vector<std::vector<SketchStep>> rows{someRows(4, 30), someRows(5, 30), someRows(6, 30)};
        rows[1][0] = {};
        SketchDecoderLanes lanes = decoder.start(conditions);
        std::vector<std::vector<std::vector<double>>> expected;
        for (std::size_t lane = 0; lane < 3; ++lane)
            expected.push_back(reference.decode(doubles(conditions[lane]), referenceRows(rows[lane])));
        double worst = 0.0;
        sampling::Floats outputs;
        for (std::size_t step = 0; step < 30; ++step) {
            decoder.step(lanes, std::vector{rows[0][step], rows[1][step], rows[2][step]}, outputs);
            for (std::size_t lane = 0; lane < 3; ++lane)
                for (std::size_t i = 0; i < decoder.outputSize(); ++i)
                    worst = std::max(
                        worst, std::abs(static_cast<double>(outputs[lane * decoder.outputStride() + i]) -
                                        expected[lane][step][i]));
        }
        CAPTURE(cellName(config.decoderCell));
        CAPTURE(config.conditionSize());
        CHECK(worst < kTolerance);
        CHECK(worst > 0.0);
    }
}

TEST_CASE("encoder_agreesWithFloat64")
{
    for (const SketchConfig &config : allConfigs()) {
        if (!config.isConditional)
            continue;
        const ModelFile file = test::tinySketchModel(config);
        const std::vector<SketchStep> rows = someRows(9, 25);
        const test::SketchReference::Latent expected =
            test::SketchReference(file).encode(referenceRows(rows));
        const SketchPosterior posterior = SketchEncoder(config, readerOf(file)).encode(rows);
        CAPTURE(cellName(config.encoderCell));
        for (std::size_t i = 0; i < posterior.mean.size(); ++i) {
            CHECK(std::abs(static_cast<double>(posterior.mean[i]) - expected.mean[i]) < kTolerance);
            CHECK(std::abs(static_cast<double>(posterior.presig[i]) - expected.presig[i]) < kTolerance);
        }
    }
}

TEST_CASE("normedLstm_agreesWithFloat64OnEveryProcessor")
{
    constexpr std::size_t kUnits = 40; // the last vector is padding in part, the last one all
    constexpr std::size_t kPadded = 64;
    constexpr std::size_t kLanes = 3;
    Random random(4);
    const auto fill = [&random](std::size_t rows, float middle, float width) {
        sampling::Floats values(rows * kPadded, 0.0F);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t k = 0; k < kUnits; ++k)
                values[row * kPadded + k] = middle + width * static_cast<float>(random.uniform() - 0.5);
        return values;
    };
    const sampling::Floats gain = fill(4, 1.0F, 1.0F), shift = fill(4, 0.0F, 0.5F);
    const sampling::Floats cellGain = fill(1, 1.0F, 1.0F), cellShift = fill(1, 0.0F, 0.5F);
    const sampling::Floats sums = fill(4 * kLanes, 5.0F, 8.0F), before = fill(kLanes, 0.0F, 2.0F);

    const auto normalized = [](const double *values, const float *gains, const float *shifts) {
        double mean = 0.0, squares = 0.0;
        for (std::size_t k = 0; k < kUnits; ++k)
            mean += values[k] / kUnits;
        for (std::size_t k = 0; k < kUnits; ++k)
            squares += (values[k] - mean) * (values[k] - mean);
        std::vector<double> result;
        for (std::size_t k = 0; k < kUnits; ++k)
            result.push_back((values[k] - mean) / std::sqrt(squares / kUnits + 1e-3) *
                                 static_cast<double>(gains[k]) +
                             static_cast<double>(shifts[k]));
        return result;
    };
    const auto sigmoid = [](double x) {
        return 1.0 / (1.0 + std::exp(-x));
    };
    for (const sampling::Kernels *kernels : sampling::supportedKernels()) {
        sampling::Floats gates = sums, cell = before, hidden(kLanes * kPadded, 7.0F);
        kernels->normedLstm({.gain = gain.data(),
                             .shift = shift.data(),
                             .cellGain = cellGain.data(),
                             .cellShift = cellShift.data(),
                             .units = kUnits,
                             .padded = kPadded},
                            kLanes, {gates.data(), 4 * kPadded}, {cell.data(), kPadded},
                            {hidden.data(), kPadded});
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            std::vector<std::vector<double>> gate;
            for (std::size_t i = 0; i < 4; ++i) {
                const float *first = sums.data() + (lane * 4 + i) * kPadded;
                const std::vector<double> row(first, first + kUnits);
                gate.push_back(normalized(row.data(), gain.data() + i * kPadded, shift.data() + i * kPadded));
            }
            std::vector<double> next;
            for (std::size_t k = 0; k < kUnits; ++k)
                next.push_back(static_cast<double>(before[lane * kPadded + k]) * sigmoid(gate[1][k] + 1.0) +
                               sigmoid(gate[0][k]) * std::tanh(gate[2][k]));
            const std::vector<double> inner = normalized(next.data(), cellGain.data(), cellShift.data());
            for (std::size_t k = 0; k < kUnits; ++k) {
                const double expected = std::tanh(inner[k]) * sigmoid(gate[3][k]);
                CHECK(static_cast<double>(cell[lane * kPadded + k]) ==
                      doctest::Approx(next[k]).epsilon(1e-5));
                CHECK(std::abs(static_cast<double>(hidden[lane * kPadded + k]) - expected) < 1e-5);
            }
            for (std::size_t k = kUnits; k < kPadded; ++k)
                CHECK((cell[lane * kPadded + k] == 0.0F && hidden[lane * kPadded + k] == 0.0F));
        }
    }
}

TEST_CASE("sampler_drawsATakeTheSameAloneAndInCompany")
{
    for (const SketchConfig &config : allConfigs()) {
        const ModelFile file = test::tinySketchModel(config);
        const SketchDecoder decoder(config, readerOf(file));
        std::vector<std::vector<float>> conditions;
        std::vector<std::uint64_t> seeds;
        for (std::uint64_t take = 0; take < 9; ++take) {
            conditions.push_back(someCondition(config, take / 2)); // pairs share theirs
            seeds.push_back(40 + take);
        }
        const std::vector<SketchStep> context = someRows(3, 7);
        const auto draw = [&](std::size_t first, std::size_t count) {
            SketchSampler sampler(decoder, {.temperature = 0.8}, std::span(conditions).subspan(first, count),
                                  std::span(seeds).subspan(first, count));
            sampler.read(context);
            while (sampler.grow(30)) {
            }
            return sampler.lanes();
        };
        const std::vector<SketchLane> together = draw(0, 9);
        for (std::size_t take = 0; take < 9; ++take) {
            const SketchLane alone = draw(take, 1).front();
            CHECK(alone.rows == together[take].rows);
            CHECK(alone.hasEnded == together[take].hasEnded);
            CHECK(alone.logLikelihood == together[take].logLikelihood);
        }
        CHECK(together[0].rows != together[1].rows);
    }
}

TEST_CASE("sampler_greedyIgnoresTheSeed")
{
    const SketchConfig config = test::tinySketchConfig(false);
    const ModelFile file = test::tinySketchModel(config);
    const SketchDecoder decoder(config, readerOf(file));
    const std::vector<std::vector<float>> conditions(2);
    const std::vector<std::uint64_t> seeds{1, 2};
    SketchSampler sampler(decoder, {.isGreedy = true}, conditions, seeds);
    while (sampler.grow(20)) {
    }
    CHECK(sampler.lanes()[0].rows == sampler.lanes()[1].rows);
    CHECK(sampler.lanes()[0].rows.size() > 0);
}

TEST_CASE("sampler_logLikelihoodIsThatOfTheDistributions")
{
    const SketchConfig config = test::tinySketchConfig(true);
    const ModelFile file = test::tinySketchModel(config);
    const SketchDecoder decoder(config, readerOf(file));
    const std::vector<std::vector<float>> conditions{someCondition(config, 8)};
    const std::vector<std::uint64_t> seeds{12};
    const SketchChoice choice{.sampling = "paper", .temperature = 0.4};
    SketchSampler sampler(decoder, choice, conditions, seeds);
    while (sampler.grow(25)) {
    }
    const SketchLane &lane = sampler.lanes().front();
    std::vector<SketchStep> targets = lane.rows;
    if (lane.hasEnded)
        targets.push_back({0.0F, 0.0F, SketchPen::Ends});
    std::vector<SketchStep> inputs{choice.firstStep()};
    inputs.insert(inputs.end(), targets.begin(), targets.end() - 1);
    const auto outputs =
        test::SketchReference(file).decode(doubles(conditions.front()), referenceRows(inputs));
    double expected = 0.0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        SketchDistribution distribution;
        distribution.read(std::vector<float>(outputs[i].begin(), outputs[i].end()));
        expected += distribution.logLikelihood(targets[i]);
    }
    CHECK(lane.logLikelihood == doctest::Approx(expected).epsilon(1e-3));
}

TEST_CASE("sampler_firstStepIsZerosForTheDemosAlone")
{
    CHECK(SketchChoice{.sampling = "demo"}.firstStep().pen == SketchPen::None);
    CHECK(SketchChoice{.sampling = "paper"}.firstStep().pen == SketchPen::Draws);
    CHECK(SketchChoice{.sampling = "python"}.firstStep().pen == SketchPen::Draws);
}
