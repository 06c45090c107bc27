// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/matrix_product.h"

#include <torch/torch.h>

namespace solferino::models {

/// A weight [inner, columns] that the states of many steps are multiplied with, one step after the other. It
/// is laid out once, and its gradient is summed over many rows at a time. For one forward and one backward
/// pass; a value that shares what it holds.
class StepWeight final
{
public:
    StepWeight() = default;
    /// float32 on the CPU.
    StepWeight(const torch::Tensor &weight, Factors factors);
    /// Anywhere, by torch alone.
    static StepWeight plain(const torch::Tensor &weight);

    /// states [rows, inner] x weight, differentiable.
    [[nodiscard]] torch::Tensor product(const torch::Tensor &states) const;

private:
    torch::Tensor m_weight;
    c10::intrusive_ptr<torch::CustomClassHolder> m_shared; ///< layouts and gradient; null: plain
    torch::Tensor m_token; ///< on which all products depend, and which depends on the weight
};

} // namespace solferino::models
