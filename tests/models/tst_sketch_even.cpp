// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_sequence.h"
#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_even_batch.h"
#include "models/sketch_rnn/sketch_loss.h"
#include "models/sketch_rnn/sketch_step_loss.h"
#include "tests/support/operation_watch.h"

#undef CHECK // torch's
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using solferino::test::OperationWatch;
using torch::Tensor;

namespace {

constexpr std::int64_t kLongest = 12;
constexpr double kKlWeight = 0.75;
constexpr double kNoise = 0.25;
// Those of the packed net.
enum Mask : std::uint64_t { kForward, kBackward, kDecoder, kInput, kOutput };

SketchConfig smallConfig(SketchCell cell, bool isConditional, bool hasLabels)
{
    at::set_num_threads(1); // tiny products; teams of threads would wait for each other
    SketchConfig config;
    config.encoderCell = config.decoderCell = cell;
    config.isConditional = isConditional;
    config.encoderSize = 6;
    config.decoderSize = 8;
    config.latentSize = 4;
    config.mixtures = 3;
    config.maxLength = kLongest;
    if (hasLabels)
        config.labels = {"cat", "pig"};
    return config;
}

SketchBatch batchOf(const SketchConfig &config, const std::vector<std::size_t> &lengths, BatchRows rows)
{
    Random random(3);
    std::vector<SketchBatchEntry> entries;
    for (const std::size_t length : lengths) {
        StrokeRows points;
        for (std::size_t i = 0; i < length; ++i)
            points.push_back({static_cast<float>(random.uniform() - 0.5),
                              static_cast<float>(random.uniform() - 0.5), random.below(4) == 0});
        entries.push_back({points, static_cast<std::int64_t>(random.below(2))});
    }
    return encodeSketches(config, entries, rows, 1);
}

/// The packed net's mask rows at the places of an even batch.
Tensor placed(const SequencePacking &packing, const Tensor &rows, std::int64_t steps)
{
    return torch::ones({steps, packing.sequences(), rows.size(1)})
        .index_put_({packing.stepOfRow, packing.sequenceOfRow}, rows);
}

Tensor recurrent(const SequencePacking &packing, const SketchDropout &dropout, Mask mask, std::int64_t units,
                 std::int64_t steps)
{
    SketchDropout own = dropout;
    own.seed = mixSeed(dropout.seed, mask);
    return placed(packing, recurrentMask(packing, own, units), steps);
}

Tensor whole(const SequencePacking &packing, double rate, const SketchDropout &dropout, Mask mask,
             std::int64_t width, std::int64_t steps)
{
    return placed(
        packing, seededDropout(torch::ones({packing.rows, width}), rate, mixSeed(dropout.seed, mask)), steps);
}

EvenSketchBatch evenStep(const SketchConfig &config, const SketchBatch &batch, const SketchDropout &dropout)
{
    EvenSketchBatch even = evenBatch(config, batch);
    const auto steps = even.inputs.size(0);
    if (config.isConditional) {
        const auto points = even.forwardInputs.size(0);
        even.noise = torch::full({batch.drawings(), config.latentSize}, kNoise);
        even.klWeight = torch::tensor(kKlWeight);
        if (dropout.recurrent > 0.0)
            even.encoderMask =
                torch::stack({recurrent(*batch.points, dropout, kForward, config.encoderSize, points),
                              recurrent(*batch.points, dropout, kBackward, config.encoderSize, points)},
                             1);
    }
    if (dropout.recurrent > 0.0)
        even.decoderMask = recurrent(*batch.steps, dropout, kDecoder, config.decoderSize, steps).unsqueeze(1);
    if (dropout.input > 0.0)
        even.inputMask = whole(*batch.steps, dropout.input, dropout, kInput, config.inputSize(), steps);
    if (dropout.output > 0.0)
        even.outputMask = whole(*batch.steps, dropout.output, dropout, kOutput, config.decoderSize, steps);
    return even;
}

Tensor packedLosses(SketchNet &net, const SketchBatch &batch, const SketchDropout &dropout)
{
    const auto reconstructed = [&](const Tensor &z) {
        return reconstructionLoss(net->decode(batch, z, dropout, SketchPath::Plain), batch.targets,
                                  PenRule::AllRows, batch.drawings(), kLongest);
    };
    if (!net->config().isConditional)
        return reconstructed({});
    const SketchCode code = net->encode(batch, dropout, SketchPath::Plain);
    return reconstructed(code.mean + (0.5 * code.presig).exp() * kNoise) +
           kKlWeight * latentDivergence(code.mean, code.presig).clamp_min(0.2);
}

SketchBatch inDouble(SketchBatch batch)
{
    for (Tensor *tensor :
         {&batch.forwardInputs, &batch.backwardInputs, &batch.inputs, &batch.targets, &batch.labels}) {
        if (tensor->defined())
            *tensor = tensor->to(torch::kFloat64);
    }
    return batch;
}

EvenSketchBatch inDouble(const EvenSketchBatch &batch)
{
    std::vector<Tensor> tensors = batch.tensors();
    for (Tensor &tensor : tensors) {
        if (tensor.is_floating_point())
            tensor = tensor.to(torch::kFloat64);
    }
    return batch.with(tensors);
}

void shake(SketchNet &net)
{
    const torch::NoGradGuard noGradient;
    for (const Tensor &parameter : net->parameters())
        parameter.copy_(torch::randn_like(parameter) * 0.4 + 0.05);
}

const SketchStepRules kRules{.maxLength = kLongest, .klTolerance = 0.2};

void checkAgainstPacked(SketchNet &net, const SketchBatch &batch, const EvenSketchBatch &even,
                        const SketchDropout &dropout, double tolerance)
{
    const auto parameters = net->parameters();
    const auto names = net->named_parameters().keys();
    const bool isShaken = net->parameters()[0].scalar_type() == torch::kFloat64;
    const Tensor expected = packedLosses(net, batch, dropout);
    const auto expectedGradients = torch::autograd::grad({expected}, parameters);
    const Tensor given = sketchStepLosses(net, even, kRules);
    const auto gradients = torch::autograd::grad({given[0]}, parameters);
    CHECK(given[0].item<double>() == doctest::Approx(expected.item<double>()).epsilon(tolerance));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        CAPTURE(names[i]);
        const double largest = expectedGradients[i].abs().max().item<double>();
        if (isShaken)
            CHECK(largest > 0.0);
        CHECK((gradients[i] - expectedGradients[i]).abs().max().item<double>() <=
              tolerance * (1.0 + largest));
    }
}

const std::vector<SketchCell> kCells{SketchCell::Lstm, SketchCell::LayerNorm, SketchCell::Hyper};

} // namespace

TEST_CASE("Loss and every gradient are those of the packed net, for all cells")
{
    torch::manual_seed(1);
    for (const SketchCell cell : kCells) {
        for (const bool isConditional : {true, false}) {
            for (const double rate : {0.0, 0.3}) {
                CAPTURE(std::string(cellName(cell)));
                CAPTURE(isConditional);
                CAPTURE(rate);
                const SketchConfig config = smallConfig(cell, isConditional, rate > 0.0);
                SketchNet net(config);
                shake(net);
                net->to(torch::kFloat64);
                const SketchDropout dropout{.recurrent = rate, .seed = 5};
                const BatchRows rows = rate > 0.0 ? BatchRows::Existing : BatchRows::Padded;
                const SketchBatch batch = batchOf(config, {1, 9, 3, 7, 10}, rows);
                checkAgainstPacked(net, inDouble(batch), inDouble(evenStep(config, batch, dropout)), dropout,
                                   1e-9);
            }
        }
    }
}

TEST_CASE("In float32 too, with dropout of inputs and outputs")
{
    torch::manual_seed(2);
    const SketchDropout dropout{.recurrent = 0.1, .input = 0.2, .output = 0.3, .seed = 6};
    for (const SketchCell cell : kCells) {
        const SketchConfig config = smallConfig(cell, true, true);
        SketchNet net(config);
        const SketchBatch batch = batchOf(config, {4, 11, 12}, BatchRows::Existing);
        checkAgainstPacked(net, batch, evenStep(config, batch, dropout), dropout, 1e-5);
    }
}

TEST_CASE("Nothing in a step would stop a capture, and operations a step are few")
{
    torch::manual_seed(3);
    for (const SketchCell cell : kCells) {
        CAPTURE(std::string(cellName(cell)));
        const auto launches = [&](std::size_t length, bool isEven) {
            const SketchConfig config = smallConfig(cell, true, false);
            SketchNet net(config);
            const SketchDropout dropout{.recurrent = 0.1, .seed = 1};
            const SketchBatch batch = batchOf(config, {length, length}, BatchRows::Existing);
            const EvenSketchBatch even = evenStep(config, batch, dropout);
            const OperationWatch watch;
            const Tensor loss =
                isEven ? sketchStepLosses(net, even, kRules)[0] : packedLosses(net, batch, dropout);
            (void)torch::autograd::grad({loss}, net->parameters());
            if (isEven) {
                for (const std::string &name : watch.obstacles())
                    MESSAGE(name);
                CHECK(watch.obstacles().empty());
            }
            return watch.launches();
        };
        // Lengths come in steps of two here.
        const double perPoint = static_cast<double>(launches(11, true) - launches(5, true)) / 6.0;
        const double packed = static_cast<double>(launches(11, false) - launches(5, false)) / 6.0;
        MESSAGE(std::string(cellName(cell)) << ": " << perPoint << " operations a point, packed " << packed);
        CHECK(perPoint < 0.5 * packed);
    }
}

TEST_CASE("Batches of different lengths come as few shapes, and their tensors can be exchanged")
{
    SketchConfig config = smallConfig(SketchCell::Lstm, true, true);
    config.maxLength = 250;
    MaskSource source(torch::kCPU);
    std::set<std::int64_t> lengths;
    for (const std::size_t length : {3, 20, 100, 120, 127, 249, 250}) {
        EvenSketchBatch even = evenBatch(config, batchOf(config, {length, 2}, BatchRows::Existing));
        lengths.insert(even.inputs.size(0));
        CHECK(even.inputs.size(0) <= 250);
        CHECK(even.counts.sum().item<double>() ==
              static_cast<double>(std::min<std::size_t>(length + 1, 250) + 3));
        addMasks(even, config, {.recurrent = 0.1, .input = 0.2, .output = 0.3, .seed = 1}, source);
        CHECK(even.tensors().size() == 11);
        const EvenSketchBatch same = even.with(even.tensors());
        CHECK(same.targets.is_same(even.targets));
        CHECK(same.outputMask.is_same(even.outputMask));
        CHECK_FALSE(same.noise.defined());
    }
    CHECK(lengths.size() <= 4);
}
