// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace solferino::models {

/// Minus log-likelihoods of rows, in nats.
struct SketchRowLosses
{
    torch::Tensor offset; ///< [rows], 0 where the drawing has ended; at most 13.8 (a density has 1e-6 added)
    torch::Tensor pen;    ///< [rows], of all rows
};

/// What output rows [rows, 3 + 6 mixtures] say of targets [rows, 5].
[[nodiscard]] SketchRowLosses sketchRowLosses(const torch::Tensor &outputs, const torch::Tensor &targets);

/// Which rows the loss of the pen counts.
enum class PenRule {
    AllRows,      ///< as in training: it learns the end
    RowsOfDrawing ///< rows with a point alone
};

/// L_R: the sum of all rows' losses over drawings x `maxLength`.
[[nodiscard]] torch::Tensor reconstructionLoss(const torch::Tensor &outputs, const torch::Tensor &targets,
                                               PenRule rule, std::int64_t drawings, std::int64_t maxLength);

/// The same over the rows where `counts` [rows] is 1 alone.
[[nodiscard]] torch::Tensor reconstructionLoss(const torch::Tensor &outputs, const torch::Tensor &targets,
                                               const torch::Tensor &counts, std::int64_t drawings,
                                               std::int64_t maxLength);

/// The mean over drawings and numbers of z of the divergence from N(0, I), before any floor.
[[nodiscard]] torch::Tensor latentDivergence(const torch::Tensor &mean, const torch::Tensor &presig);

} // namespace solferino::models
