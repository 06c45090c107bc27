// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_beam_search.h"

#include <algorithm>
#include <numeric>

namespace solferino::models {

namespace {

/// Lanes by falling score; of equals the earlier first.
std::vector<std::size_t> ranked(const MelodyLanes &lanes)
{
    std::vector<std::size_t> order(lanes.count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&lanes](std::size_t a, std::size_t b) {
        return lanes.lane(a).score > lanes.lane(b).score;
    });
    return order;
}

std::vector<std::size_t> repeated(const std::vector<std::size_t> &lanes, int times)
{
    std::vector<std::size_t> copies;
    for (int i = 0; i < times; ++i)
        copies.insert(copies.end(), lanes.begin(), lanes.end());
    return copies;
}

} // namespace

std::vector<int> beamIterations(const BeamSearchOptions &options)
{
    std::vector<int> iterations{(options.steps - 1) % options.stepsPerIteration + 1};
    for (int steps = iterations.front(); steps < options.steps; steps += options.stepsPerIteration)
        iterations.push_back(options.stepsPerIteration);
    return iterations;
}

MelodyLanes searchBeams(const MelodyLanes &primer, const MelodyChoice &choice,
                        const BeamSearchOptions &options, std::uint64_t seed, const BeamObserver &observer)
{
    std::vector<std::size_t> kept(static_cast<std::size_t>(options.beamSize), 0);
    MelodyLanes lanes = primer;
    std::uint64_t stream = 0;
    for (const int steps : beamIterations(options)) {
        lanes = lanes.select(repeated(kept, options.branchFactor));
        for (std::size_t i = 0; i < lanes.count(); ++i)
            lanes.setSeed(i, mixSeed(seed, stream++));
        for (int step = 0; step < steps; ++step) {
            lanes.grow(choice);
            observer(lanes, ranked(lanes).front());
        }
        kept = ranked(lanes);
        kept.resize(static_cast<std::size_t>(options.beamSize));
    }
    kept.resize(1);
    return lanes.select(kept);
}

} // namespace solferino::models
