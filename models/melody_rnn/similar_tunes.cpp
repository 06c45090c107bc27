// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/similar_tunes.h"

#include "models/melody_rnn/disjoint_sets.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <unordered_map>

namespace solferino::models {

namespace {

using Shingle = std::uint64_t;

constexpr std::size_t kIntervals = 8;

/// The set of runs of eight intervals, a byte each; a shorter tune is one run of what it has.
std::vector<Shingle> shinglesOf(const std::vector<int> &events)
{
    std::vector<int> pitches;
    std::copy_if(events.begin(), events.end(), std::back_inserter(pitches),
                 [](int event) { return event >= 0; });
    std::vector<Shingle> shingles;
    Shingle run = 0;
    for (std::size_t i = 1; i < pitches.size(); ++i) {
        run = run << 8U | static_cast<std::uint8_t>(pitches[i] - pitches[i - 1]);
        if (i >= kIntervals)
            shingles.push_back(run);
    }
    if (shingles.empty())
        shingles.push_back(run);
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

} // namespace

std::vector<std::size_t> groupSimilarTunes(std::span<const std::vector<int>> tunes)
{
    DisjointSets groups(tunes.size());
    std::vector<std::size_t> sizes(tunes.size());
    std::vector<std::size_t> shared(tunes.size());
    std::unordered_map<Shingle, std::vector<std::size_t>> owners;
    for (std::size_t i = 0; i < tunes.size(); ++i) {
        const std::vector<Shingle> shingles = shinglesOf(tunes[i]);
        sizes[i] = shingles.size();
        std::fill_n(shared.begin(), i, std::size_t{0});
        for (const Shingle shingle : shingles) {
            std::vector<std::size_t> &others = owners[shingle];
            for (const std::size_t other : others)
                ++shared[other];
            others.push_back(i);
        }
        for (std::size_t other = 0; other < i; ++other) {
            const std::size_t smaller = std::min(sizes[i], sizes[other]);
            if (shared[other] >= std::min(kSimilarRuns, smaller) &&
                static_cast<double>(shared[other]) >= kSimilarTunes * static_cast<double>(smaller))
                groups.join(i, other);
        }
    }
    std::vector<std::size_t> firstTunes(tunes.size());
    for (std::size_t i = 0; i < tunes.size(); ++i)
        firstTunes[i] = groups.find(i);
    return firstTunes;
}

} // namespace solferino::models
