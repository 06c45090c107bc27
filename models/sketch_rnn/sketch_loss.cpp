// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_loss.h"

#include "models/sketch_rnn/sketch_config.h"

#include <cmath>
#include <numbers>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr double kDensityFloor = 1e-6;
constexpr double kLeastDecorrelation = 1e-6; ///< of 1 - rho^2, which must not vanish

} // namespace

SketchRowLosses sketchRowLosses(const Tensor &outputs, const Tensor &targets)
{
    const auto mixtures = (outputs.size(1) - kPenStates) / 6;
    const auto part = [&](std::int64_t index) {
        return outputs.narrow(1, kPenStates + index * mixtures, mixtures); // [rows, mixtures]
    };
    const Tensor logWeights = part(0).log_softmax(1);
    const Tensor logSigmaX = part(3), logSigmaY = part(4), rho = part(5).tanh();
    const Tensor ex = (targets.narrow(1, 0, 1) - part(1)) * (-logSigmaX).exp();
    const Tensor ey = (targets.narrow(1, 1, 1) - part(2)) * (-logSigmaY).exp();
    const Tensor free = (1.0 - rho * rho).clamp_min(kLeastDecorrelation);
    const Tensor distance = ex * ex + ey * ey - 2.0 * rho * ex * ey;
    const Tensor logDensity =
        -0.5 * distance / free - logSigmaX - logSigmaY - 0.5 * free.log() - std::log(2.0 * std::numbers::pi);
    const Tensor density = (logWeights + logDensity).logsumexp(1).exp();
    const Tensor isPoint = 1.0 - targets.select(1, 4);
    const Tensor offset = -(density + kDensityFloor).log() * isPoint;
    const Tensor pen =
        -(outputs.narrow(1, 0, kPenStates).log_softmax(1) * targets.narrow(1, 2, kPenStates)).sum(1);
    return {offset, pen};
}

Tensor reconstructionLoss(const Tensor &outputs, const Tensor &targets, PenRule rule, std::int64_t drawings,
                          std::int64_t maxLength)
{
    const SketchRowLosses losses = sketchRowLosses(outputs, targets);
    const Tensor pen = rule == PenRule::AllRows ? losses.pen : losses.pen * (1.0 - targets.select(1, 4));
    return (losses.offset + pen).sum() / static_cast<double>(drawings * maxLength);
}

Tensor reconstructionLoss(const Tensor &outputs, const Tensor &targets, const Tensor &counts,
                          std::int64_t drawings, std::int64_t maxLength)
{
    const SketchRowLosses losses = sketchRowLosses(outputs, targets);
    return ((losses.offset + losses.pen) * counts).sum() / static_cast<double>(drawings * maxLength);
}

Tensor latentDivergence(const Tensor &mean, const Tensor &presig)
{
    return -0.5 * (1.0 + presig - mean * mean - presig.exp()).mean();
}

} // namespace solferino::models
