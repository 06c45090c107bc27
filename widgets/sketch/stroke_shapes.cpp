// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/stroke_shapes.h"

#include "core/domain/sketch/stroke_simplifier.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solferino {

namespace {

constexpr double kMostBend = 0.2;      // of the chord: what still counts as straight
constexpr double kMostGap = 0.3;       // of the diagonal: what still counts as closed
constexpr double kMostRoughness = 0.1; // mean distance from the ellipse, in radii
constexpr double kCircleRatio = 0.8;   // of the axes: what still counts as a circle
constexpr double kUprightAngle = 10.0; // degrees: what still counts as upright
constexpr int kSamples = 64;

double distance(Point a, Point b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

struct Ellipse
{
    Point centre;
    double angle = 0.0; ///< radians, of the first axis
    double first = 0.0;
    double second = 0.0;

    /// Along the axes, as shares of them.
    [[nodiscard]] Point shareOf(Point place) const
    {
        const double x = place.x - centre.x;
        const double y = place.y - centre.y;
        return {(x * std::cos(angle) + y * std::sin(angle)) / first,
                (y * std::cos(angle) - x * std::sin(angle)) / second};
    }
    [[nodiscard]] Point placeAt(double turn) const
    {
        const double x = first * std::cos(turn);
        const double y = second * std::sin(turn);
        return {centre.x + x * std::cos(angle) - y * std::sin(angle),
                centre.y + x * std::sin(angle) + y * std::cos(angle)};
    }
};

/// The direction of the longer axis, from the second moments; upright where it nearly is.
double axisAngle(const Polyline &points)
{
    Point mean;
    for (const Point &point : points) {
        mean.x += point.x / static_cast<double>(points.size());
        mean.y += point.y / static_cast<double>(points.size());
    }
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    for (const Point &point : points) {
        xx += (point.x - mean.x) * (point.x - mean.x);
        xy += (point.x - mean.x) * (point.y - mean.y);
        yy += (point.y - mean.y) * (point.y - mean.y);
    }
    const double angle = std::atan2(2 * xy, xx - yy) / 2;
    const double quarter = std::numbers::pi / 2;
    const double upright = std::round(angle / quarter) * quarter;
    const double limit = kUprightAngle * std::numbers::pi / 180;
    return std::abs(angle - upright) < limit ? upright : angle;
}

Ellipse ellipseAround(const Polyline &points)
{
    Ellipse ellipse{{0.0, 0.0}, axisAngle(points), 1.0, 1.0};
    Polyline turned;
    std::ranges::transform(points, std::back_inserter(turned),
                           [&ellipse](Point point) { return ellipse.shareOf(point); });
    const Bounds bounds = *boundsOf(Lines{turned});
    const Point middle{(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2};
    ellipse.centre = {middle.x * std::cos(ellipse.angle) - middle.y * std::sin(ellipse.angle),
                      middle.x * std::sin(ellipse.angle) + middle.y * std::cos(ellipse.angle)};
    ellipse.first = bounds.width() / 2;
    ellipse.second = bounds.height() / 2;
    return ellipse;
}

double roughness(const Ellipse &ellipse, const Polyline &points)
{
    double sum = 0.0;
    for (const Point &point : points) {
        const Point share = ellipse.shareOf(point);
        sum += std::abs(std::hypot(share.x, share.y) - 1.0);
    }
    return sum / static_cast<double>(points.size());
}

/// From the place where the pen began, in the direction in which it went.
Polyline drawn(const Ellipse &ellipse, const Polyline &stroke)
{
    const Point begin = ellipse.shareOf(stroke.front());
    const Point soon = ellipse.shareOf(stroke[stroke.size() / 4]);
    const double turn = begin.x * soon.y - begin.y * soon.x < 0 ? -1.0 : 1.0;
    const double start = std::atan2(begin.y, begin.x);
    Polyline points;
    for (int i = 0; i <= kSamples; ++i) {
        points.push_back(ellipse.placeAt(start + turn * 2 * std::numbers::pi * i / kSamples));
    }
    return points;
}

std::optional<CleanShape> roundShape(const Polyline &stroke, double diagonal)
{
    const Polyline even = resample(stroke, diagonal / kSamples);
    Ellipse ellipse = ellipseAround(even);
    if (ellipse.first <= 0.0 || ellipse.second <= 0.0 || roughness(ellipse, even) > kMostRoughness) {
        return std::nullopt;
    }
    const double shorter = std::min(ellipse.first, ellipse.second);
    if (shorter > kCircleRatio * std::max(ellipse.first, ellipse.second)) {
        ellipse.first = ellipse.second = (ellipse.first + ellipse.second) / 2;
    }
    return CleanShape{false, drawn(ellipse, stroke)};
}

bool isNearlyStraight(const Polyline &stroke, double chord)
{
    const Point a = stroke.front();
    const Point b = stroke.back();
    return std::ranges::all_of(stroke, [&](Point point) {
        const double area = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
        return std::abs(area) <= kMostBend * chord * chord;
    });
}

} // namespace

std::optional<CleanShape> cleanShape(const Polyline &stroke)
{
    const std::size_t fewest = 3;
    const std::optional<Bounds> bounds = boundsOf(Lines{stroke});
    if (stroke.size() < fewest || !bounds) {
        return std::nullopt;
    }
    const double diagonal = std::hypot(bounds->width(), bounds->height());
    const double gap = distance(stroke.front(), stroke.back());
    if (diagonal <= 0.0) {
        return std::nullopt;
    }
    if (gap < kMostGap * diagonal) {
        return roundShape(stroke, diagonal);
    }
    if (isNearlyStraight(stroke, gap)) {
        return CleanShape{true, {stroke.front(), stroke.back()}};
    }
    return std::nullopt;
}

} // namespace solferino
