// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace solferino::models {

/// Sets of the numbers 0..size-1 that grow together; each is named by its lowest member.
class DisjointSets final
{
public:
    explicit DisjointSets(std::size_t size)
        : m_parents(size)
    {
        std::iota(m_parents.begin(), m_parents.end(), std::size_t{0});
    }

    [[nodiscard]] std::size_t find(std::size_t member)
    {
        while (m_parents[member] != member)
            member = m_parents[member] = m_parents[m_parents[member]];
        return member;
    }

    void join(std::size_t a, std::size_t b)
    {
        const std::size_t rootA = find(a);
        const std::size_t rootB = find(b);
        m_parents[std::max(rootA, rootB)] = std::min(rootA, rootB);
    }

private:
    std::vector<std::size_t> m_parents;
};

} // namespace solferino::models
