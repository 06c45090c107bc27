// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_actions.h"
#include "widgets/sketch/sketch_canvas.h"
#include "widgets/sketch/sketch_state.h"

#include <QSignalSpy>
#include <QWidget>

namespace solferino {

/// Ids of the strokes in `sketchDrawing`.
inline constexpr StrokeId kLevel = 1; ///< from (100, 100) to (300, 100), a point every 10
inline constexpr StrokeId kPlumb = 2; ///< from (400, 100) to (400, 300), a point every 10
inline constexpr StrokeId kKept = 3;  ///< of the model, from (100, 400) to (300, 400)

[[nodiscard]] Drawing sketchDrawing();
/// A stroke of the person along a line, a point every `step`.
[[nodiscard]] Stroke straightStroke(Point from, Point to, double step = 10.0);

/// A canvas of 600 × 500 at 100 % over `sketchDrawing`, whose places are its pixels, with ways to drive it.
class SketchFixture final
{
public:
    SketchFixture();

    QWidget window;
    SketchDocument document;
    Theme theme;
    SketchState state;
    SketchCanvas canvas;
    SketchActions actions;
    QSignalSpy touches;

    void press(QPointF position, Qt::KeyboardModifiers modifiers = {},
               Qt::MouseButton button = Qt::LeftButton);
    void move(QPointF position, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton);
    void release(QPointF position, Qt::KeyboardModifiers modifiers = {},
                 Qt::MouseButton button = Qt::LeftButton);
    /// Through all places, the first pressed, the last released.
    void drag(const QList<QPointF> &places, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton);
    void click(QPointF position, Qt::KeyboardModifiers modifiers = {});

    [[nodiscard]] const std::vector<Stroke> &strokes() const { return document.drawing().strokes; }
    [[nodiscard]] Stroke stroke(StrokeId id) const;
    [[nodiscard]] int steps() { return document.undoStack().count(); }
    /// True if one undo brings back `sketchDrawing`, and redo what is there now.
    [[nodiscard]] bool undoIsExact();
    /// The canvas as it is when all is painted.
    [[nodiscard]] QImage picture();
};

} // namespace solferino
