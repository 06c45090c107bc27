// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace solferino::models {

/// Two tunes are nearly the same when they share this much of the runs of intervals of the smaller one.
inline constexpr double kSimilarTunes = 0.3;
/// ... and at least so many runs, so that fragments are not alike by chance.
inline constexpr std::size_t kSimilarRuns = 6;

/// Groups tunes by the melodic intervals between their notes, so that key, octave and rhythm do not matter:
/// by how many runs of eight intervals two tunes share. Groups are what likeness connects. Returns for each
/// tune the index of the first tune of its group.
[[nodiscard]] std::vector<std::size_t> groupSimilarTunes(std::span<const std::vector<int>> tunes);

} // namespace solferino::models
