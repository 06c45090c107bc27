// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace solferino::models {

/// How the learning rate goes over a training.
struct LearningRateSchedule
{
    enum class Shape { Constant, Cosine, Staircase, Exponential };

    Shape shape = Shape::Constant;
    double peak = 0.001;
    std::int64_t warmupSteps = 0;
    std::int64_t totalSteps = 0;      ///< where the cosine reaches 0
    double decay = 0.85;              ///< of the staircase at each landing, of the exponential at each step
    std::int64_t landingSteps = 1000; ///< of the staircase
    double floor = 0.0;               ///< what the exponential falls to from its peak

    /// The rate of step `step`, from 1.
    [[nodiscard]] double at(std::int64_t step) const;
};

/// "constant", "cosine", "staircase" or "exponential". Throws Error(BadOption).
[[nodiscard]] LearningRateSchedule::Shape scheduleShape(const std::string &name);

} // namespace solferino::models
