// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/canvas_geometry.h"

#include <algorithm>

namespace solferino {

QPointF CanvasGeometry::toView(Point place) const
{
    return {(place.x - origin.x) * zoom, (place.y - origin.y) * zoom};
}

Point CanvasGeometry::toCanvas(QPointF position) const
{
    return {origin.x + position.x() / zoom, origin.y + position.y() / zoom};
}

QRectF CanvasGeometry::toView(const Bounds &bounds) const
{
    return {toView(Point{bounds.left, bounds.top}), toView(Point{bounds.right, bounds.bottom})};
}

Bounds CanvasGeometry::toCanvas(const QRectF &rect) const
{
    const Point first = toCanvas(rect.topLeft());
    const Point last = toCanvas(rect.bottomRight());
    return {first.x, first.y, last.x, last.y};
}

QTransform CanvasGeometry::transform() const
{
    return {zoom, 0.0, 0.0, zoom, -origin.x * zoom, -origin.y * zoom};
}

Point CanvasGeometry::centre() const
{
    return toCanvas(QPointF(size.width() / 2.0, size.height() / 2.0));
}

void CanvasGeometry::zoomBy(double factor, QPointF anchor)
{
    const Point fixed = toCanvas(anchor);
    zoom = std::clamp(zoom * factor, kLeastZoom, kMostZoom);
    origin = {fixed.x - anchor.x() / zoom, fixed.y - anchor.y() / zoom};
}

void CanvasGeometry::scrollBy(QPointF way)
{
    const QPointF whole = QPointF((way * pixelRatio).toPoint()) / pixelRatio;
    origin = toCanvas(whole);
}

void CanvasGeometry::show(const Bounds &bounds, double margin, double mostZoom)
{
    const double smallest = 1e-6;
    const double wide = (size.width() - 2 * margin) / std::max(bounds.width(), smallest);
    const double high = (size.height() - 2 * margin) / std::max(bounds.height(), smallest);
    zoom = std::clamp(std::min({wide, high, mostZoom}), kLeastZoom, kMostZoom);
    origin = {(bounds.left + bounds.right - size.width() / zoom) / 2,
              (bounds.top + bounds.bottom - size.height() / zoom) / 2};
}

Bounds joined(const Bounds &a, const Bounds &b)
{
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

Bounds grown(const Bounds &bounds, double margin)
{
    return {bounds.left - margin, bounds.top - margin, bounds.right + margin, bounds.bottom + margin};
}

} // namespace solferino
