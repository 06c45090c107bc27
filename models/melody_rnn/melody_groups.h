// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/melody_rnn/melody_lanes.h"

#include <cstdint>
#include <vector>

namespace solferino::models {

/// Many melodies from one primer, shared out between threads. What becomes of a melody does not depend on the
/// others nor on the threads.
class MelodyGroups final
{
public:
    /// `count` copies of the only lane of `primer`. `threads` 0: one for each core; few melodies take one
    /// thread, since waiting for a second would cost more than it saves.
    MelodyGroups(const MelodyLanes &primer, std::size_t count, int threads);

    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] const MelodyLane &lane(std::size_t index) const;
    void setSeed(std::size_t lane, std::uint64_t seed);

    /// How many steps to grow between two reports: 1 where one thread works.
    [[nodiscard]] int stepsTogether() const;
    /// Chooses the next `steps` events of every melody.
    void grow(const MelodyChoice &choice, int steps);
    /// For each melody the log-likelihood of `events` as its next ones, in nats.
    [[nodiscard]] std::vector<double> logLikelihoodsOf(const std::vector<int> &events) const;

private:
    std::size_t m_count;
    std::size_t m_groupSize;
    std::vector<MelodyLanes> m_groups; ///< all of m_groupSize but the last, which may be smaller
};

} // namespace solferino::models
