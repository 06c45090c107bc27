// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_batches.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr std::int64_t kRowSize = 5;
constexpr int kPointsBeforeDrop = 2;

/// [B, most steps + 1, 5]: start token, drawing, ends.
Tensor paddedRows(const SketchConfig &config, const std::vector<SketchBatchEntry> &entries,
                  const std::vector<std::size_t> &order, std::int64_t steps)
{
    Tensor table = torch::zeros({static_cast<std::int64_t>(order.size()), steps + 1, kRowSize});
    float *row = table.data_ptr<float>();
    const auto scale = static_cast<float>(1.0 / config.scaleFactor);
    for (const std::size_t index : order) {
        const float *end = row + (steps + 1) * kRowSize;
        row[2] = 1.0F;
        row += kRowSize;
        for (const StrokeRow &point : entries[index].rows) {
            row[0] = point.dx * scale;
            row[1] = point.dy * scale;
            row[point.lifts ? 3 : 2] = 1.0F;
            row += kRowSize;
        }
        for (; row < end; row += kRowSize)
            row[4] = 1.0F;
    }
    return table;
}

Tensor oneHotLabels(const SketchConfig &config, const std::vector<SketchBatchEntry> &entries,
                    const std::vector<std::size_t> &order)
{
    if (config.labels.empty())
        return {};
    Tensor labels = torch::zeros(
        {static_cast<std::int64_t>(order.size()), static_cast<std::int64_t>(config.labels.size())});
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (const std::int64_t label = entries[order[i]].label; label >= 0)
            labels[static_cast<std::int64_t>(i)][label] = 1.0;
    }
    return labels;
}

} // namespace

StrokeRows withDroppedPoints(const StrokeRows &rows, double share, Random &random)
{
    StrokeRows kept;
    bool liftedBefore = true;
    int inner = 0;
    for (const StrokeRow &row : rows) {
        inner = liftedBefore || row.lifts ? 0 : inner + 1;
        if (inner > kPointsBeforeDrop && random.uniform() < share) {
            kept.back().dx += row.dx;
            kept.back().dy += row.dy;
        } else {
            kept.push_back(row);
            liftedBefore = row.lifts;
        }
    }
    return kept;
}

StrokeRows augmented(const StrokeRows &rows, const SketchAugmentation &augmentation, Random &random)
{
    const auto factor = [&] {
        return static_cast<float>(1.0 + augmentation.randomScale * (2.0 * random.uniform() - 1.0));
    };
    const float x = factor();
    const float y = factor();
    StrokeRows result = rows;
    for (StrokeRow &row : result) {
        row.dx *= x;
        row.dy *= y;
    }
    return augmentation.dropPoints > 0.0 ? withDroppedPoints(result, augmentation.dropPoints, random)
                                         : result;
}

SketchBatch encodeSketches(const SketchConfig &config, const std::vector<SketchBatchEntry> &entries,
                           BatchRows rows, std::int64_t shares, std::vector<std::size_t> *order)
{
    std::vector<std::int64_t> lengths;
    for (const SketchBatchEntry &entry : entries)
        lengths.push_back(static_cast<std::int64_t>(entry.rows.size()));
    const PackingOrder packing = packingOrder(lengths, shares);
    std::vector<std::int64_t> points;
    std::vector<std::int64_t> steps;
    for (const std::size_t index : packing.order) {
        points.push_back(lengths[index]);
        steps.push_back(rows == BatchRows::Padded ? config.maxLength
                                                  : std::min(lengths[index] + 1, config.maxLength));
    }
    const std::int64_t mostSteps = std::max(*std::max_element(steps.begin(), steps.end()),
                                            *std::max_element(points.begin(), points.end()));
    const Tensor table = paddedRows(config, entries, packing.order, mostSteps);

    SketchBatch batch;
    batch.steps = c10::make_intrusive<SequencePacking>(steps, packing.shareSizes);
    const Tensor &sequence = batch.steps->sequenceOfRow, &step = batch.steps->stepOfRow;
    batch.inputs = table.index({sequence, step});
    batch.targets = table.index({sequence, step + 1});
    if (config.isConditional) {
        batch.points = c10::make_intrusive<SequencePacking>(points, packing.shareSizes);
        const Tensor &owner = batch.points->sequenceOfRow, &place = batch.points->stepOfRow;
        const Tensor length = torch::tensor(points).index_select(0, owner);
        batch.forwardInputs = table.index({owner, place + 1});
        batch.backwardInputs = table.index({owner, length - place});
    }
    batch.labels = oneHotLabels(config, entries, packing.order);
    if (order)
        *order = packing.order;
    return batch;
}

SketchBatch movedTo(SketchBatch batch, const torch::Device &device)
{
    for (Tensor *tensor :
         {&batch.forwardInputs, &batch.backwardInputs, &batch.inputs, &batch.targets, &batch.labels}) {
        if (tensor->defined())
            *tensor = tensor->to(device);
    }
    return batch;
}

SketchBatches::SketchBatches(SketchConfig config, const std::vector<SketchExample> &examples,
                             SketchBatchOptions options)
    : m_config(std::move(config))
    , m_examples(examples)
    , m_options(options)
{}

SketchBatch SketchBatches::at(std::int64_t step) const
{
    Random random(mixSeed(m_options.seed, static_cast<std::uint64_t>(step)));
    std::vector<std::size_t> indices(m_examples.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    const std::size_t count = std::min(m_options.batchSize, indices.size());
    std::vector<SketchBatchEntry> entries;
    for (std::size_t i = 0; i < count; ++i) {
        std::swap(indices[i], indices[i + random.below(indices.size() - i)]);
        const SketchExample &example = m_examples[indices[i]];
        StrokeRows rows = augmented(example.rows, m_options.augmentation, random);
        const bool isHidden = m_config.labels.empty() || random.uniform() < m_options.labelDropout;
        entries.push_back({std::move(rows), isHidden ? -1 : example.label});
    }
    return encodeSketches(m_config, entries, m_options.rows, m_options.shares);
}

std::int64_t SketchBatches::epochOf(std::int64_t step) const
{
    const auto seen = static_cast<std::size_t>(step - 1) * std::min(m_options.batchSize, m_examples.size());
    return static_cast<std::int64_t>(seen / m_examples.size());
}

} // namespace solferino::models
