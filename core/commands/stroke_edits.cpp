// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/stroke_edits.h"

#include "core/commands/stroke_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace solferino {

namespace {

using Ids = std::unordered_set<StrokeId>;

Ids setOf(const std::vector<StrokeId> &ids)
{
    return {ids.begin(), ids.end()};
}

} // namespace

StrokeChange addStrokes(const Drawing &drawing, std::vector<Stroke> strokes)
{
    StrokeChange change;
    change.added.reserve(strokes.size());
    std::size_t place = drawing.strokes.size();
    for (Stroke &stroke : strokes)
        change.added.push_back({place++, std::move(stroke)});
    return change;
}

StrokeChange removeStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids)
{
    const Ids leaving = setOf(ids);
    StrokeChange change;
    for (const Stroke &stroke : drawing.strokes) {
        if (leaving.contains(stroke.id))
            change.removed.push_back(stroke.id);
    }
    return change;
}

StrokeChange changeStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids,
                           const std::function<void(Stroke &)> &change)
{
    const Ids chosen = setOf(ids);
    StrokeChange result;
    for (std::size_t place = 0; place < drawing.strokes.size(); ++place) {
        const Stroke &stroke = drawing.strokes[place];
        if (!chosen.contains(stroke.id))
            continue;
        Stroke altered = stroke;
        change(altered);
        altered.id = stroke.id;
        if (altered == stroke)
            continue;
        result.removed.push_back(stroke.id);
        result.added.push_back({place, std::move(altered)});
    }
    return result;
}

StrokeChange duplicateStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids, double dx, double dy,
                              const std::function<std::uint64_t()> &takeId)
{
    const Ids chosen = setOf(ids);
    std::unordered_map<GroupId, GroupId> groups;
    std::vector<Stroke> copies;
    for (const Stroke &stroke : drawing.strokes) {
        if (!chosen.contains(stroke.id))
            continue;
        Stroke &copy = copies.emplace_back(stroke);
        copy.id = 0;
        if (copy.group != 0) {
            const auto [group, isNew] = groups.try_emplace(copy.group, 0);
            if (isNew)
                group->second = takeId();
            copy.group = group->second;
        }
        for (StrokePoint &point : copy.points) {
            point.x += dx;
            point.y += dy;
        }
    }
    return addStrokes(drawing, std::move(copies));
}

StrokeChange eraseAlong(const Drawing &drawing, const std::vector<Point> &path, double radius)
{
    const Brush brush(path, radius);
    StrokeChange change;
    std::size_t place = 0;
    for (const Stroke &stroke : drawing.strokes) {
        std::optional<std::vector<std::vector<StrokePoint>>> pieces = brush.split(stroke.points);
        if (!pieces) {
            ++place;
            continue;
        }
        change.removed.push_back(stroke.id);
        StrokeId id = stroke.id;
        for (std::vector<StrokePoint> &points : *pieces) {
            change.added.push_back({place++,
                                    {.id = std::exchange(id, 0),
                                     .layer = stroke.layer,
                                     .group = stroke.group,
                                     .width = stroke.width,
                                     .points = std::move(points)}});
        }
    }
    return change;
}

std::vector<StrokeId> strokesNear(const Drawing &drawing, const std::vector<Point> &path, double radius)
{
    const Brush brush(path, radius);
    std::vector<StrokeId> ids;
    for (const Stroke &stroke : drawing.strokes) {
        if (brush.touches(stroke.points))
            ids.push_back(stroke.id);
    }
    return ids;
}

std::vector<StrokeId> strokesInside(const Drawing &drawing, const std::vector<Point> &lasso)
{
    const Outline outline(lasso);
    Ids inside;
    std::unordered_set<GroupId> groups;
    for (const Stroke &stroke : drawing.strokes) {
        if (!outline.holdsMostOf(stroke.points))
            continue;
        inside.insert(stroke.id);
        if (stroke.group != 0)
            groups.insert(stroke.group);
    }
    std::vector<StrokeId> ids;
    for (const Stroke &stroke : drawing.strokes) {
        if (inside.contains(stroke.id) || groups.contains(stroke.group))
            ids.push_back(stroke.id);
    }
    return ids;
}

Stroke mirrored(const Stroke &stroke, const SymmetryAxis &axis)
{
    const double twice = 2.0 * axis.angle * std::numbers::pi / 180.0;
    const double c = std::cos(twice);
    const double s = std::sin(twice);
    Stroke image = stroke;
    image.id = 0;
    for (StrokePoint &point : image.points) {
        const double dx = point.x - axis.x;
        const double dy = point.y - axis.y;
        point.x = axis.x + c * dx + s * dy;
        point.y = axis.y + s * dx - c * dy;
    }
    return image;
}

} // namespace solferino
