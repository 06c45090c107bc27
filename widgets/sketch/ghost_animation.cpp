// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/ghost_animation.h"

#include "widgets/sketch/sketch_thumbnail.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

constexpr int kFrame = 16;

/// True where `next` begins with all points of `before`.
bool goesOn(const Lines &before, const Lines &next)
{
    if (before.empty() || before.size() > next.size()) {
        return false;
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool isLast = i + 1 == before.size();
        if (before[i].size() > next[i].size() || (!isLast && before[i].size() != next[i].size())) {
            return false;
        }
        if (!std::equal(before[i].begin(), before[i].end(), next[i].begin())) {
            return false;
        }
    }
    return true;
}

} // namespace

GhostAnimation::GhostAnimation(QObject *parent)
    : QObject(parent)
{}

void GhostAnimation::setGhosts(const GhostLines &ghosts, bool atOnce)
{
    const bool isMore = goesOn(m_ghosts.lines, ghosts.lines);
    m_ghosts = ghosts;
    m_total = pointCount(ghosts.lines);
    if (!isMore) {
        m_timer.stop();
        m_shown = 0;
    }
    if (atOnce || !isDrawing()) {
        finish();
    } else if (!m_timer.isActive()) {
        m_shownAtStart = m_shown;
        m_clock.start();
        m_timer.start(kFrame, Qt::PreciseTimer, this);
        advanceTo(m_shown + 1);
    }
}

void GhostAnimation::finish()
{
    advanceTo(m_total);
}

void GhostAnimation::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        return;
    }
    const auto passed = static_cast<double>(m_clock.elapsed()) / 1000.0;
    advanceTo(m_shownAtStart + 1 + static_cast<std::size_t>(passed * kPointsPerSecond));
}

void GhostAnimation::advanceTo(std::size_t shown)
{
    shown = std::min(shown, m_total);
    if (shown == m_total) {
        m_timer.stop();
    }
    const std::size_t before = std::exchange(m_shown, shown);
    if (before != shown) {
        Q_EMIT advanced(before);
    }
    if (shown == m_total && !m_ghosts.isGrowing && m_total > 0) {
        Q_EMIT finished();
    }
}

Lines firstPoints(const Lines &lines, std::size_t count)
{
    Lines first;
    for (const Polyline &line : lines) {
        if (count == 0) {
            break;
        }
        const std::size_t taken = std::min(count, line.size());
        first.emplace_back(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(taken));
        count -= taken;
    }
    return first;
}

} // namespace solferino
