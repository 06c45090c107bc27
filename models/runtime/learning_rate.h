// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace solferino::models {

/// How the learning rate goes over a training.
struct LearningRateSchedule
{
    enum class Shape { Constant, Cosine, Staircase };

    Shape shape = Shape::Constant;
    double peak = 0.001;
    std::int64_t warmupSteps = 0;
    std::int64_t totalSteps = 0;      ///< where the cosine reaches 0
    double decay = 0.85;              ///< of the staircase, at each landing
    std::int64_t landingSteps = 1000; ///< of the staircase

    /// The rate of step `step`, from 1.
    [[nodiscard]] double at(std::int64_t step) const;
};

/// "constant", "cosine" or "staircase". Throws Error(BadOption).
[[nodiscard]] LearningRateSchedule::Shape scheduleShape(const std::string &name);

} // namespace solferino::models
