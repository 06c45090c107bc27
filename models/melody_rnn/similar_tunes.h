// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace solferino::models {

/// Two tunes are nearly the same when they share this much of their runs of intervals.
inline constexpr double kSimilarTunes = 0.6;

/// Groups tunes by the melodic intervals between their notes, so that key, octave and rhythm do not matter.
/// Two tunes are alike if the Jaccard index of their sets of runs of eight intervals is at least
/// `kSimilarTunes`; groups are what likeness connects. Returns for each tune the index of the first tune of
/// its group.
[[nodiscard]] std::vector<std::size_t> groupSimilarTunes(std::span<const std::vector<int>> tunes);

} // namespace solferino::models
