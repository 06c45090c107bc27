// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

// For files that are compiled with vectorisation: a function with clones exists for several processors, and
// the loader picks the version that fits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define SOLFERINO_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SOLFERINO_CLONES
#endif
#if defined(__GNUC__) && !defined(__clang__)
#define SOLFERINO_VECTOR _Pragma("GCC ivdep") // arrays of one loop never overlap
#else
#define SOLFERINO_VECTOR
#endif
#define SOLFERINO_INLINE inline __attribute__((always_inline))

namespace solferino::models::kernels {

/// e^x to about 1e-7 relative, without branches so that loops over it become vector code.
SOLFERINO_INLINE float fastExp(float x)
{
    x = std::min(std::max(x, -87.0f), 87.0f);
    const float scaled = x * 1.44269504088896f;
    const int whole = static_cast<int>(scaled + (scaled >= 0.0f ? 0.5f : -0.5f));
    const float n = static_cast<float>(whole);
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.0f / 5040.0f;
    p = p * r + 1.0f / 720.0f;
    p = p * r + 1.0f / 120.0f;
    p = p * r + 1.0f / 24.0f;
    p = p * r + 1.0f / 6.0f;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    return p * std::bit_cast<float>((whole + 127) << 23);
}

SOLFERINO_INLINE float fastSigmoid(float x)
{
    return 1.0f / (1.0f + fastExp(-x));
}

SOLFERINO_INLINE float fastTanh(float x)
{
    return 2.0f / (1.0f + fastExp(-2.0f * x)) - 1.0f;
}

/// Whether element `index` stays under dropout; the same for the same seed, on every machine.
SOLFERINO_INLINE bool isKept(std::uint32_t index, std::uint64_t seed, std::uint32_t threshold)
{
    std::uint32_t bits = index * 0x9E3779B9u + static_cast<std::uint32_t>(seed);
    bits = (bits ^ (bits >> 16)) * 0x21F0AAADu;
    bits = (bits ^ (bits >> 15) ^ static_cast<std::uint32_t>(seed >> 32)) * 0x735A2D97u;
    bits ^= bits >> 15;
    return bits >= threshold;
}

/// Of isKept, for a share of elements that are dropped.
SOLFERINO_INLINE std::uint32_t dropThreshold(double rate)
{
    return static_cast<std::uint32_t>(rate * 4294967295.0);
}

} // namespace solferino::models::kernels
