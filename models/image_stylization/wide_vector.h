// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

// Vectors of floats of any width for templates that are compiled for several processors. All is inlined: a
// function would be compiled for the least of them.
#define SOLFERINO_INLINE inline __attribute__((always_inline))

namespace solferino::models::stylizing {

/// Vectors of W floats; W is what a register of the processor holds.
template <std::size_t W>
struct Wide;
template <>
struct Wide<4>
{
    using Floats = float __attribute__((vector_size(4 * sizeof(float)), may_alias));
    using Unaligned =
        float __attribute__((vector_size(4 * sizeof(float)), may_alias, aligned(sizeof(float))));
    using Integers = int __attribute__((vector_size(4 * sizeof(int)), may_alias));
};
template <>
struct Wide<8>
{
    using Floats = float __attribute__((vector_size(8 * sizeof(float)), may_alias));
    using Unaligned =
        float __attribute__((vector_size(8 * sizeof(float)), may_alias, aligned(sizeof(float))));
    using Integers = int __attribute__((vector_size(8 * sizeof(int)), may_alias));
};
template <>
struct Wide<16>
{
    using Floats = float __attribute__((vector_size(16 * sizeof(float)), may_alias));
    using Unaligned =
        float __attribute__((vector_size(16 * sizeof(float)), may_alias, aligned(sizeof(float))));
    using Integers = int __attribute__((vector_size(16 * sizeof(int)), may_alias));
};
template <std::size_t W>
using Vector = typename Wide<W>::Floats;

template <std::size_t W>
SOLFERINO_INLINE Vector<W> load(const float *from)
{
    return *reinterpret_cast<const Vector<W> *>(from);
}

template <std::size_t W>
SOLFERINO_INLINE void store(float *to, Vector<W> value)
{
    *reinterpret_cast<Vector<W> *>(to) = value;
}

template <std::size_t W>
SOLFERINO_INLINE Vector<W> all(float value)
{
    return value - Vector<W>{};
}

template <std::size_t W>
SOLFERINO_INLINE Vector<W> larger(Vector<W> x, Vector<W> y)
{
    return x > y ? x : y;
}

template <std::size_t W>
SOLFERINO_INLINE float sumOf(Vector<W> x)
{
    if constexpr (W == 16) {
        x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
        x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
        x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
        return x[0] + x[1];
    } else {
        float sum = x[0];
        for (std::size_t i = 1; i < W; ++i)
            sum += x[i];
        return sum;
    }
}

/// e^x to about 1e-7 relative, for |x| <= 87: 2^n times the Taylor series of the rest.
template <std::size_t W>
SOLFERINO_INLINE Vector<W> exponential(Vector<W> x)
{
    constexpr float kLog2E = 1.44269504088896F;
    constexpr float kLn2High = 0.693359375F; // exact in 9 bits, so that n times it is exact
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer
    const Vector<W> shifted = x * kLog2E + kRound;
    const Vector<W> n = shifted - kRound;
    const Vector<W> r = (x - n * kLn2High) - n * kLn2Low;
    Vector<W> series = all<W>(1.0F / 720.0F);
    series = series * r + 1.0F / 120.0F;
    series = series * r + 1.0F / 24.0F;
    series = series * r + 1.0F / 6.0F;
    series = series * r + 0.5F;
    series = series * r + 1.0F;
    series = series * r + 1.0F;
    const typename Wide<W>::Integers power = reinterpret_cast<typename Wide<W>::Integers>(shifted) << 23;
    return reinterpret_cast<Vector<W>>(reinterpret_cast<typename Wide<W>::Integers>(series) + power);
}

} // namespace solferino::models::stylizing
