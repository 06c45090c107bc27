// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/matrix_product.h"
#include "models/sketch_rnn/sketch_packing.h"

#include <torch/torch.h>

#include <cstdint>

namespace solferino::models {

/// Dropout whose masks depend on the seed alone.
struct SketchDropout
{
    double recurrent = 0.0; ///< of the candidate values tanh(j)
    double input = 0.0;
    double output = 0.0;
    std::uint64_t seed = 0;
};

/// What the candidate values of all rows are multiplied with: [rows, units], on the CPU.
[[nodiscard]] torch::Tensor recurrentMask(const SequencePacking &packing, const SketchDropout &dropout,
                                          std::int64_t units);

/// Hidden states [rows, u] of an LSTM over whole packed sequences on the CPU, float32, differentiable.
/// `inputSums` [rows, 4u] are x w_xh, a fresh tensor that this function consumes; `condition` [B, 4u] is
/// added to the sums of all rows of a sequence; `hidden` and `cell` [B, u] are the states at the start.
/// `factors` are those of the products with weightHh. Consumes what its forward kept: backward cannot run
/// twice. Shares go to torch's threads.
[[nodiscard]] torch::Tensor packedLstm(const PackingPtr &packing, const torch::Tensor &inputSums,
                                       const torch::Tensor &condition, const torch::Tensor &weightHh,
                                       const torch::Tensor &hidden, const torch::Tensor &cell,
                                       const SketchDropout &dropout, Factors factors);

} // namespace solferino::models
