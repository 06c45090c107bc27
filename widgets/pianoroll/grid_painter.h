// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "widgets/common/theme.h"

#include <QRect>

#include <vector>

class QPainter;

namespace solferino {

class RollState;

enum class GridLine { Snap, Beat, Bar };

struct TimeLine
{
    Tick tick = 0;
    GridLine kind = GridLine::Bar;
    std::int64_t bar = 0;
};

/// The bar, beat and grid lines of [from, to), each once as what it most is; lines too near to each other at
/// this zoom are left out. Replaces what is in `lines`, which keeps its memory.
void collectTimeLines(const RollState &state, Tick from, Tick to, std::vector<TimeLine> &lines);

/// Shaded rows and the lines between them; out-of-scale rows where a key is set.
void paintRows(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip);
/// Vertical lines over the height of `clip`.
void paintTimeLines(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip);
/// The time range selection over the height of `clip`.
void paintTimeRange(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip);
/// The playhead over the height of `clip`.
void paintPlayhead(QPainter &painter, const RollState &state, const Theme &theme, const QRect &clip);

/// Bars between two lines of the ruler at this zoom: 1, 2, 4, 8 ...
[[nodiscard]] int barsPerLine(const RollState &state, Tick tick, double leastPixels);

} // namespace solferino
