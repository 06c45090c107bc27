// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_scoring.h"

#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "models/sketch_rnn/sketch_loss.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr std::uint64_t kTorchSeedMask = 0x7FFFFFFFFFFFFFFFULL;

/// Adds the rows of `losses` up by drawing.
std::vector<double> sumsOf(const Tensor &losses, const SequencePacking &packing)
{
    const Tensor sums = torch::zeros({packing.sequences()}, torch::kFloat64)
                            .index_add(0, packing.sequenceOfRow, losses.to(torch::kCPU, torch::kFloat64));
    const double *values = sums.data_ptr<double>();
    return {values, values + sums.numel()};
}

std::vector<double> divergences(const SketchCode &code)
{
    const Tensor each = (-0.5 * (1.0 + code.presig - code.mean * code.mean - code.presig.exp()))
                            .mean(1)
                            .to(torch::kCPU, torch::kFloat64)
                            .contiguous();
    const double *values = each.data_ptr<double>();
    return {values, values + each.numel()};
}

} // namespace

void SketchScore::add(const SketchScore &other)
{
    drawings += other.drawings;
    points += other.points;
    rows += other.rows;
    offsetNats += other.offsetNats;
    penNats += other.penNats;
    firstNats += other.firstNats;
    divergence += other.divergence;
}

double SketchScore::natsPerPoint() const
{
    return (offsetNats + penNats) / static_cast<double>(std::max<std::int64_t>(1, rows));
}

double SketchScore::natsPerLaterPoint() const
{
    return (offsetNats + penNats - firstNats) /
           static_cast<double>(std::max<std::int64_t>(1, rows - drawings));
}

double SketchScore::latentLoss() const
{
    return divergence / static_cast<double>(std::max<std::int64_t>(1, drawings));
}

double SketchScore::reconstructionLoss(std::int64_t maxLength) const
{
    return (offsetNats + penNats) / static_cast<double>(std::max<std::int64_t>(1, drawings * maxLength));
}

nlohmann::json SketchScore::summary(std::int64_t maxLength) const
{
    const auto count = static_cast<double>(std::max<std::int64_t>(1, rows));
    return {{"drawings", drawings},
            {"points", points},
            {"reconstruction_loss", reconstructionLoss(maxLength)},
            {"kl_loss", latentLoss()},
            {"offset_loss", offsetNats / count},
            {"pen_loss", penNats / count},
            {"nats_per_point", natsPerPoint()},
            {"nats_per_later_point", natsPerLaterPoint()},
            {"max_length", maxLength}};
}

Tensor seededNormal(std::int64_t rows, std::int64_t columns, std::uint64_t seed)
{
    const at::Generator generator = at::detail::createCPUGenerator(seed & kTorchSeedMask);
    return at::randn({rows, columns}, generator);
}

std::vector<SketchScore> scoreSketches(SketchNet &net, const std::vector<SketchExample> &examples,
                                       const SketchScoringOptions &options,
                                       const std::function<void(std::size_t)> &keepAlive)
{
    const torch::NoGradGuard noGradient;
    const SketchConfig &config = net->config();
    const torch::Device device = net->parameters().front().device();
    std::vector<SketchScore> scores(examples.size());
    for (std::size_t first = 0; first < examples.size(); first += options.batchSize) {
        keepAlive(first);
        std::vector<SketchBatchEntry> entries;
        for (std::size_t i = first; i < std::min(examples.size(), first + options.batchSize); ++i)
            entries.push_back({examples[i].rows, examples[i].label});
        std::vector<std::size_t> order;
        const SketchBatch batch =
            movedTo(encodeSketches(config, entries, BatchRows::Existing, options.shares, &order), device);
        Tensor z;
        std::vector<double> latent(entries.size(), 0.0);
        if (config.isConditional) {
            const SketchCode code = net->encode(batch);
            latent = divergences(code);
            const Tensor noise =
                seededNormal(batch.drawings(), config.latentSize, mixSeed(options.seed, first)).to(device);
            z = code.mean + (0.5 * code.presig).exp() * noise;
        }
        const SketchRowLosses losses = sketchRowLosses(net->decode(batch, z), batch.targets);
        const std::vector<double> offsets = sumsOf(losses.offset, *batch.steps);
        const std::vector<double> pens = sumsOf(losses.pen, *batch.steps);
        const Tensor isFirst = batch.steps->stepOfRow.eq(0).to(device);
        const std::vector<double> firsts = sumsOf((losses.offset + losses.pen) * isFirst, *batch.steps);
        for (std::size_t i = 0; i < order.size(); ++i)
            scores[first + order[i]] = {1,
                                        static_cast<std::int64_t>(entries[order[i]].rows.size()),
                                        batch.steps->lengths[i],
                                        offsets[i],
                                        pens[i],
                                        firsts[i],
                                        latent[i]};
    }
    return scores;
}

} // namespace solferino::models
