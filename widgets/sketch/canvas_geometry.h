// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QTransform>

namespace solferino {

/// Which part of a canvas without edges a view shows.
struct CanvasGeometry
{
    static constexpr double kLeastZoom = 0.02;
    static constexpr double kMostZoom = 32.0;

    Point origin;            ///< canvas place of the view's left upper corner
    double zoom = 1.0;       ///< view pixels a canvas pixel
    QSize size{0, 0};        ///< of the view, in pixels
    double pixelRatio = 1.0; ///< device pixels a view pixel

    [[nodiscard]] QPointF toView(Point place) const;
    [[nodiscard]] Point toCanvas(QPointF position) const;
    [[nodiscard]] QRectF toView(const Bounds &bounds) const;
    [[nodiscard]] Bounds toCanvas(const QRectF &rect) const;
    [[nodiscard]] QTransform transform() const; ///< canvas to view
    /// The canvas place in the middle of the view.
    [[nodiscard]] Point centre() const;

    /// Zooms by a factor; what lies at `anchor` (view) stays there.
    void zoomBy(double factor, QPointF anchor);
    /// Moves the view by view pixels, rounded to whole device pixels.
    void scrollBy(QPointF way);
    /// Moves the view until a place is at a position, to the nearest device pixel.
    void put(Point place, QPointF position) { scrollBy(toView(place) - position); }
    /// Shows all of the bounds with a margin in view pixels, at `mostZoom` or less.
    void show(const Bounds &bounds, double margin, double mostZoom);

    bool operator==(const CanvasGeometry &) const = default;
};

[[nodiscard]] Bounds joined(const Bounds &a, const Bounds &b);
/// The bounds with a margin on every side.
[[nodiscard]] Bounds grown(const Bounds &bounds, double margin);

} // namespace solferino
