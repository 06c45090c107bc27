// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace solferino::test {

/// Uniform enough, and the same with every standard library.
class Random final
{
public:
    explicit Random(std::uint32_t seed)
        : m_engine(seed)
    {}
    std::size_t below(std::size_t end) { return m_engine() % end; }
    std::uint8_t byte() { return static_cast<std::uint8_t>(m_engine()); }

private:
    std::mt19937 m_engine;
};

/// How many damaged files a test tries of each kind; SOLFERINO_DAMAGE asks for more than a quick run takes.
[[nodiscard]] int damagedFileCount();
/// `bytes` with one to six places changed, cut out, doubled or cut off.
[[nodiscard]] std::vector<std::uint8_t> damaged(std::vector<std::uint8_t> bytes, Random &random);

} // namespace solferino::test
