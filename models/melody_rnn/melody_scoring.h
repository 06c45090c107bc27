// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/melody_rnn/melody_batches.h"

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

namespace solferino::models {

/// Sums over the scored events of some melodies: all but the first of each.
struct MelodyScore
{
    std::int64_t events = 0;
    double eventNats = 0.0; ///< -log of the sum over the classes that decode to the event
    double labelNats = 0.0; ///< -log of the training label alone
    std::int64_t correct = 0;
    std::int64_t noEvents = 0; ///< events whose label is the codec's "no event"
    std::int64_t correctNoEvents = 0;

    void add(const MelodyScore &other);
    /// {events, nats_per_event, loss, perplexity, accuracy, event_accuracy, no_event_accuracy}; what has
    /// nothing to be taken over is left out.
    [[nodiscard]] nlohmann::json summary() const;
};

/// Scores whole melodies, in their order. Calls `scored`, which may throw, with the number that are done.
[[nodiscard]] std::vector<MelodyScore> scoreMelodies(EventNet &net, const MelodyCodec &codec,
                                                     const std::vector<const std::vector<int> *> &melodies,
                                                     const EventNetDropout &dropout,
                                                     const std::function<void(std::size_t)> &scored);

} // namespace solferino::models
