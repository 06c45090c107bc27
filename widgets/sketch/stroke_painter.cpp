// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/stroke_painter.h"

#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kLeastWidth = 0.8;    // view pixels
constexpr double kLeastPressure = 0.2; // share of the width that the lightest touch leaves
constexpr double kWidthStep = 0.5;     // view pixels: segments whose widths differ by less are painted as one
constexpr double kLeastStep = 0.6;     // view pixels: points closer than that are one
constexpr double kRoundFrom = 2.5;     // view pixels: thinner ink needs no round corners

/// Collects the points of one width and paints them as one line.
class Run final
{
public:
    Run(QPainter &painter, const QColor &color)
        : m_painter(painter)
        , m_color(color)
    {}

    void add(QPointF from, QPointF to, double width)
    {
        const bool goesOn =
            !m_points.isEmpty() && m_points.back() == from && std::abs(width - m_width) < kWidthStep;
        if (!goesOn) {
            flush();
            m_points.append(from);
            m_width = width;
        }
        m_points.append(to);
    }

    void flush()
    {
        if (m_points.isEmpty()) {
            return;
        }
        const Qt::PenJoinStyle join = m_width < kRoundFrom ? Qt::BevelJoin : Qt::RoundJoin;
        m_painter.setPen(QPen(m_color, m_width, Qt::SolidLine, Qt::RoundCap, join));
        m_painter.drawPolyline(m_points.constData(), static_cast<int>(m_points.size()));
        m_points.clear();
    }

private:
    QPainter &m_painter;
    QColor m_color;
    QVarLengthArray<QPointF, 512> m_points;
    double m_width = 0.0;
};

void paintDot(QPainter &painter, QPointF place, double width, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(place, width / 2, width / 2);
    painter.setBrush(Qt::NoBrush);
}

bool crosses(const StrokePoint &a, const StrokePoint &b, const Bounds &area)
{
    return std::max(a.x, b.x) >= area.left && std::min(a.x, b.x) <= area.right &&
           std::max(a.y, b.y) >= area.top && std::min(a.y, b.y) <= area.bottom;
}

} // namespace

double inkWidth(const CanvasGeometry &geometry, double width, double pressure)
{
    return std::max(kLeastWidth, width * geometry.zoom * (kLeastPressure + (1 - kLeastPressure) * pressure));
}

void paintStroke(QPainter &painter, const CanvasGeometry &geometry, const Stroke &stroke, PointRange range,
                 const Bounds &area, const QColor &color)
{
    const std::vector<StrokePoint> &points = stroke.points;
    range.to = std::min(range.to, points.size());
    if (range.from >= range.to) {
        return;
    }
    const auto placeOf = [&geometry](const StrokePoint &point) {
        return geometry.toView(Point{point.x, point.y});
    };
    if (range.to - range.from == 1) {
        const StrokePoint &dot = points[range.from];
        paintDot(painter, placeOf(dot), inkWidth(geometry, stroke.width, dot.pressure), color);
        return;
    }
    const Bounds near = grown(area, stroke.width / 2.0 + kLeastWidth / geometry.zoom);
    const double leastStep = kLeastStep / geometry.zoom;
    Run run(painter, color);
    std::size_t last = range.from;
    QPointF from = placeOf(points[last]);
    for (std::size_t i = range.from + 1; i < range.to; ++i) {
        const StrokePoint &a = points[last];
        const StrokePoint &b = points[i];
        const double step = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
        if (step < leastStep && i + 1 < range.to) {
            continue;
        }
        const QPointF to = placeOf(b);
        if (crosses(a, b, near)) {
            run.add(from, to, inkWidth(geometry, stroke.width, (a.pressure + b.pressure) / 2));
        }
        last = i;
        from = to;
    }
    run.flush();
}

Bounds inkBounds(const Stroke &stroke, PointRange range)
{
    range.to = std::min(range.to, stroke.points.size());
    if (range.from >= range.to) {
        return {};
    }
    const StrokePoint &first = stroke.points[range.from];
    Bounds bounds{first.x, first.y, first.x, first.y};
    for (std::size_t i = range.from; i < range.to; ++i) {
        const StrokePoint &point = stroke.points[i];
        bounds.left = std::min(bounds.left, point.x);
        bounds.top = std::min(bounds.top, point.y);
        bounds.right = std::max(bounds.right, point.x);
        bounds.bottom = std::max(bounds.bottom, point.y);
    }
    return grown(bounds, stroke.width / 2.0);
}

bool overlaps(const Bounds &a, const Bounds &b)
{
    return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

} // namespace solferino
