// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/matrix_product.h"

#include "models/layers/matrix_kernels.h"

#include <algorithm>
#include <array>

namespace solferino::models {

using kernels::Block;
using kernels::BlockKernel;
using kernels::kMostBlockRows;
using kernels::kTileColumns;
using kernels::LeftWords;
using sampling::Floats;

namespace {

/// Of a transposed product: what is laid out for so many rows stays in a cache while it is used.
constexpr std::size_t kChunkRows = 256;

Factors possible(Factors factors)
{
    return hasBFloat16Products() ? factors : Factors::Float32;
}

/// Memory that each thread keeps.
float *scratch(Floats &floats, std::size_t size)
{
    if (floats.size() < size)
        floats.resize(size);
    return floats.data();
}

/// As the kernel does, for a tile whose last columns do not exist.
void multiplyNarrow(const BlockKernel &kernel, std::size_t rows, std::size_t columns, Block block)
{
    std::array<float, kMostBlockRows * kTileColumns> wide{};
    float *results = block.results;
    const std::size_t stride = block.resultStride;
    for (std::size_t row = 0; block.isAdded && row < rows; ++row)
        std::copy_n(results + row * stride, columns, wide.data() + row * kTileColumns);
    block.results = wide.data();
    block.resultStride = kTileColumns;
    kernel.multiply(rows, block);
    for (std::size_t row = 0; row < rows; ++row)
        std::copy_n(wide.data() + row * kTileColumns, columns, results + row * stride);
}

/// Rows 0 to `rows` in blocks as alike as can be.
template <class Work>
void forEachBlock(const BlockKernel &kernel, std::size_t rows, const Work &work)
{
    const std::size_t blocks = (rows + kernel.mostRows - 1) / kernel.mostRows;
    for (std::size_t block = 0; block < blocks; ++block) {
        const std::size_t first = rows * block / blocks;
        work(first, rows * (block + 1) / blocks - first);
    }
}

/// One tile of results: `leftOf` gives the words of a block from its first row and count.
template <class LeftOf>
void multiplyTile(const BlockKernel &kernel, std::size_t rows, std::size_t columns, const Block &tile,
                  const LeftOf &leftOf)
{
    forEachBlock(kernel, rows, [&](std::size_t first, std::size_t count) {
        Block block = tile;
        block.left = leftOf(first, count);
        block.results += first * block.resultStride;
        if (columns < kTileColumns)
            multiplyNarrow(kernel, count, columns, block);
        else
            kernel.multiply(count, block);
    });
}

} // namespace

RightFactor::RightFactor(const MatrixView &matrix, std::size_t inner, std::size_t columns, Factors factors)
    : m_inner(inner)
    , m_columns(columns)
    , m_factors(possible(factors))
{
    const std::size_t tiles = (columns + kTileColumns - 1) / kTileColumns;
    const std::size_t tileSize = kernels::wordsOf(inner, m_factors) * kTileColumns;
    m_words.assign(tiles * tileSize, 0.0F);
    for (std::size_t tile = 0; tile < tiles; ++tile) {
        const std::size_t first = tile * kTileColumns;
        kernels::layOut({.from = matrix.values + first * matrix.columnStride,
                         .stride = matrix.columnStride,
                         .count = std::min(kTileColumns, columns - first),
                         .innerStride = matrix.rowStride,
                         .inner = inner,
                         .to = m_words.data() + tile * tileSize,
                         .width = kTileColumns},
                        m_factors);
    }
}

void RightFactor::multiply(const float *left, std::size_t leftStride, std::size_t rows, float *out,
                           std::size_t outStride, bool isAdded) const
{
    const BlockKernel &kernel = kernels::blockKernel(m_factors);
    const std::size_t words = kernels::wordsOf(m_inner, m_factors);
    LeftWords all{left, leftStride, 1};
    if (m_factors != Factors::Float32) {
        thread_local Floats rounded;
        float *to = scratch(rounded, rows * words);
        for (std::size_t row = 0; row < rows; ++row)
            kernels::layOutRow(left + row * leftStride, m_inner, m_factors, to + row * words);
        all = {to, words, 1};
    }
    for (std::size_t first = 0; first < m_columns; first += kTileColumns) {
        const Block tile{.tile = m_words.data() + first * words,
                         .words = words,
                         .results = out + first,
                         .resultStride = outStride,
                         .isAdded = isAdded};
        multiplyTile(kernel, rows, std::min(kTileColumns, m_columns - first), tile,
                     [&](std::size_t row, std::size_t) {
                         return LeftWords{all.words + row * all.rowStride, all.rowStride, all.wordStride};
                     });
    }
}

void addTransposedProduct(const TransposedProduct &product)
{
    const Factors factors = possible(product.factors);
    const BlockKernel &kernel = kernels::blockKernel(factors);
    thread_local Floats panels, tileWords;
    for (std::size_t row = 0; row < product.rows; row += kChunkRows) {
        const std::size_t inner = std::min(kChunkRows, product.rows - row);
        const std::size_t words = kernels::wordsOf(inner, factors);
        float *left = scratch(panels, product.leftColumns * words);
        forEachBlock(kernel, product.leftColumns, [&](std::size_t first, std::size_t count) {
            kernels::layOut({.from = product.left + row * product.leftStride + first,
                             .stride = 1,
                             .count = count,
                             .innerStride = product.leftStride,
                             .inner = inner,
                             .to = left + first * words,
                             .width = count},
                            factors);
        });
        float *right = scratch(tileWords, kTileColumns * words);
        for (std::size_t first = 0; first < product.rightColumns; first += kTileColumns) {
            const std::size_t columns = std::min(kTileColumns, product.rightColumns - first);
            kernels::layOut({.from = product.right + row * product.rightStride + first,
                             .stride = 1,
                             .count = columns,
                             .innerStride = product.rightStride,
                             .inner = inner,
                             .to = right,
                             .width = kTileColumns},
                            factors);
            const Block tile{.tile = right,
                             .words = words,
                             .results = product.out + first,
                             .resultStride = product.outStride,
                             .isAdded = true};
            multiplyTile(kernel, product.leftColumns, columns, tile,
                         [&](std::size_t leftFirst, std::size_t count) {
                             return LeftWords{left + leftFirst * words, 1, count};
                         });
        }
    }
}

} // namespace solferino::models
