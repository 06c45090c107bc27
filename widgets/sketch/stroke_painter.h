// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_geometry.h"

#include <QColor>

class QPainter;

namespace solferino {

/// Points [from, to) of a stroke.
struct PointRange
{
    std::size_t from = 0;
    std::size_t to = 0;
};

/// Paints a part of a stroke in view pixels, without what lies outside `area` (canvas pixels). Parts that
/// share a point join without a seam.
void paintStroke(QPainter &painter, const CanvasGeometry &geometry, const Stroke &stroke, PointRange range,
                 const Bounds &area, const QColor &color);
/// Bounds of a part of a stroke with the width of its ink.
[[nodiscard]] Bounds inkBounds(const Stroke &stroke, PointRange range);
/// View pixels of ink of this width, pressed as much.
[[nodiscard]] double inkWidth(const CanvasGeometry &geometry, double width, double pressure);
[[nodiscard]] bool overlaps(const Bounds &a, const Bounds &b);

} // namespace solferino
