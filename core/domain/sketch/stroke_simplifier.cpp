// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/stroke_simplifier.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace solferino {

namespace {

// Keeps a line of enormous length from becoming enormous in memory.
constexpr double kMostSteps = 1'000'000.0;
// Share of the spacing below which a last point counts as reached.
constexpr double kReached = 1e-6;

double squaredDistance(Point a, Point b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

double squaredDistanceToSegment(Point point, Point from, Point to)
{
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double squaredLength = dx * dx + dy * dy;
    if (squaredLength == 0.0)
        return squaredDistance(point, from);
    const double along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / squaredLength;
    const double share = std::clamp(along, 0.0, 1.0);
    return squaredDistance(point, {from.x + share * dx, from.y + share * dy});
}

double lengthOf(const Polyline &line)
{
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i)
        length += std::sqrt(squaredDistance(line[i - 1], line[i]));
    return length;
}

std::size_t pointCount(const Lines &lines)
{
    std::size_t count = 0;
    for (const Polyline &line : lines)
        count += line.size();
    return count;
}

/// Moved to the origin, its larger side `size`; a drawing without extent is only moved.
Lines fitted(const Lines &lines, double size)
{
    const auto bounds = boundsOf(lines);
    if (!bounds)
        return {};
    const double side = std::max(bounds->width(), bounds->height());
    const double scale = side > 0.0 ? size / side : 1.0;
    Lines moved = lines;
    for (Polyline &line : moved) {
        for (Point &point : line)
            point = {(point.x - bounds->left) * scale, (point.y - bounds->top) * scale};
    }
    return moved;
}

} // namespace

Polyline thinByDistance(const Polyline &line, double tolerance)
{
    if (line.size() < 2)
        return line;
    Polyline kept{line.front()};
    std::size_t lastKept = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (squaredDistance(line[i], kept.back()) >= tolerance * tolerance) {
            kept.push_back(line[i]);
            lastKept = i;
        }
    }
    if (lastKept != line.size() - 1)
        kept.push_back(line.back());
    return kept;
}

Polyline simplifyDouglasPeucker(const Polyline &line, double tolerance)
{
    if (line.size() < 3)
        return line;
    std::vector<bool> isKept(line.size(), false);
    isKept.front() = isKept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double farthest = tolerance * tolerance;
        std::size_t split = 0;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double distance = squaredDistanceToSegment(line[i], line[first], line[last]);
            if (distance > farthest) {
                farthest = distance;
                split = i;
            }
        }
        if (split == 0)
            continue;
        isKept[split] = true;
        open.emplace_back(first, split);
        open.emplace_back(split, last);
    }

    Polyline kept;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (isKept[i])
            kept.push_back(line[i]);
    }
    return kept;
}

Lines simplifyLines(const Lines &lines, double tolerance)
{
    if (!(tolerance > 0.0))
        return lines;
    Lines simplified;
    for (const Polyline &line : lines) {
        Polyline kept = simplifyDouglasPeucker(thinByDistance(line, tolerance), tolerance);
        if (kept.size() > 1)
            simplified.push_back(std::move(kept));
    }
    return simplified;
}

std::optional<double> toleranceToFit(const Lines &lines, std::size_t mostPoints, double first, double last)
{
    constexpr double kStep = 1.05;
    for (double tolerance = first; tolerance > 0.0; tolerance *= kStep) {
        tolerance = std::min(tolerance, last);
        if (pointCount(simplifyLines(lines, tolerance)) <= mostPoints)
            return tolerance;
        if (tolerance >= last)
            break;
    }
    return {};
}

Polyline resample(const Polyline &line, double spacing)
{
    const double length = lengthOf(line);
    if (line.size() < 2 || !(spacing > 0.0) || !std::isfinite(length))
        return line;
    spacing = std::max(spacing, length / kMostSteps);

    Polyline points{line.front()};
    double walked = 0.0;     // along the line up to point i - 1
    double nextAt = spacing; // where the next point lies
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double step = std::sqrt(squaredDistance(line[i - 1], line[i]));
        while (step > 0.0 && nextAt <= walked + step) {
            const double share = (nextAt - walked) / step;
            points.push_back(
                {std::lerp(line[i - 1].x, line[i].x, share), std::lerp(line[i - 1].y, line[i].y, share)});
            nextAt = spacing * static_cast<double>(points.size());
        }
        walked += step;
    }
    if (std::sqrt(squaredDistance(points.back(), line.back())) > kReached * spacing)
        points.push_back(line.back());
    else if (points.size() > 1)
        points.back() = line.back();
    return points;
}

Lines simplifyAsQuickDraw(const Lines &lines, double size, double tolerance)
{
    Lines simplified;
    for (const Polyline &line : fitted(lines, size)) {
        if (!line.empty())
            simplified.push_back(simplifyDouglasPeucker(resample(line, 1.0), tolerance));
    }
    return simplified;
}

SimplifiedDrawing simplifyForTraining(const Lines &lines, const SimplifyRecipe &recipe)
{
    constexpr std::size_t kFewestPointsOfLine = 3;
    SimplifiedDrawing result;
    for (int step = 0;; ++step) {
        const double tolerance = recipe.firstTolerance + step * recipe.toleranceStep;
        // Half a step more than the last, so that rounding does not cost the last try.
        const bool isPastLast = tolerance > recipe.lastTolerance + recipe.toleranceStep / 2.0;
        if (step > 0 && (isPastLast || !(recipe.toleranceStep > 0.0)))
            break;
        result.tolerance = tolerance;
        result.lines.clear();
        for (const Polyline &line : lines) {
            if (line.size() >= kFewestPointsOfLine)
                result.lines.push_back(simplifyDouglasPeucker(line, tolerance));
        }
        const std::size_t count = pointCount(result.lines);
        if (step == 0 && count < recipe.fewestPoints) {
            result.refusal = SimplifyRefusal::TooFewPoints;
            return result;
        }
        if (count <= recipe.mostPoints)
            return result;
    }
    result.refusal = SimplifyRefusal::TooManyPoints;
    return result;
}

} // namespace solferino
