// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace solferino::models {

/// Differentiable layers over whole sequences on the CPU, float32, time first. Each starts from the zero
/// state. A backward pass consumes what its forward kept: it cannot run twice. Sequences of a batch are
/// shared out between torch's threads.

/// Outputs [T, B, u] of an LSTM layer. `inputs` [T, B, in], or int64 [T, B]: the index of the one input that
/// is 1. Weights as in EventNet.
[[nodiscard]] torch::Tensor lstmSequence(const torch::Tensor &inputs, const torch::Tensor &weightIh,
                                         const torch::Tensor &bias, const torch::Tensor &weightHh);

/// Weights of an LSTM layer in an attention wrapper, folded so that a step takes three products.
struct FoldedAttention
{
    torch::Tensor inputWeight;     ///< [4u, in], from the inputs to the gates
    torch::Tensor inputBias;       ///< [4u]
    torch::Tensor recurrentWeight; ///< [4u, 2u], from [h ; a] of the step before
    torch::Tensor queryWeight;     ///< [u, 2u], from [c ; h]
    torch::Tensor queryBias;       ///< [u]
    torch::Tensor score;           ///< [u]
    torch::Tensor outputWeight;    ///< [2u, 2u], from [h ; a] to [y ; key of y]
    torch::Tensor outputBias;      ///< [2u]
    std::int64_t window = 0;
};

/// Outputs [T, B, u] of the wrapped layer.
[[nodiscard]] torch::Tensor attentionSequence(const torch::Tensor &inputs, const FoldedAttention &weights);

/// Dropout whose mask depends on the seed and the position alone.
[[nodiscard]] torch::Tensor seededDropout(const torch::Tensor &values, double rate, std::uint64_t seed);

} // namespace solferino::models
