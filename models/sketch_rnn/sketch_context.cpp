// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_context.h"

#include "core/domain/sketch/stroke_rows.h"
#include "core/domain/sketch/stroke_simplifier.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <cmath>

namespace solferino::models {

namespace {

/// Rows that stay free behind a drawing that had to be cut.
constexpr std::size_t kRoomAfterCut = 32;
/// Farther out a canvas has no place.
constexpr double kFarthest = 1e7;

Lines scaled(Lines lines, double factor)
{
    for (Polyline &line : lines)
        for (Point &point : line)
            point = {point.x * factor, point.y * factor};
    return lines;
}

void requirePlaces(const Lines &drawing)
{
    bool hasPoint = false;
    for (const Polyline &line : drawing) {
        for (const Point &point : line) {
            hasPoint = true;
            if (!(std::abs(point.x) <= kFarthest && std::abs(point.y) <= kFarthest))
                throw Error(Error::Kind::BadInput, "The drawing has a point that is no place on a canvas.");
        }
    }
    if (!hasPoint)
        throw Error(Error::Kind::BadInput, "The drawing is empty: draw a line first.");
}

/// The last lines of at most `most` points together; at least one point.
Lines lastPart(const Lines &lines, std::size_t most)
{
    std::size_t count = 0;
    auto first = lines.end();
    while (first != lines.begin() && count + std::prev(first)->size() <= most)
        count += (--first)->size();
    if (first != lines.end())
        return {first, lines.end()};
    const Polyline &line = lines.back();
    return {Polyline(line.end() - static_cast<std::ptrdiff_t>(most), line.end())};
}

} // namespace

SketchContext readContext(const Lines &drawing, const SketchConfig &config, const SketchScale &scale,
                          double tolerance)
{
    requirePlaces(drawing);
    Lines lines = simplifyLines(scaled(drawing, 1.0 / scale.pixelsPerDataUnit), tolerance);
    std::erase_if(lines, [](const Polyline &line) { return line.empty(); });
    if (lines.empty())
        throw Error(
            Error::Kind::BadInput,
            "Nothing of the drawing is left once it is simplified: draw larger, or lower the tolerance.");
    std::size_t count = 0;
    for (const Polyline &line : lines)
        count += line.size();
    SketchContext context;
    const auto longest = static_cast<std::size_t>(config.maxLength);
    context.isCut = count > longest;
    if (context.isCut)
        lines = lastPart(lines, longest - std::min(kRoomAfterCut, longest / 2));
    for (const StrokeRow &row : rowsFromLines(lines, lines.front().front()))
        context.rows.push_back({row.dx / static_cast<float>(config.scaleFactor),
                                row.dy / static_cast<float>(config.scaleFactor),
                                row.lifts ? SketchPen::Lifts : SketchPen::Draws});
    context.lines = scaled(std::move(lines), scale.pixelsPerDataUnit);
    return context;
}

Lines linesOf(const std::vector<SketchStep> &rows, const SketchOrigin &origin, const SketchScale &scale)
{
    Lines lines;
    Point pen = origin.place;
    bool isOpen = origin.isPenDown && !rows.empty();
    if (isOpen)
        lines.push_back({pen});
    for (const SketchStep &row : rows) {
        pen.x += static_cast<double>(row.dx) * scale.pixelsPerModelUnit;
        pen.y += static_cast<double>(row.dy) * scale.pixelsPerModelUnit;
        if (!isOpen)
            lines.emplace_back();
        lines.back().push_back(pen);
        isOpen = row.pen == SketchPen::Draws;
    }
    return lines;
}

} // namespace solferino::models
