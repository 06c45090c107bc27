// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/sketch/drawing.h"
#include "core/project/drawing_image.h"

#include <QColor>
#include <QRectF>
#include <QSize>
#include <QTransform>

#include <optional>
#include <vector>

class QPainter;

namespace solferino {

/// What a picture of a drawing shows: pixels and how canvas places become pixels.
struct DrawingFrame
{
    QSize size;
    QTransform toPixels;
    QRectF area; ///< canvas pixels that are shown
};

/// Strokes on layers that are shown, in drawing order.
[[nodiscard]] std::vector<const Stroke *> visibleStrokes(const Drawing &drawing);

/// The frame of a picture with this style; `wantedSide` is the larger side where the style names none (0: a
/// pixel a canvas pixel), `mostSide` the largest allowed. An Error where there is nothing to see or a side
/// would be too large.
[[nodiscard]] Result<DrawingFrame> frameOf(const Drawing &drawing, const DrawingImageStyle &style,
                                           int wantedSide, int mostSide);

/// Paints the first `points` points of a stroke in canvas pixels. Width follows pressure.
void drawStroke(QPainter &painter, const Stroke &stroke, const QColor &color, std::size_t points);
/// Where that paints, canvas pixels: from point `from` on.
[[nodiscard]] QRectF paintedArea(const Stroke &stroke, std::size_t from, std::size_t points);

} // namespace solferino
