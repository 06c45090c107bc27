// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/path_builder.h"

#include "core/domain/text/format_error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solferino {

namespace {

constexpr double kFinest = 1e-6;
constexpr double kMostSegments = 1e6;
// Cubic curves stray from an eighth of a circle by 4 millionths of its radius.
constexpr double kWidestArc = std::numbers::pi / 4.0;

Point between(Point from, Point to, double share)
{
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

double bend(Point a, Point b, Point c)
{
    return std::hypot(a.x - 2.0 * b.x + c.x, a.y - 2.0 * b.y + c.y);
}

/// The centre form of an arc: its frame takes the unit circle onto the ellipse.
struct CentredArc
{
    SvgTransform frame;
    double start = 0.0; ///< radians
    double sweep = 0.0;
};

/// `from` and the arc's end must differ, the radii be above 0.
CentredArc centred(Point from, const SvgArc &arc)
{
    const double angle = arc.rotation * std::numbers::pi / 180.0;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double dx = (from.x - arc.end.x) / 2.0;
    const double dy = (from.y - arc.end.y) / 2.0;
    // Half the chord in units of the radii, along the axes.
    double x = (cosine * dx + sine * dy) / arc.radiusX;
    double y = (cosine * dy - sine * dx) / arc.radiusY;
    const double squaredLength = x * x + y * y;
    // Radii that do not reach are made to.
    const double growth = std::max(1.0, std::sqrt(squaredLength));
    x /= growth;
    y /= growth;
    const double radiusX = arc.radiusX * growth;
    const double radiusY = arc.radiusY * growth;
    const double squaredHalf = std::min(1.0, squaredLength);
    const double away = (arc.isLarge == arc.isPositive ? -1.0 : 1.0) *
                        std::sqrt(std::max(0.0, (1.0 - squaredHalf) / squaredHalf));
    // The centre on the unit circle's plane, seen from the middle of the chord.
    const Point centre{away * y, -away * x};

    CentredArc made;
    made.start = std::atan2(y - centre.y, x - centre.x);
    made.sweep = std::atan2(-y - centre.y, -x - centre.x) - made.start;
    if (arc.isPositive && made.sweep < 0.0)
        made.sweep += 2.0 * std::numbers::pi;
    else if (!arc.isPositive && made.sweep > 0.0)
        made.sweep -= 2.0 * std::numbers::pi;
    made.frame = {.a = cosine * radiusX,
                  .b = sine * radiusX,
                  .c = -sine * radiusY,
                  .d = cosine * radiusY,
                  .e = (from.x + arc.end.x) / 2.0,
                  .f = (from.y + arc.end.y) / 2.0};
    const Point shift = made.frame(centre);
    made.frame.e = shift.x;
    made.frame.f = shift.y;
    return made;
}

} // namespace

PathBuilder::PathBuilder(const SvgTransform &transform, double flatness, std::size_t &pointsLeft)
    : m_transform(transform)
    , m_flatness(std::max(flatness, kFinest))
    , m_pointsLeft(pointsLeft)
{}

void PathBuilder::moveTo(Point point)
{
    m_start = m_position = point;
    m_isDrawing = m_isClosed = false;
}

void PathBuilder::lineTo(Point point)
{
    begin();
    add(m_transform(point));
    m_position = point;
}

void PathBuilder::quadraticTo(Point control, Point end)
{
    constexpr double kShare = 2.0 / 3.0;
    cubicTo(between(m_position, control, kShare), between(end, control, kShare), end);
}

void PathBuilder::cubicTo(Point control1, Point control2, Point end)
{
    begin();
    const Point a = m_transform(m_position);
    const Point b = m_transform(control1);
    const Point c = m_transform(control2);
    const Point d = m_transform(end);
    // A chord of 1/n of the curve is at most 6 bend / (8 n^2) from it.
    const double segments = std::ceil(std::sqrt(0.75 * std::max(bend(a, b, c), bend(b, c, d)) / m_flatness));
    // Beyond the limit (or without one, where a number overflowed) the points run out or lie too far.
    const double count = segments >= 1.0 ? std::min(segments, kMostSegments) : 1.0;
    for (double i = 1.0; i < count; ++i) {
        const double share = i / count;
        const Point ab = between(a, b, share);
        const Point bc = between(b, c, share);
        const Point cd = between(c, d, share);
        add(between(between(ab, bc, share), between(bc, cd, share), share));
    }
    add(d);
    m_position = end;
}

void PathBuilder::arcTo(const SvgArc &arc)
{
    SvgArc upright = arc;
    upright.radiusX = std::abs(arc.radiusX);
    upright.radiusY = std::abs(arc.radiusY);
    if (arc.end == m_position)
        return;
    if (upright.radiusX == 0.0 || upright.radiusY == 0.0) {
        lineTo(arc.end);
        return;
    }
    const CentredArc made = centred(m_position, upright);
    const double pieces = std::max(1.0, std::ceil(std::abs(made.sweep) / kWidestArc));
    const double step = made.sweep / pieces;
    const double handle = 4.0 / 3.0 * std::tan(step / 4.0);
    for (double i = 0.0; i < pieces; ++i) {
        const double from = made.start + i * step;
        const double to = from + step;
        const Point control1{std::cos(from) - handle * std::sin(from),
                             std::sin(from) + handle * std::cos(from)};
        const Point control2{std::cos(to) + handle * std::sin(to), std::sin(to) - handle * std::cos(to)};
        const Point end{std::cos(to), std::sin(to)};
        cubicTo(made.frame(control1), made.frame(control2), i + 1.0 < pieces ? made.frame(end) : arc.end);
    }
}

void PathBuilder::close()
{
    if (m_isClosed)
        return;
    begin();
    if (m_position != m_start)
        add(m_transform(m_start));
    m_position = m_start;
    m_isDrawing = false;
    m_isClosed = true;
}

void PathBuilder::begin()
{
    if (m_isDrawing)
        return;
    m_isDrawing = true;
    m_isClosed = false;
    m_start = m_position;
    m_lines.emplace_back();
    add(m_transform(m_position));
}

void PathBuilder::add(Point transformed)
{
    if (!(std::abs(transformed.x) <= kFarthestCoordinate) ||
        !(std::abs(transformed.y) <= kFarthestCoordinate))
        throw FormatError("The SVG file has a point that lies too far away to be drawn.");
    if (m_pointsLeft == 0)
        throw FormatError("The SVG file has more points than a drawing may have; simplify it.");
    --m_pointsLeft;
    m_lines.back().push_back(transformed);
}

} // namespace solferino
