// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"
#include "models/sketch_rnn/sketch_context.h"
#include "models/sketch_rnn/sketch_sampler.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace solferino::models {

/// Tells how far drawings have come: their lines so far as partial results, the points at every step.
class SketchReporter final
{
public:
    SketchReporter(Progress &progress, std::size_t drawings, std::size_t mostRows);

    /// A drawing was read for a step. May throw Cancelled.
    void keepAlive();
    /// All drawings have grown by a step; those that have new rows since the last time are told, at most
    /// every few hundredths of a second. `origins` are where they begin.
    void grown(const std::vector<SketchLane> &lanes, const std::vector<std::uint64_t> &seeds,
               const std::vector<SketchOrigin> &origins, const SketchScale &scale);
    void finish();

private:
    using Clock = std::chrono::steady_clock;

    void report();

    Progress &m_progress;
    std::size_t m_mostRows;
    std::int64_t m_done = 0;
    std::int64_t m_total;
    std::vector<std::size_t> m_told; ///< rows of each drawing
    Clock::time_point m_lastPartial{};
};

} // namespace solferino::models
