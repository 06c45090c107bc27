// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/grid_painter.h"

#include "core/commands/note_edits.h"
#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/roll_state.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kLeastBeatPixels = 6.0;
constexpr double kLeastSnapPixels = 6.0;
constexpr double kLeastBarPixels = 6.0;

void collectBar(const RollState &state, std::int64_t bar, std::vector<TimeLine> &lines)
{
    const TempoMap &map = state.tempoMap();
    const double pixelsPerTick = state.geometry().pixelsPerTick();
    const Tick start = map.tickOfBar(bar);
    const Tick end = map.tickOfBar(bar + 1);
    lines.push_back({start, GridLine::Bar, bar});
    const Tick beat = std::max<Tick>(1, map.ticksPerBeatAt(start));
    const bool showsBeats = static_cast<double>(beat) * pixelsPerTick >= kLeastBeatPixels;
    const double step = state.grid().exactStep(state.ticksPerQuarter());
    const bool showsSteps = state.snap().isOn && step * pixelsPerTick >= kLeastSnapPixels;
    Tick nextBeat = showsBeats ? start + beat : end;
    std::int64_t number = 1;
    auto nextStep = [&] {
        return showsSteps ? start + std::llround(static_cast<double>(number) * step) : end;
    };
    while (nextBeat < end || nextStep() < end) {
        const Tick line = nextStep();
        if (nextBeat <= line) {
            lines.push_back({nextBeat, GridLine::Beat, bar});
            number += nextBeat == line ? 1 : 0;
            nextBeat += beat;
        } else {
            lines.push_back({line, GridLine::Snap, bar});
            ++number;
        }
    }
}

Role roleOf(GridLine kind)
{
    switch (kind) {
    case GridLine::Bar:
        return Role::GridBar;
    case GridLine::Beat:
        return Role::GridBeat;
    case GridLine::Snap:
        break;
    }
    return Role::GridSnap;
}

/// Rows of one stretch that has one key, or none.
void paintRowShades(QPainter &painter, const RollState &state, const Theme &theme, const QRect &area,
                    std::optional<KeyChange> key)
{
    const RollGeometry &geometry = state.geometry();
    const QColor shade = theme.color(Role::EditorShade);
    const QColor outside = shade.darker(theme.isLight() ? 103 : 118);
    const PitchClasses scale = key && state.shadesScale() ? scaleOf(*key) : PitchClasses().set();
    const int low = geometry.pitchAt(area.bottom());
    const int high = geometry.pitchAt(area.top());
    for (int pitch = low; pitch <= high; ++pitch) {
        const bool isOutside = !scale[static_cast<std::size_t>(pitch % 12)];
        if (isOutside || isBlackKey(pitch)) {
            const QRect row(area.left(), geometry.yAt(pitch), area.width(), geometry.rowHeight);
            painter.fillRect(row, isOutside ? outside : shade);
        }
    }
}

} // namespace

int barsPerLine(const RollState &state, Tick tick, double leastPixels)
{
    const double bar =
        static_cast<double>(state.tempoMap().ticksPerBarAt(tick)) * state.geometry().pixelsPerTick();
    int bars = 1;
    while (bars * bar < leastPixels && bars < 4096) {
        bars *= 2;
    }
    return bars;
}

void collectTimeLines(const RollState &state, Tick from, Tick to, std::vector<TimeLine> &lines)
{
    lines.clear();
    const TempoMap &map = state.tempoMap();
    const int stride = barsPerLine(state, from, kLeastBarPixels);
    const std::int64_t first = map.barAt(std::max<Tick>(0, from)).bar;
    for (std::int64_t bar = first - first % stride; map.tickOfBar(bar) < to; bar += stride) {
        if (stride == 1) {
            collectBar(state, bar, lines);
        } else {
            lines.push_back({map.tickOfBar(bar), GridLine::Bar, bar});
        }
    }
}

void paintRows(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip)
{
    const RollGeometry &geometry = state.geometry();
    painter.fillRect(clip, theme.color(Role::Editor));
    int x = clip.left();
    for (const KeyChange &change : state.song().keys) {
        const int start = static_cast<int>(std::clamp(geometry.xAt(change.time), -1.0, clip.right() + 1.0));
        if (start > x) {
            paintRowShades(painter, state, theme, QRect(x, clip.top(), start - x, clip.height()),
                           state.keyAt(geometry.tickAt(x)));
            x = start;
        }
    }
    if (x <= clip.right()) {
        paintRowShades(painter, state, theme, QRect(x, clip.top(), clip.right() + 1 - x, clip.height()),
                       state.keyAt(geometry.tickAt(x)));
    }
    if (geometry.rowHeight < 8) {
        return;
    }
    const QColor octaveLine = theme.color(Role::GridBeat);
    const QColor rowLine = theme.color(Role::GridSnap);
    for (int pitch = geometry.pitchAt(clip.bottom()); pitch <= geometry.pitchAt(clip.top()); ++pitch) {
        const int y = geometry.yAt(pitch) + geometry.rowHeight - 1;
        painter.fillRect(clip.left(), y, clip.width(), 1, pitch % 12 == 0 ? octaveLine : rowLine);
    }
}

void paintTimeLines(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip)
{
    static thread_local std::vector<TimeLine> lines;
    const RollGeometry &geometry = state.geometry();
    collectTimeLines(state, geometry.tickAt(clip.left() - 1), geometry.tickAt(clip.right() + 1) + 1, lines);
    for (const TimeLine &line : lines) {
        const int x = static_cast<int>(std::floor(geometry.xAt(line.tick)));
        if (x >= clip.left() && x <= clip.right()) {
            painter.fillRect(x, clip.top(), 1, clip.height(), theme.color(roleOf(line.kind)));
        }
    }
}

void paintTimeRange(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip)
{
    const std::optional<LoopRange> range = state.timeRange();
    if (!range) {
        return;
    }
    const RollGeometry &geometry = state.geometry();
    const double left = std::max<double>(geometry.xAt(range->start), clip.left() - 2);
    const double right = std::min<double>(geometry.xAt(range->end), clip.right() + 2);
    if (right < left) {
        return;
    }
    QColor fill = theme.color(Role::Person);
    fill.setAlphaF(0.10F);
    const QRect area(static_cast<int>(left), clip.top(), static_cast<int>(right) - static_cast<int>(left),
                     clip.height());
    painter.fillRect(area, fill);
    fill.setAlphaF(0.7F);
    painter.fillRect(area.left(), clip.top(), 1, clip.height(), fill);
    painter.fillRect(area.left() + area.width(), clip.top(), 1, clip.height(), fill);
}

void paintPlayhead(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip)
{
    const int x = static_cast<int>(std::floor(state.geometry().xAt(state.playhead())));
    if (x >= clip.left() && x <= clip.right()) {
        painter.fillRect(x, clip.top(), 1, clip.height(), theme.color(Role::Text));
    }
}

} // namespace solferino
