// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/gate_track.h"

#include <torch/torch.h>

namespace solferino::models {

/// Recurrent cells over sequences of equal length in torch operations, few a step, with a backward pass of
/// their own: for GPUs, where each operation costs a launch. Differentiable once; can be captured as a graph.
/// Products of states are float32 or as TF32 is allowed, whatever autocast says.

/// Hidden states [T, D, B, u] of D LSTM or LayerNorm LSTM cells side by side. `sums` [T, D, B, 4u] is what
/// the inputs give the gates, a fresh tensor that this function consumes; `weight` [D, u, 4u]; `hidden` and
/// `cell` [D, B, u] are the states at the start; `mask` as in GateTrack.
[[nodiscard]] torch::Tensor evenSequence(const torch::Tensor &sums, const torch::Tensor &weight,
                                         const GateWeights &gates, const torch::Tensor &hidden,
                                         const torch::Tensor &cell, const torch::Tensor &mask);

/// A HyperLSTM of u units with an auxiliary cell of a; E is the size of an embedding.
struct HyperWeights
{
    torch::Tensor state;         ///< [u + a, 4u + 4a] from both hidden states to the sums of both cells
    torch::Tensor embedding;     ///< [a, 12 E] of factors for inputs, factors for states, shifts
    torch::Tensor embeddingBias; ///< [12 E]
    torch::Tensor scale;         ///< [12, E, u]
    torch::Tensor bias;          ///< [4, u]
    GateWeights gates;           ///< D = 1
    GateWeights auxiliaryGates;  ///< D = 1
};

/// Hidden states [T, B, u]. `sums` [T, B, 4u] and `auxiliarySums` [T, B, 4a] are what the inputs give, both
/// consumed; `hidden` [B, u + a] are those of both cells at the start, `mask` [T, 1, B, u].
[[nodiscard]] torch::Tensor evenHyperSequence(const torch::Tensor &sums, const torch::Tensor &auxiliarySums,
                                              const HyperWeights &weights, const torch::Tensor &hidden,
                                              const torch::Tensor &cell, const torch::Tensor &auxiliaryCell,
                                              const torch::Tensor &mask);

} // namespace solferino::models
