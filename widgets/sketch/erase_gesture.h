// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"
#include "widgets/sketch/canvas_gesture.h"

#include <QCoreApplication>

namespace solferino {

/// Takes away the strokes that it touches, whole or where it touches them. The document changes at once; all
/// of it is one undo step.
class InkEraseGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(InkEraseGesture)
public:
    enum class Part { Stroke, Touched };

    InkEraseGesture(SketchState &state, const CanvasPointer &press, Part part);

    void move(const CanvasPointer &pointer) override;
    void finish() override {}
    void cancel() override;
    void paint(QPainter &painter, const Theme &theme) const override;

private:
    void eraseAlong(const Polyline &path);
    [[nodiscard]] double radius() const; ///< canvas pixels

    Part m_part;
    GestureId m_gesture;
    Point m_place;
    int m_undoIndex = -1; ///< of the stack after what was erased; -1: nothing was
};

/// The drawing without the points of hidden layers: what tools can touch.
[[nodiscard]] Drawing touchable(const Drawing &drawing);
/// Strokes within a few view pixels of a path, those of hidden layers left out.
[[nodiscard]] std::vector<StrokeId> touchedStrokes(const SketchState &state, const Polyline &path);

} // namespace solferino
