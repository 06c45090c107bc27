// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/random.h"

namespace solferino::models {

namespace {

/// Spreads every bit of `value` over all bits of the result (splitmix64's finalizer).
std::uint64_t scramble(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

constexpr std::uint64_t kGoldenStep = 0x9E3779B97F4A7C15ULL;

} // namespace

std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t stream)
{
    return scramble(scramble(seed + kGoldenStep) ^ (stream * kGoldenStep));
}

Random::result_type Random::operator()()
{
    m_state += kGoldenStep;
    return scramble(m_state);
}

std::uint64_t Random::below(std::uint64_t limit)
{
    return (*this)() % limit; // the bias is far below what any use here could show
}

double Random::uniform()
{
    return static_cast<double>((*this)() >> 11) * 0x1.0p-53;
}

} // namespace solferino::models
