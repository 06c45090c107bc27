// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/stroke_rows.h"

#include <utility>

namespace solferino {

StrokeRows rowsFromLines(const Lines &lines, Point origin)
{
    std::size_t count = 0;
    for (const Polyline &line : lines)
        count += line.size();

    StrokeRows rows;
    rows.reserve(count);
    Point last = origin;
    for (const Polyline &line : lines) {
        for (const Point &point : line) {
            rows.push_back({static_cast<float>(point.x - last.x), static_cast<float>(point.y - last.y)});
            last = point;
        }
        if (!line.empty())
            rows.back().lifts = true;
    }
    return rows;
}

Lines linesFromRows(const StrokeRows &rows, Point origin, OpenLine openLine)
{
    Lines lines;
    Polyline line;
    Point pen = origin;
    for (const StrokeRow &row : rows) {
        pen.x += static_cast<double>(row.dx);
        pen.y += static_cast<double>(row.dy);
        line.push_back(pen);
        if (row.lifts)
            lines.push_back(std::exchange(line, {}));
    }
    if (!line.empty() && openLine == OpenLine::Keep)
        lines.push_back(std::move(line));
    return lines;
}

} // namespace solferino
