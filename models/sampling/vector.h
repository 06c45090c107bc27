// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

// Vectors of floats for templates that are compiled for several processors. All is inlined: a function would
// be compiled for the least of them.
#define SOLFERINO_INLINE inline __attribute__((always_inline))

namespace solferino::models::sampling {

constexpr std::size_t kWidth = 16;
using Vector = float __attribute__((vector_size(kWidth * sizeof(float)), may_alias));
using Integers = int __attribute__((vector_size(kWidth * sizeof(int)), may_alias));

SOLFERINO_INLINE Vector load(const float *from)
{
    return *reinterpret_cast<const Vector *>(from);
}

SOLFERINO_INLINE void store(float *to, Vector value)
{
    *reinterpret_cast<Vector *>(to) = value;
}

SOLFERINO_INLINE Vector all(float value)
{
    return value - Vector{};
}

SOLFERINO_INLINE Vector clamp(Vector x, float low, float high)
{
    x = x < all(low) ? all(low) : x;
    return x > all(high) ? all(high) : x;
}

/// e^x to about 1e-7 relative, for |x| <= 87: 2^n times the Taylor series of the rest.
SOLFERINO_INLINE Vector exponential(Vector x)
{
    constexpr float kLog2E = 1.44269504088896F;
    constexpr float kLn2High = 0.693359375F; // exact in 9 bits, so that n times it is exact
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer
    const Vector shifted = x * kLog2E + kRound;
    const Vector n = shifted - kRound;
    const Vector r = (x - n * kLn2High) - n * kLn2Low;
    Vector series = all(1.0F / 720.0F);
    series = series * r + 1.0F / 120.0F;
    series = series * r + 1.0F / 24.0F;
    series = series * r + 1.0F / 6.0F;
    series = series * r + 0.5F;
    series = series * r + 1.0F;
    series = series * r + 1.0F;
    const Integers power = reinterpret_cast<Integers>(shifted) << 23;
    return reinterpret_cast<Vector>(reinterpret_cast<Integers>(series) + power);
}

SOLFERINO_INLINE float sumOf(Vector x)
{
    x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    return x[0] + x[1];
}

SOLFERINO_INLINE float mostOf(Vector x)
{
    Vector y = __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    x = x > y ? x : y;
    y = __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    x = x > y ? x : y;
    y = __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    x = x > y ? x : y;
    return x[0] > x[1] ? x[0] : x[1];
}

} // namespace solferino::models::sampling
