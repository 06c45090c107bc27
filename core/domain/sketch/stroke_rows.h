// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstdint>
#include <vector>

namespace solferino {

/// A row of the stroke-3 format: offset from the point before, and whether the pen is lifted after this
/// point.
struct StrokeRow
{
    float dx = 0.0F;
    float dy = 0.0F;
    bool lifts = false;

    bool operator==(const StrokeRow &) const = default;
};

using StrokeRows = std::vector<StrokeRow>;

/// Differences of consecutive points across lines; the first offset is from `origin`. Lines without a point
/// are left out.
[[nodiscard]] StrokeRows rowsFromLines(const Lines &lines, Point origin = {});

/// What becomes of points after the last lift.
enum class OpenLine { Drop, Keep };
/// Running sum from `origin`; a lift closes the line.
[[nodiscard]] Lines linesFromRows(const StrokeRows &rows, Point origin = {},
                                  OpenLine openLine = OpenLine::Keep);

} // namespace solferino
