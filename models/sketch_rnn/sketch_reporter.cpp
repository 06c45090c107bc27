// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_reporter.h"

#include "models/sketch_rnn/sketch_rnn.h"

namespace solferino::models {

namespace {

constexpr std::chrono::milliseconds kPartialInterval{30};

} // namespace

SketchReporter::SketchReporter(Progress &progress, std::size_t drawings, std::size_t mostRows)
    : m_progress(progress)
    , m_mostRows(mostRows)
    , m_total(static_cast<std::int64_t>(drawings * mostRows))
    , m_told(drawings)
{
    report();
}

void SketchReporter::keepAlive()
{
    report();
}

void SketchReporter::grown(const std::vector<SketchLane> &lanes, const std::vector<std::uint64_t> &seeds,
                           const std::vector<SketchOrigin> &origins, const SketchScale &scale)
{
    m_done = 0;
    for (const SketchLane &lane : lanes)
        m_done += static_cast<std::int64_t>(lane.hasEnded ? m_mostRows : lane.rows.size());
    report();
    const Clock::time_point now = Clock::now();
    if (now - m_lastPartial < kPartialInterval)
        return;
    m_lastPartial = now;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        if (lanes[i].rows.size() == m_told[i])
            continue;
        m_told[i] = lanes[i].rows.size();
        m_progress.partial({{"take", i},
                            {"seed", seeds[i]},
                            {"points_done", m_told[i]},
                            {"most_points", m_mostRows},
                            {"strokes", strokesJson(linesOf(lanes[i].rows, origins[i], scale))}});
    }
}

void SketchReporter::finish()
{
    m_done = m_total;
    report();
}

void SketchReporter::report()
{
    m_progress.report({.step = m_done, .total = m_total, .unit = "points", .text = "drawing"});
}

} // namespace solferino::models
