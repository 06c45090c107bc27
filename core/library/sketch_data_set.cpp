// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/library/sketch_data_set.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

/// SplitMix64: the same deal on every system.
class Dice final
{
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed)
    {}
    /// 0..limit-1
    std::size_t below(std::size_t limit)
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t value = m_state;
        value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
        value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((value ^ (value >> 31U)) % limit);
    }

private:
    std::uint64_t m_state;
};

} // namespace

std::map<std::string, std::size_t> SketchDataSet::countByLabel() const
{
    std::map<std::string, std::size_t> counts;
    for (const SketchExample &example : examples)
        ++counts[example.label];
    return counts;
}

std::size_t SketchDataSet::count(DataSplit split) const
{
    return static_cast<std::size_t>(std::ranges::count(examples, split, &SketchExample::split));
}

void splitDataSet(SketchDataSet &data, double validShare, double testShare, std::uint64_t seed)
{
    std::map<std::string, std::vector<std::size_t>> byLabel;
    for (std::size_t i = 0; i < data.examples.size(); ++i)
        byLabel[data.examples[i].label].push_back(i);
    Dice dice(seed);
    for (auto &entry : byLabel) {
        std::vector<std::size_t> &indices = entry.second;
        for (std::size_t i = indices.size(); i > 1; --i)
            std::swap(indices[i - 1], indices[dice.below(i)]);
        const auto partOf = [&](double share, std::size_t most) {
            const auto part = std::llround(std::clamp(share, 0.0, 1.0) * static_cast<double>(indices.size()));
            return std::min(static_cast<std::size_t>(part), most);
        };
        const std::size_t valid = partOf(validShare, indices.size());
        const std::size_t test = partOf(testShare, indices.size() - valid);
        for (std::size_t i = 0; i < indices.size(); ++i)
            data.examples[indices[i]].split = i < valid          ? DataSplit::Valid
                                              : i < valid + test ? DataSplit::Test
                                                                 : DataSplit::Train;
    }
}

} // namespace solferino
