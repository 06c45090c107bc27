// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/matrix_kernels.h"

#include "models/layers/vector_math.h"

#include <bit>
#include <cstdint>

// Each kernel is one template, compiled for several processors. What it calls is inlined: a function would be
// compiled for the least of them.
#if defined(__x86_64__)
#define SOLFERINO_AVX2 __attribute__((target("avx2,fma")))
#define SOLFERINO_AVX512 __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#define SOLFERINO_BF16 __attribute__((target("avx512bf16,avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#endif

namespace solferino::models {

namespace kernels {

namespace {

constexpr std::size_t kWidth = 16;
using Vector = float __attribute__((vector_size(kWidth * sizeof(float)), may_alias, aligned(sizeof(float))));

SOLFERINO_INLINE Vector load(const float *from)
{
    return *reinterpret_cast<const Vector *>(from);
}

SOLFERINO_INLINE void store(float *to, Vector value)
{
    *reinterpret_cast<Vector *>(to) = value;
}

struct FloatWords
{
    static SOLFERINO_INLINE Vector add(Vector sum, Vector left, Vector right) { return sum + left * right; }
};

#if defined(__x86_64__)
struct BFloat16Words
{
    static SOLFERINO_INLINE Vector add(Vector sum, Vector left, Vector right)
    {
        __asm__("vdpbf16ps %2, %1, %0" : "+v"(sum) : "v"(left), "v"(right));
        return sum;
    }
};
#endif

template <class Words, std::size_t Rows>
SOLFERINO_INLINE void multiplyBlock(const Block &block)
{
    constexpr std::size_t kVectors = kTileColumns / kWidth;
    Vector sums[Rows][kVectors]{};
    if (block.isAdded) {
        for (std::size_t row = 0; row < Rows; ++row)
            for (std::size_t v = 0; v < kVectors; ++v)
                sums[row][v] = load(block.results + row * block.resultStride + v * kWidth);
    }
    const auto [left, rowStride, wordStride] = block.left;
    for (std::size_t k = 0; k < block.words; ++k) {
        Vector right[kVectors];
        for (std::size_t v = 0; v < kVectors; ++v)
            right[v] = load(block.tile + k * kTileColumns + v * kWidth);
        for (std::size_t row = 0; row < Rows; ++row) {
            const Vector word = left[row * rowStride + k * wordStride] - Vector{};
            for (std::size_t v = 0; v < kVectors; ++v)
                sums[row][v] = Words::add(sums[row][v], word, right[v]);
        }
    }
    for (std::size_t row = 0; row < Rows; ++row)
        for (std::size_t v = 0; v < kVectors; ++v)
            store(block.results + row * block.resultStride + v * kWidth, sums[row][v]);
}

template <class Words, std::size_t MostRows, std::size_t Rows = 1>
SOLFERINO_INLINE void multiplyRows(std::size_t rows, const Block &block)
{
    if (rows == Rows)
        multiplyBlock<Words, Rows>(block);
    else if constexpr (Rows < MostRows)
        multiplyRows<Words, MostRows, Rows + 1>(rows, block);
}

// As many rows as the registers hold sums of.
#define SOLFERINO_BLOCK_KERNEL(NAME, TARGET, WORDS, MOST_ROWS)                                               \
    TARGET void multiply##NAME(std::size_t rows, const Block &block)                                         \
    {                                                                                                        \
        multiplyRows<WORDS, MOST_ROWS>(rows, block);                                                         \
    }                                                                                                        \
    constexpr BlockKernel k##NAME{MOST_ROWS, multiply##NAME};

SOLFERINO_BLOCK_KERNEL(Plain, , FloatWords, 2)
#if defined(__x86_64__)
SOLFERINO_BLOCK_KERNEL(Avx2, SOLFERINO_AVX2, FloatWords, 3)
SOLFERINO_BLOCK_KERNEL(Avx512, SOLFERINO_AVX512, FloatWords, kMostBlockRows)
SOLFERINO_BLOCK_KERNEL(BFloat16, SOLFERINO_BF16, BFloat16Words, kMostBlockRows)
#endif

const BlockKernel &floatKernel()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return kAvx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return kAvx2;
#endif
    return kPlain;
}

/// The upper half of a float, rounded to the nearest even.
SOLFERINO_INLINE std::uint32_t upperHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
}

SOLFERINO_INLINE float pairOf(float first, float second)
{
    return std::bit_cast<float>(upperHalf(first) | upperHalf(second) << 16);
}

SOLFERINO_INLINE void layOutWord(const float *from, std::size_t stride, std::size_t count, float *to)
{
    SOLFERINO_VECTOR
    for (std::size_t i = 0; i < count; ++i)
        to[i] = from[i * stride];
}

SOLFERINO_INLINE void layOutPair(const float *first, const float *second, std::size_t stride,
                                 std::size_t count, float *to)
{
    SOLFERINO_VECTOR
    for (std::size_t i = 0; i < count; ++i)
        to[i] = pairOf(first[i * stride], second ? second[i * stride] : 0.0F);
}

/// With a stride of 1 known to the compiler the loops become vector code.
SOLFERINO_INLINE void layOutStrided(const WordLayout &layout, std::size_t stride, Factors factors)
{
    float *to = layout.to;
    if (factors == Factors::Float32) {
        for (std::size_t k = 0; k < layout.inner; ++k, to += layout.width)
            layOutWord(layout.from + k * layout.innerStride, stride, layout.count, to);
        return;
    }
    for (std::size_t k = 0; k < layout.inner; k += 2, to += layout.width) {
        const float *first = layout.from + k * layout.innerStride;
        layOutPair(first, k + 1 < layout.inner ? first + layout.innerStride : nullptr, stride, layout.count,
                   to);
    }
}

} // namespace

const BlockKernel &blockKernel(Factors factors)
{
#if defined(__x86_64__)
    if (factors == Factors::BFloat16)
        return kBFloat16;
#endif
    static const BlockKernel &best = floatKernel();
    return best;
}

std::size_t wordsOf(std::size_t inner, Factors factors)
{
    return factors == Factors::BFloat16 ? (inner + 1) / 2 : inner;
}

SOLFERINO_CLONES
void layOut(const WordLayout &layout, Factors factors)
{
    if (layout.stride == 1)
        layOutStrided(layout, 1, factors);
    else
        layOutStrided(layout, layout.stride, factors);
}

SOLFERINO_CLONES
void layOutRow(const float *from, std::size_t inner, Factors factors, float *to)
{
    if (factors == Factors::Float32) {
        layOutWord(from, 1, inner, to);
        return;
    }
    layOutPair(from, from + 1, 2, inner / 2, to);
    if (inner % 2 != 0)
        to[inner / 2] = pairOf(from[inner - 1], 0.0F);
}

} // namespace kernels

bool hasBFloat16Products()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    return &kernels::floatKernel() == &kernels::kAvx512 && __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

} // namespace solferino::models
