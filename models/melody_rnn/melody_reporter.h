// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/melody_rnn/melody_lanes.h"
#include "models/runtime/progress.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace solferino::models {

/// Tells how far a generation has come: every note as a partial result, the steps now and then.
class MelodyReporter final
{
public:
    /// `transposition` is what the model's pitches lie above ours.
    MelodyReporter(Progress &progress, const MelodyGenerateOptions &options, std::uint64_t seed,
                   int transposition);

    /// `lane`, which is to become take `take`, has `steps` events more.
    void grown(int take, const MelodyLane &lane, int steps);
    /// So many steps of all takes are done.
    void steps(int count);
    /// Reports if it is time to. May throw Cancelled.
    void keepAlive();

private:
    using Clock = std::chrono::steady_clock;

    void report();

    Progress &m_progress;
    std::uint64_t m_seed;
    int m_transposition;
    std::int64_t m_done = 0;
    std::int64_t m_total;
    Clock::time_point m_lastReport;
    std::vector<Clock::time_point> m_lastPartial; ///< of each take
};

} // namespace solferino::models
