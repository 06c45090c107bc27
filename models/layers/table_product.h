// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/matrix_product.h"

#include <torch/torch.h>

namespace solferino::models {

/// A size or stride of a tensor, which is not negative.
[[nodiscard]] inline std::size_t sizeOf(std::int64_t size)
{
    return static_cast<std::size_t>(size);
}

/// left [rows, inner] x right, float32 tables on the CPU; rows are shared out between torch's threads. `out`
/// [rows, columns] is overwritten or increased. Not differentiable.
void multiplyTable(const torch::Tensor &left, const RightFactor &right, torch::Tensor &out, bool isAdded);

/// left^T x right: [left columns, right columns]; right columns are shared out between torch's threads. Not
/// differentiable.
[[nodiscard]] torch::Tensor transposedProduct(const torch::Tensor &left, const torch::Tensor &right,
                                              Factors factors);

/// inputs [rows, in] x weight [in, out] + bias [out], float32 on the CPU, differentiable.
[[nodiscard]] torch::Tensor tableProduct(const torch::Tensor &inputs, const torch::Tensor &weight,
                                         const torch::Tensor &bias, Factors factors);

/// A weight [inner, columns] as the right factor of products with it or, turned, with its transpose.
[[nodiscard]] RightFactor rightFactor(const torch::Tensor &weight, Factors factors);
[[nodiscard]] RightFactor turnedFactor(const torch::Tensor &weight, Factors factors);

} // namespace solferino::models
