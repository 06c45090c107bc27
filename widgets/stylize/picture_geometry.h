// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace solferino {

/// Which part of a picture a pane shows. Places of the picture are in its pixels, those of the pane in view
/// pixels from the pane's left upper corner.
struct PictureGeometry
{
    static constexpr double kLeastZoom = 0.01;
    static constexpr double kMostZoom = 32.0;

    QSize picture{0, 0};     ///< pixels
    QSizeF pane{0, 0};       ///< view pixels
    double pixelRatio = 1.0; ///< device pixels a view pixel
    double zoom = 1.0;       ///< device pixels a picture pixel
    QPointF origin;          ///< place of the picture at the pane's left upper corner

    [[nodiscard]] double scale() const { return zoom / pixelRatio; } ///< view pixels a picture pixel
    [[nodiscard]] QPointF toPane(QPointF place) const { return (place - origin) * scale(); }
    [[nodiscard]] QPointF toPicture(QPointF position) const { return position / scale() + origin; }
    [[nodiscard]] QRectF pictureRect() const; ///< the whole picture on the pane

    /// The zoom at which the whole picture is in the pane, `margin` view pixels away from its edges. Small
    /// pictures are not enlarged.
    [[nodiscard]] double fittingZoom(double margin) const;
    void fit(double margin);
    /// What lies at `anchor` stays there, as far as keepInView() lets it.
    void zoomTo(double newZoom, QPointF anchor);
    /// Moves the picture by view pixels.
    void scrollBy(QPointF way);
    /// Centres the picture along a side where it is smaller than the pane, else leaves no more than half a
    /// pane empty; whole device pixels.
    void keepInView();

    bool operator==(const PictureGeometry &) const = default;
};

} // namespace solferino
