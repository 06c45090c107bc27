// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/melody_rnn/melody_lanes.h"

#include <functional>

namespace solferino::models {

struct BeamSearchOptions
{
    int steps = 1;
    int beamSize = 1;
    int branchFactor = 1;
    int stepsPerIteration = 1;
};

/// Called after every step with all lanes and the index of the best so far.
using BeamObserver = std::function<void(const MelodyLanes &lanes, std::size_t best)>;

/// Stochastic beam search: beamSize copies of the primer, in each iteration branchFactor copies of each,
/// which all grow by stepsPerIteration sampled steps; the beamSize of the best score stay. The first
/// iteration takes what is left over when the steps are divided. Returns the best, as the only lane.
[[nodiscard]] MelodyLanes searchBeams(const MelodyLanes &primer, const MelodyChoice &choice,
                                      const BeamSearchOptions &options, std::uint64_t seed,
                                      const BeamObserver &observer);

/// Steps of each iteration.
[[nodiscard]] std::vector<int> beamIterations(const BeamSearchOptions &options);

} // namespace solferino::models
