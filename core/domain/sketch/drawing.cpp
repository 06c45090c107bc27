// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/drawing.h"

#include <algorithm>

namespace solferino {

std::optional<Bounds> boundsOf(const Lines &lines)
{
    std::optional<Bounds> bounds;
    for (const Polyline &line : lines) {
        for (const Point &point : line) {
            if (!bounds)
                bounds = Bounds{point.x, point.y, point.x, point.y};
            bounds->left = std::min(bounds->left, point.x);
            bounds->top = std::min(bounds->top, point.y);
            bounds->right = std::max(bounds->right, point.x);
            bounds->bottom = std::max(bounds->bottom, point.y);
        }
    }
    return bounds;
}

Lines linesOf(const Drawing &drawing)
{
    Lines lines;
    lines.reserve(drawing.strokes.size());
    for (const Stroke &stroke : drawing.strokes) {
        if (stroke.points.empty())
            continue;
        Polyline &line = lines.emplace_back();
        line.reserve(stroke.points.size());
        for (const StrokePoint &point : stroke.points)
            line.push_back({point.x, point.y});
    }
    return lines;
}

std::vector<Stroke> strokesFrom(const Lines &lines, SketchLayer layer, float width, std::uint64_t &firstId)
{
    std::vector<Stroke> strokes;
    strokes.reserve(lines.size());
    for (const Polyline &line : lines) {
        if (line.empty())
            continue;
        Stroke &stroke = strokes.emplace_back();
        stroke.id = firstId++;
        stroke.layer = layer;
        stroke.width = width;
        stroke.points.reserve(line.size());
        for (const Point &point : line)
            stroke.points.push_back({.x = point.x, .y = point.y});
    }
    return strokes;
}

} // namespace solferino
