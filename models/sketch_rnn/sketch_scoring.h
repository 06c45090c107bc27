// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_dataset.h"
#include "models/sketch_rnn/sketch_net.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace solferino::models {

/// How well a model knows drawings. A row is a point or the end of a drawing.
struct SketchScore
{
    std::int64_t drawings = 0;
    std::int64_t points = 0;
    std::int64_t rows = 0;
    double offsetNats = 0.0;
    double penNats = 0.0;
    double firstNats = 0.0;  ///< of both, those of the drawings' first rows
    double divergence = 0.0; ///< sum over drawings of the mean over z

    void add(const SketchScore &other);
    [[nodiscard]] double natsPerPoint() const; ///< of all rows
    /// Of all rows but the first of each drawing. Where every drawing begins at (0, 0), a model learns that
    /// and its density there grows without end: first rows then cost less than nothing, and say nothing.
    [[nodiscard]] double natsPerLaterPoint() const;
    [[nodiscard]] double latentLoss() const; ///< L_KL without a floor
    /// L_R: over drawings x `maxLength`, rows after the end count nothing.
    [[nodiscard]] double reconstructionLoss(std::int64_t maxLength) const;
    /// {drawings, points, reconstruction_loss, kl_loss, offset_loss, pen_loss, nats_per_point,
    /// nats_per_later_point, max_length}:
    /// offset_loss and pen_loss are those parts of nats_per_point.
    [[nodiscard]] nlohmann::json summary(std::int64_t maxLength) const;
};

struct SketchScoringOptions
{
    std::size_t batchSize = 100;
    std::int64_t shares = 1;
    std::uint64_t seed = 0; ///< of z, which is sampled as in training
};

/// Scores without dropout, one a drawing. `keepAlive` hears how many are done.
[[nodiscard]] std::vector<SketchScore> scoreSketches(SketchNet &net,
                                                     const std::vector<SketchExample> &examples,
                                                     const SketchScoringOptions &options,
                                                     const std::function<void(std::size_t)> &keepAlive);

/// Samples of N(0, I) [rows, columns] by the seed alone.
[[nodiscard]] torch::Tensor seededNormal(std::int64_t rows, std::int64_t columns, std::uint64_t seed);

} // namespace solferino::models
