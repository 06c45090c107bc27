// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QColor>
#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <optional>

class QPainter;

namespace solferino {

class Theme;

/// How lines are painted.
struct LineLook
{
    QColor color;
    qreal width = 2.0;     ///< pixels of the painter, not of the drawing
    bool isDashed = false; ///< 6-4, as the machine's lines are in pictures of 100 px and more
};

/// Where a drawing lies in a picture: scaled evenly, then moved.
struct LineFit
{
    double scale = 1.0;
    QPointF offset;

    [[nodiscard]] QPointF map(const Point &point) const
    {
        return {point.x * scale + offset.x(), point.y * scale + offset.y()};
    }
};

/// The largest scale at which `bounds` lies within `area`, centred there; a dot gets scale 1.
[[nodiscard]] LineFit fitLines(const Bounds &bounds, const QRectF &area);
/// `bounds` centred in `area` at a given scale.
[[nodiscard]] LineFit centerLines(const Bounds &bounds, const QRectF &area, double scale);

/// Bounds of both; none where neither has a point.
[[nodiscard]] std::optional<Bounds> boundsOf(const Lines &first, const Lines &second);
[[nodiscard]] std::size_t pointCount(const Lines &lines);

/// Paints lines with round caps and smooth edges; a line of one point is a dot.
void paintLines(QPainter &painter, const Lines &lines, const LineFit &fit, const LineLook &look);
/// The same, fitted into `area` with the pen's width inside it.
void paintLines(QPainter &painter, const Lines &lines, const QRectF &area, const LineLook &look);

/// A person's drawing and what a model adds to it, fitted into `area` together: the first in the person's
/// colour, the second in the machine's, dashed where the area is 100 px or more.
void paintEnding(QPainter &painter, const Theme &theme, const Lines &drawing, const Lines &ending,
                 const QRectF &area);

} // namespace solferino
