// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace solferino::models {

/// How the sums of a cell's gates become its activations: sigmoid(gain x norm(sum) + shift) of all four,
/// where tanh(j) is 2 sigmoid(2 j) - 1. So gain and shift of j are twice the cell's, and the shift of f has
/// its +1. D cells go side by side.
struct GateWeights
{
    torch::Tensor gain;      ///< [D, 1, 4, u]
    torch::Tensor shift;     ///< [D, 1, 4, u]
    torch::Tensor cellGain;  ///< [D, 1, u]; undefined: a cell without norms
    torch::Tensor cellShift; ///< [D, 1, u]

    [[nodiscard]] bool isNormed() const { return cellGain.defined(); }
};

/// Gradients of what a track was made from.
struct GateGradients
{
    torch::Tensor sums; ///< [T, D, B, 4, u]
    GateWeights weights;
    torch::Tensor cell; ///< [D, B, u]
};

/// The gates of recurrent cells over T steps of B sequences, forward and then backward, in few operations a
/// step: what can be is computed for all steps at once, between the loops. For no-grad code inside of an
/// autograd function.
class GateTrack final
{
public:
    /// `sums` [T, D, B, 4, u], dense, are completed by the caller before each step; `cell` [D, B, u] is the
    /// state at the start; `mask` [T, D, B, u] multiplies tanh(j), undefined: none.
    GateTrack(GateWeights weights, const torch::Tensor &mask, torch::Tensor sums, const torch::Tensor &cell);

    [[nodiscard]] torch::Tensor sumsAt(std::int64_t step) const { return m_sums.select(0, step); }
    /// Computes step `step` from its sums into `hidden` [D, B, u].
    void forward(std::int64_t step, torch::Tensor hidden);

    /// Before the first backward().
    void turn();
    /// The gradient [D, B, 4, u] of the sums of `step` from that of its hidden state, which must stay as it
    /// is; from the last step to the first.
    torch::Tensor backward(std::int64_t step, const torch::Tensor &dHidden);
    /// After the last backward(). `dHidden` [T, D, B, u] are those that it got.
    [[nodiscard]] GateGradients gradients(const torch::Tensor &dHidden);

private:
    [[nodiscard]] torch::Tensor candidates(const torch::Tensor &activations, std::int64_t step) const;

    GateWeights m_weights;
    std::int64_t m_units = 0;
    torch::Tensor m_twiceMask, m_minusMask; ///< [T, D, B, u] or [1] alike for all
    torch::Tensor m_sums;
    torch::Tensor m_activations; ///< [T, D, B, 4, u]
    torch::Tensor m_cells;       ///< [T + 1, D, B, u]
    torch::Tensor m_shown;       ///< [T, D, B, u] tanh of the (normed) cells
    struct Moments
    {
        torch::Tensor mean, deviation;
    };
    std::vector<Moments> m_sumMoments, m_cellMoments;
    torch::Tensor m_slopes;     ///< [T, D, B, 4, u], then the gradients before the sigmoids
    torch::Tensor m_shownSlope; ///< [T, D, B, u] from h to what tanh sees
    torch::Tensor m_dCell;      ///< [D, B, u]
    std::vector<torch::Tensor> m_dSums;
};

} // namespace solferino::models
