// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/snap_grid.h"

#include "widgets/pianoroll/roll_geometry.h"

#include <algorithm>
#include <cmath>

namespace solferino {

SnapGrid SnapGrid::resolved(const RollGeometry &geometry) const
{
    if (division != kAdaptive) {
        return *this;
    }
    const double leastPixels = 12.0;
    SnapGrid grid = *this;
    grid.division = 64;
    while (grid.division > 1 &&
           grid.exactStep(geometry.ticksPerQuarter) * geometry.pixelsPerTick() < leastPixels) {
        grid.division /= 2;
    }
    return grid;
}

double SnapGrid::exactStep(int ticksPerQuarter) const
{
    const double straight = 4.0 * ticksPerQuarter / std::max(1, division);
    switch (kind) {
    case Kind::Triplet:
        return straight * 2.0 / 3.0;
    case Kind::Dotted:
        return straight * 1.5;
    case Kind::Straight:
        break;
    }
    return straight;
}

Tick SnapGrid::step(int ticksPerQuarter) const
{
    return isOn ? std::max<Tick>(1, std::llround(exactStep(ticksPerQuarter))) : 1;
}

SnapGrid::Cell SnapGrid::cellAt(Tick tick, const TempoMap &map, int ticksPerQuarter) const
{
    const std::int64_t bar = map.barAt(tick).bar;
    const Tick origin = map.tickOfBar(bar);
    const Tick end = map.tickOfBar(bar + 1);
    const double length = std::max(1.0, exactStep(ticksPerQuarter));
    auto line = [&](std::int64_t number) {
        return std::min<Tick>(end, origin + std::llround(static_cast<double>(number) * length));
    };
    auto number = static_cast<std::int64_t>(static_cast<double>(tick - origin) / length);
    while (number > 0 && line(number) > tick) {
        --number;
    }
    while (line(number + 1) <= tick) {
        ++number;
    }
    return {line(number), line(number + 1)};
}

Tick SnapGrid::nearest(Tick tick, const TempoMap &map, int ticksPerQuarter) const
{
    tick = std::max<Tick>(0, tick);
    if (!isOn) {
        return tick;
    }
    const Cell cell = cellAt(tick, map, ticksPerQuarter);
    return tick - cell.low < cell.high - tick ? cell.low : cell.high;
}

Tick SnapGrid::before(Tick tick, const TempoMap &map, int ticksPerQuarter) const
{
    tick = std::max<Tick>(0, tick);
    return isOn ? cellAt(tick, map, ticksPerQuarter).low : tick;
}

Tick SnapGrid::after(Tick tick, const TempoMap &map, int ticksPerQuarter) const
{
    tick = std::max<Tick>(0, tick);
    return isOn ? cellAt(tick, map, ticksPerQuarter).high : tick + 1;
}

Tick SnapGrid::nearestDelta(Tick delta, int ticksPerQuarter) const
{
    if (!isOn) {
        return delta;
    }
    const double length = exactStep(ticksPerQuarter);
    return std::llround(std::round(static_cast<double>(delta) / length) * length);
}

} // namespace solferino
