// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/matrix_product.h"

#include <cstddef>

namespace solferino::models::kernels {

/// Columns of a right factor that lie together.
inline constexpr std::size_t kTileColumns = 32;
/// Most rows of a block, whatever the processor.
inline constexpr std::size_t kMostBlockRows = 12;

/// Rows of a left factor. A word is a float, or two neighbours of the inner dimension as bfloat16 numbers: so
/// both kinds of factors have one layout.
struct LeftWords
{
    const float *words = nullptr;
    std::size_t rowStride = 0;
    std::size_t wordStride = 1;
};

/// results (rows, kTileColumns) = left x tile, or increased by it. They stay in registers over all words.
struct Block
{
    LeftWords left{};
    const float *tile = nullptr; ///< [words, kTileColumns]
    std::size_t words = 0;
    float *results = nullptr;
    std::size_t resultStride = 0;
    bool isAdded = false;
};

/// The arithmetic for one kind of processor.
struct BlockKernel
{
    std::size_t mostRows = 0;
    void (*multiply)(std::size_t rows, const Block &block) = nullptr; ///< rows from 1 to mostRows
};
/// The best for this processor.
[[nodiscard]] const BlockKernel &blockKernel(Factors factors);

[[nodiscard]] std::size_t wordsOf(std::size_t inner, Factors factors);

/// Values of a factor in the order of words: `count` neighbours of the outer dimension lie `stride` apart,
/// `inner` of the inner dimension `innerStride` apart; each word's neighbours go to `to`, `width` floats
/// from word to word.
struct WordLayout
{
    const float *from = nullptr;
    std::size_t stride = 0;
    std::size_t count = 0;
    std::size_t innerStride = 0;
    std::size_t inner = 0;
    float *to = nullptr;
    std::size_t width = 0;
};
void layOut(const WordLayout &layout, Factors factors);

/// A dense row of floats as words.
void layOutRow(const float *from, std::size_t inner, Factors factors, float *to);

} // namespace solferino::models::kernels
