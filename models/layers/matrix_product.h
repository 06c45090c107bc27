// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sampling/tiled_matrix.h"

#include <cstddef>

namespace solferino::models {

/// What becomes of the factors of a product. Sums and results are float32.
enum class Factors {
    Float32,
    BFloat16 ///< rounded to 8 binary digits, which some processors multiply twice as fast
};

/// Whether this processor has instructions for products of bfloat16 numbers; without them
/// Factors::BFloat16 is the same as Factors::Float32.
[[nodiscard]] bool hasBFloat16Products();

/// A matrix somewhere in memory, element (i, j) at values[i * rowStride + j * columnStride].
struct MatrixView
{
    const float *values = nullptr;
    std::size_t rowStride = 0;
    std::size_t columnStride = 1;
};

/// The right factor of products, laid out once for many of them. For training on the processor: its products
/// have a hundred rows and the same weights at each step. Immutable and thread-safe.
class RightFactor final
{
public:
    RightFactor(const MatrixView &matrix, std::size_t inner, std::size_t columns, Factors factors);

    /// out [rows, columns] = left [rows, inner] x this, or is increased by it. Rows of `left` and `out` are
    /// dense, `leftStride` and `outStride` floats apart.
    void multiply(const float *left, std::size_t leftStride, std::size_t rows, float *out,
                  std::size_t outStride, bool isAdded) const;

private:
    std::size_t m_inner = 0;
    std::size_t m_columns = 0;
    Factors m_factors = Factors::Float32;
    sampling::Floats m_words;
};

/// out [leftColumns, rightColumns] += left^T x right, for two dense tables of `rows` rows: what the gradient
/// of a weight is. Strides are floats from row to row.
struct TransposedProduct
{
    const float *left = nullptr;
    std::size_t leftStride = 0;
    std::size_t leftColumns = 0;
    const float *right = nullptr;
    std::size_t rightStride = 0;
    std::size_t rightColumns = 0;
    std::size_t rows = 0;
    float *out = nullptr;
    std::size_t outStride = 0;
    Factors factors = Factors::Float32;
};
void addTransposedProduct(const TransposedProduct &product);

} // namespace solferino::models
