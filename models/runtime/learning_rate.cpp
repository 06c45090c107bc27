// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/learning_rate.h"

#include "models/runtime/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solferino::models {

double LearningRateSchedule::at(std::int64_t step) const
{
    if (step < warmupSteps)
        return peak * static_cast<double>(step) / static_cast<double>(warmupSteps);
    const auto sinceWarmup = static_cast<double>(step - warmupSteps);
    switch (shape) {
    case Shape::Cosine: {
        const auto length = static_cast<double>(std::max<std::int64_t>(1, totalSteps - warmupSteps));
        return peak * 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(1.0, sinceWarmup / length)));
    }
    case Shape::Staircase:
        return peak *
               std::pow(decay, std::floor(static_cast<double>(step - 1) / static_cast<double>(landingSteps)));
    case Shape::Exponential: // at its peak in the first step
        return floor + (peak - floor) * std::pow(decay, static_cast<double>(step - 1));
    case Shape::Constant:
        break;
    }
    return peak;
}

LearningRateSchedule::Shape scheduleShape(const std::string &name)
{
    if (name == "constant")
        return LearningRateSchedule::Shape::Constant;
    if (name == "cosine")
        return LearningRateSchedule::Shape::Cosine;
    if (name == "staircase")
        return LearningRateSchedule::Shape::Staircase;
    if (name == "exponential")
        return LearningRateSchedule::Shape::Exponential;
    throw Error(Error::Kind::BadOption, "The schedule \"" + name + "\" is unknown.");
}

} // namespace solferino::models
