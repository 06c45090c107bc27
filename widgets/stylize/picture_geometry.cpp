// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/picture_geometry.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

/// Where the pane begins along one side, in picture pixels.
double keptOrigin(double origin, double picture, double pane, double scale, double zoom)
{
    const double shown = pane / scale;
    const double kept =
        picture <= shown ? (picture - shown) / 2 : std::clamp(origin, -shown / 2, picture - shown / 2);
    return std::round(kept * zoom) / zoom;
}

} // namespace

QRectF PictureGeometry::pictureRect() const
{
    return {toPane({0, 0}), QSizeF(picture) * scale()};
}

double PictureGeometry::fittingZoom(double margin) const
{
    if (picture.isEmpty())
        return 1.0;
    const double width = std::max(1.0, pane.width() - 2 * margin) * pixelRatio;
    const double height = std::max(1.0, pane.height() - 2 * margin) * pixelRatio;
    return std::clamp(std::min(width / picture.width(), height / picture.height()), kLeastZoom, 1.0);
}

void PictureGeometry::fit(double margin)
{
    zoom = fittingZoom(margin);
    origin = {};
    keepInView();
}

void PictureGeometry::zoomTo(double newZoom, QPointF anchor)
{
    const QPointF place = toPicture(anchor);
    zoom = std::clamp(newZoom, kLeastZoom, kMostZoom);
    origin = place - anchor / scale();
    keepInView();
}

void PictureGeometry::scrollBy(QPointF way)
{
    origin -= way / scale();
    keepInView();
}

void PictureGeometry::keepInView()
{
    origin = {keptOrigin(origin.x(), picture.width(), pane.width(), scale(), zoom),
              keptOrigin(origin.y(), picture.height(), pane.height(), scale(), zoom)};
}

} // namespace solferino
