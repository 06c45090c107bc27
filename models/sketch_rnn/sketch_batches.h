// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_dataset.h"
#include "models/sketch_rnn/sketch_net.h"

#include <cstdint>
#include <vector>

namespace solferino::models {

/// How training drawings are varied.
struct SketchAugmentation
{
    double randomScale = 0.0; ///< x and y are stretched by factors from 1 - this to 1 + this
    double dropPoints = 0.0;  ///< share of the points that may be left out
};

/// Leaves points out where neither they nor the last kept point lift the pen and more than two such points
/// went before; the offset of one that is left out is added to the last kept point's. `random` chooses.
[[nodiscard]] StrokeRows withDroppedPoints(const StrokeRows &rows, double share, Random &random);
[[nodiscard]] StrokeRows augmented(const StrokeRows &rows, const SketchAugmentation &augmentation,
                                   Random &random);

/// A drawing in a batch.
struct SketchBatchEntry
{
    StrokeRows rows;         ///< in the data's units, at least one
    std::int64_t label = -1; ///< below 0: not told
};

/// Rows that a drawing's loss is over.
enum class BatchRows {
    Existing, ///< its points and its end: what trains fast
    Padded    ///< up to the full length, as the original model counts them
};

/// Encodes drawings of at most `config.maxLength` points side by side, offsets divided by the scale factor.
/// The first row in is (0, 0, 1, 0, 0), what follows a drawing is (0, 0, 0, 0, 1). Their order is that of
/// the packing; `order` gets the entries' indices where it is not null.
[[nodiscard]] SketchBatch encodeSketches(const SketchConfig &config,
                                         const std::vector<SketchBatchEntry> &entries, BatchRows rows,
                                         std::int64_t shares, std::vector<std::size_t> *order = nullptr);

/// The same on a device.
[[nodiscard]] SketchBatch movedTo(SketchBatch batch, const torch::Device &device);

struct SketchBatchOptions
{
    std::size_t batchSize = 100;
    SketchAugmentation augmentation;
    double labelDropout = 0.0; ///< share of drawings whose label is not told
    BatchRows rows = BatchRows::Existing;
    std::int64_t shares = 1; ///< of the packing, one a thread
    std::uint64_t seed = 0;
};

/// Batches of drawings drawn at random, for each step anew; all drawings where there are fewer than one
/// batch.
class SketchBatches final
{
public:
    /// `examples` must outlive this object and not be empty.
    SketchBatches(SketchConfig config, const std::vector<SketchExample> &examples,
                  SketchBatchOptions options);

    /// The batch of training step `step`, from 1: by the seed and the step alone.
    [[nodiscard]] SketchBatch at(std::int64_t step) const;
    /// How often the drawings have been through, before step `step`.
    [[nodiscard]] std::int64_t epochOf(std::int64_t step) const;

private:
    SketchConfig m_config;
    const std::vector<SketchExample> &m_examples;
    SketchBatchOptions m_options;
};

} // namespace solferino::models
