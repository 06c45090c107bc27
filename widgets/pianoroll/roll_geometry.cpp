// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_geometry.h"

#include <algorithm>
#include <cmath>

namespace solferino {

Tick RollGeometry::tickAt(double x) const
{
    return std::max<Tick>(0, static_cast<Tick>(std::floor((x + left) / pixelsPerTick() + 1e-6)));
}

Tick RollGeometry::ticksFor(double pixels) const
{
    return static_cast<Tick>(std::llround(pixels / pixelsPerTick()));
}

int RollGeometry::pitchAt(double y) const
{
    const auto row = static_cast<int>(std::floor((y + top) / rowHeight));
    return std::clamp(127 - row, 0, 127);
}

QRect RollGeometry::noteRect(Tick start, Tick end, int pitch) const
{
    // Notes that reach far outside are cut, so that no coordinate overflows.
    const double far = 100.0;
    const double x0 = std::clamp(xAt(start), -far, size.width() + far);
    const double x1 = std::clamp(xAt(end), -far, size.width() + far);
    const int x = static_cast<int>(std::floor(x0));
    const int right = static_cast<int>(std::floor(x1));
    const int gap = right - x > 3 ? 1 : 0;
    return {x, yAt(pitch), std::max(2, right - x - gap), rowHeight - 1};
}

void RollGeometry::zoomTime(double factor, double x)
{
    const double quarter = (x + left) / pixelsPerQuarter;
    pixelsPerQuarter = std::clamp(pixelsPerQuarter * factor, kLeastPixelsPerQuarter, kMostPixelsPerQuarter);
    left = quarter * pixelsPerQuarter - x;
    clamp();
}

void RollGeometry::zoomPitch(int newRowHeight, double y)
{
    const double row = (y + top) / rowHeight;
    rowHeight = std::clamp(newRowHeight, kLeastRowHeight, kMostRowHeight);
    top = static_cast<int>(std::lround(row * rowHeight - y));
    clamp();
}

void RollGeometry::showTime(Tick from, Tick to)
{
    const double margin = 12.0;
    const double room = std::max(40.0, size.width() - 2 * margin);
    const double quarters = static_cast<double>(std::max<Tick>(1, to - from)) / ticksPerQuarter;
    pixelsPerQuarter = std::clamp(room / quarters, kLeastPixelsPerQuarter, kMostPixelsPerQuarter);
    left = static_cast<double>(from) * pixelsPerTick() - (from > 0 ? margin : 0.0);
    clamp();
}

void RollGeometry::centrePitches(int low, int high)
{
    top = (127 - high + 128 - low) * rowHeight / 2 - size.height() / 2;
    clamp();
}

void RollGeometry::clamp()
{
    left = std::max(0.0, left);
    top = std::clamp(top, 0, std::max(0, contentHeight() - size.height()));
}

} // namespace solferino
