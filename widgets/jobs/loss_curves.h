// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace solferino {

/// What a training run reported: x is the step, y the loss.
struct LossCurves
{
    std::vector<QPointF> train;
    std::vector<QPointF> validation;
    std::optional<QPointF> best; ///< the step of the model that is kept, and its validation loss
};

/// Reads a job's metrics (`step`, `loss`, `validation_loss`, `best_step`, `best_validation_loss`). Entries
/// without a step or with a loss that is no number are left out. Without reported bests the least validation
/// loss is the best.
[[nodiscard]] LossCurves lossCurves(const std::vector<nlohmann::json> &metrics);

/// Exponential moving average; `strength` 0 (none) to below 1. Its start is not drawn towards zero.
[[nodiscard]] std::vector<QPointF> smoothed(const std::vector<QPointF> &points, double strength);

/// Round values in [min, max] for the lines of a linear axis, about `count` of them.
[[nodiscard]] std::vector<double> linearTicks(double min, double max, int count);
/// Round values in [min, max] for a logarithmic axis; min above 0.
[[nodiscard]] std::vector<double> logarithmicTicks(double min, double max);

} // namespace solferino
