// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace solferino::models {

/// A seed for the `stream`-th independent use of `seed`.
[[nodiscard]] std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t stream);

/// A small generator whose numbers depend on the seed alone, on every machine. Also a standard bit generator.
class Random final
{
public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {}
    [[nodiscard]] static constexpr result_type min() { return 0; }
    [[nodiscard]] static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()();

    /// Below `limit`, which is at least 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit);
    /// In [0, 1).
    [[nodiscard]] double uniform();

    template <class T>
    void shuffle(std::vector<T> &values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }

private:
    std::uint64_t m_state;
};

} // namespace solferino::models
