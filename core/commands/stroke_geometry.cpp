// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/stroke_geometry.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace solferino {

namespace {

constexpr std::size_t kBands = 64;
constexpr double kSliver = 1e-6; ///< canvas pixels; shorter parts are rounding errors

Bounds boundsOf(Point a, Point b, double margin)
{
    return {std::min(a.x, b.x) - margin, std::min(a.y, b.y) - margin, std::max(a.x, b.x) + margin,
            std::max(a.y, b.y) + margin};
}

Bounds boundsOf(const std::vector<StrokePoint> &points)
{
    Bounds bounds{points.front().x, points.front().y, points.front().x, points.front().y};
    for (const StrokePoint &point : points) {
        bounds.left = std::min(bounds.left, point.x);
        bounds.top = std::min(bounds.top, point.y);
        bounds.right = std::max(bounds.right, point.x);
        bounds.bottom = std::max(bounds.bottom, point.y);
    }
    return bounds;
}

bool areApart(const Bounds &a, const Bounds &b)
{
    return a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
}

Point placeOf(const StrokePoint &point)
{
    return {point.x, point.y};
}

double lengthOf(const std::vector<StrokePoint> &points)
{
    double length = 0.0;
    for (std::size_t i = 1; i < points.size(); ++i)
        length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    return length;
}

StrokePoint between(const StrokePoint &a, const StrokePoint &b, double part)
{
    return {std::lerp(a.x, b.x, part), std::lerp(a.y, b.y, part),
            static_cast<float>(std::lerp(double(a.pressure), double(b.pressure), part))};
}

/// Where `offset + t * slope` lies within [low, high], as a part of [from, to].
void clip(double offset, double slope, double low, double high, double &from, double &to)
{
    if (slope == 0.0) {
        if (offset < low || offset > high)
            to = from - 1.0;
        return;
    }
    const double first = (low - offset) / slope;
    const double second = (high - offset) / slope;
    from = std::max(from, std::min(first, second));
    to = std::min(to, std::max(first, second));
}

} // namespace

Brush::Brush(const std::vector<Point> &path, double radius)
    : m_radius(radius)
{
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Point from = path[i == 0 ? 0 : i - 1];
        if (i == 0 && path.size() > 1)
            continue;
        m_capsules.push_back({from, path[i], boundsOf(from, path[i], radius)});
    }
    if (m_capsules.empty())
        return;
    m_bounds = m_capsules.front().bounds;
    for (const Capsule &capsule : m_capsules) {
        m_bounds = {std::min(m_bounds.left, capsule.bounds.left), std::min(m_bounds.top, capsule.bounds.top),
                    std::max(m_bounds.right, capsule.bounds.right),
                    std::max(m_bounds.bottom, capsule.bounds.bottom)};
    }
}

std::vector<Brush::Capsule> Brush::near(const std::vector<StrokePoint> &points) const
{
    std::vector<Capsule> capsules;
    if (points.empty() || m_capsules.empty())
        return capsules;
    const Bounds bounds = boundsOf(points);
    if (areApart(bounds, m_bounds))
        return capsules;
    std::ranges::copy_if(m_capsules, std::back_inserter(capsules),
                         [&bounds](const Capsule &capsule) { return !areApart(bounds, capsule.bounds); });
    return capsules;
}

/// A capsule is convex, so that it covers one span of a segment: from the first entry into one of its two
/// discs or its rectangle to the last exit.
std::optional<Brush::Span> Brush::covered(const Capsule &capsule, Point from, Point to) const
{
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    std::optional<Span> span;
    const auto include = [&span](double first, double last) {
        first = std::max(first, 0.0);
        last = std::min(last, 1.0);
        if (first <= last)
            span = span ? Span{std::min(span->from, first), std::max(span->to, last)} : Span{first, last};
    };

    const double squared = dx * dx + dy * dy;
    const auto includeDisc = [&](Point centre) {
        const double x = from.x - centre.x;
        const double y = from.y - centre.y;
        const double outside = x * x + y * y - m_radius * m_radius;
        if (squared == 0.0) {
            if (outside <= 0.0)
                include(0.0, 1.0);
            return;
        }
        const double middle = -(x * dx + y * dy) / squared;
        const double reach = middle * middle - outside / squared;
        if (reach >= 0.0)
            include(middle - std::sqrt(reach), middle + std::sqrt(reach));
    };
    includeDisc(capsule.from);
    const double ax = capsule.to.x - capsule.from.x;
    const double ay = capsule.to.y - capsule.from.y;
    const double length = std::hypot(ax, ay);
    if (length == 0.0)
        return span;
    includeDisc(capsule.to);

    const double alongX = ax / length;
    const double alongY = ay / length;
    const double x = from.x - capsule.from.x;
    const double y = from.y - capsule.from.y;
    double first = 0.0;
    double last = 1.0;
    clip(x * alongX + y * alongY, dx * alongX + dy * alongY, 0.0, length, first, last);
    clip(y * alongX - x * alongY, dy * alongX - dx * alongY, -m_radius, m_radius, first, last);
    include(first, last);
    return span;
}

void Brush::cover(const std::vector<Capsule> &capsules, const StrokePoint &from, const StrokePoint &to,
                  std::vector<Span> &spans) const
{
    spans.clear();
    const Bounds bounds = boundsOf(placeOf(from), placeOf(to), 0.0);
    for (const Capsule &capsule : capsules) {
        if (areApart(bounds, capsule.bounds))
            continue;
        if (const std::optional<Span> span = covered(capsule, placeOf(from), placeOf(to)))
            spans.push_back(*span);
    }
    std::ranges::sort(spans, {}, &Span::from);
    const double sliver = kSliver / std::max(std::hypot(to.x - from.x, to.y - from.y), kSliver);
    std::size_t kept = 0;
    for (const Span &span : spans) {
        if (kept > 0 && span.from <= spans[kept - 1].to + sliver)
            spans[kept - 1].to = std::max(spans[kept - 1].to, span.to);
        else
            spans[kept++] = span;
    }
    spans.resize(kept);
}

bool Brush::touches(const std::vector<StrokePoint> &points) const
{
    const std::vector<Capsule> capsules = near(points);
    std::vector<Span> spans;
    for (std::size_t i = 0; i < points.size() && !capsules.empty(); ++i) {
        cover(capsules, points[i == 0 ? 0 : i - 1], points[i], spans);
        if (!spans.empty())
            return true;
    }
    return false;
}

std::optional<std::vector<std::vector<StrokePoint>>>
Brush::split(const std::vector<StrokePoint> &points) const
{
    const std::vector<Capsule> capsules = near(points);
    if (capsules.empty())
        return std::nullopt;
    if (lengthOf(points) <= kSliver) // a dot
        return touches(points) ? std::optional(std::vector<std::vector<StrokePoint>>{}) : std::nullopt;

    std::vector<Span> spans;
    std::vector<std::vector<StrokePoint>> pieces(1); // the last one grows; it is empty within the brush
    double taken = 0.0;                              // canvas pixels
    for (std::size_t i = 1; i < points.size(); ++i) {
        const StrokePoint &from = points[i - 1];
        const StrokePoint &to = points[i];
        cover(capsules, from, to, spans);
        if (pieces.back().empty() && (spans.empty() || spans.front().from > 0.0))
            pieces.back().push_back(from);
        for (const Span &span : spans) {
            taken += (span.to - span.from) * std::hypot(to.x - from.x, to.y - from.y);
            if (span.from > 0.0)
                pieces.back().push_back(between(from, to, span.from));
            pieces.emplace_back();
            if (span.to < 1.0)
                pieces.back().push_back(between(from, to, span.to));
        }
        if (spans.empty() || spans.back().to < 1.0)
            pieces.back().push_back(to);
    }
    if (taken <= kSliver)
        return std::nullopt;
    std::erase_if(pieces, [](const std::vector<StrokePoint> &piece) { return lengthOf(piece) <= kSliver; });
    return pieces;
}

Outline::Outline(const std::vector<Point> &corners)
    : m_bounds(solferino::boundsOf(Lines{corners}))
    , m_bands(kBands)
{
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Edge edge{corners[i], corners[(i + 1) % corners.size()]};
        const auto [top, bottom] = std::minmax(edge.from.y, edge.to.y);
        for (std::size_t band = bandOf(top); band <= bandOf(bottom); ++band)
            m_bands[band].push_back(edge);
    }
}

std::size_t Outline::bandOf(double y) const
{
    const double part = (y - m_bounds->top) / std::max(m_bounds->height(), kSliver);
    return static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) * (kBands - 1));
}

bool Outline::holdsMostOf(const std::vector<StrokePoint> &points) const
{
    if (!m_bounds || points.empty() || areApart(boundsOf(points), *m_bounds))
        return false;
    const std::size_t needed = points.size() / 2 + 1;
    std::size_t inside = 0;
    for (std::size_t i = 0; i < points.size() && inside < needed; ++i) {
        if (inside + (points.size() - i) < needed)
            return false;
        inside += holds(placeOf(points[i])) ? 1 : 0;
    }
    return inside >= needed;
}

bool Outline::holds(Point point) const
{
    if (point.y < m_bounds->top || point.y > m_bounds->bottom)
        return false;
    bool isInside = false;
    for (const auto &[a, b] : m_bands[bandOf(point.y)]) {
        if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y))
            isInside = !isInside;
    }
    return isInside;
}

} // namespace solferino
