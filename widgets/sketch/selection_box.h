// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_geometry.h"

#include <QPolygonF>

#include <array>
#include <optional>

class QPainter;

namespace solferino {

class SketchState;
class Theme;

/// A place to take hold of the selection.
enum class BoxHandle { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left, Rotate, Body };

/// The box around the selected strokes, with handles that scale and one that rotates. View pixels.
class SelectionBox final
{
public:
    /// Around what is selected, as the preview shows it. None without a selection.
    [[nodiscard]] static std::optional<SelectionBox> of(const SketchState &state);

    [[nodiscard]] std::optional<BoxHandle> handleAt(QPointF position) const;
    void paint(QPainter &painter, const Theme &theme) const;

    /// The canvas place of a handle of a box, and of the one across.
    [[nodiscard]] static Point placeOf(const Bounds &bounds, BoxHandle handle);
    [[nodiscard]] static Point placeAcross(const Bounds &bounds, BoxHandle handle);
    [[nodiscard]] static Qt::CursorShape cursorFor(BoxHandle handle);
    /// View pixels that box and handles take beyond the strokes.
    static constexpr int kReach = 44;

private:
    explicit SelectionBox(const QRectF &box, const QTransform &transform);

    QPolygonF m_corners; ///< from the left upper one, clockwise
    std::array<QPointF, 9> m_handles;
};

} // namespace solferino
