// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_geometry.h"

#include <QImage>

#include <functional>

class QPainter;

namespace solferino {

class SketchState;
class Theme;

/// The selected strokes as a picture, so that dragging many of them is as fast as dragging one.
class SelectionPicture final
{
public:
    /// Begins the picture of what is selected now, as far as it lies in or near the view.
    void take(const SketchState &state);
    /// Takes what `view` gives for a place in the view, which must show the selected strokes whole and
    /// nothing else.
    void takeShown(const SketchState &state, const std::function<QImage(const QRect &)> &view);
    /// Paints the strokes into it for about so long. True once all are there.
    bool work(const SketchState &state, const Theme &theme, double milliseconds);
    void clear();
    /// View pixels that it takes.
    [[nodiscard]] QRect place(const CanvasGeometry &geometry, const QTransform &transform) const;
    [[nodiscard]] bool isEmpty() const { return m_image.isNull(); }
    /// Whether it hides what lies under it.
    [[nodiscard]] bool isOpaque() const { return !isEmpty() && !m_image.hasAlphaChannel(); }
    /// Whether all strokes are in it.
    [[nodiscard]] bool isWhole(const SketchState &state) const;
    /// `transform` maps canvas pixels to canvas pixels. The painter's coordinates are the view's. What is
    /// merely moved goes to whole device pixels.
    void paint(QPainter &painter, const CanvasGeometry &geometry, const QTransform &transform) const;

private:
    [[nodiscard]] QRect placeIn(const SketchState &state, double beyondView) const;

    QImage m_image;
    Bounds m_bounds;
    CanvasGeometry m_geometry; ///< at which it is painted
    std::size_t m_next = 0;    ///< stroke to be painted next
};

} // namespace solferino
