// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"
#include "widgets/sketch/canvas_gesture.h"
#include "widgets/sketch/selection_box.h"

#include <QCoreApplication>

#include <vector>

namespace solferino {

/// Selects the strokes inside a line drawn around them; a click selects nothing. Shift or Ctrl adds.
class LassoGesture final : public CanvasGesture
{
public:
    LassoGesture(SketchState &state, const CanvasPointer &press);

    void move(const CanvasPointer &pointer) override;
    void finish() override;
    [[nodiscard]] bool edits() const override { return false; }
    void paint(QPainter &painter, const Theme &theme) const override;

private:
    Polyline m_path;
    bool m_isDrawn = false;
};

/// Moves the selection; with Shift along one axis, with Alt a copy of it. A click selects what it hits.
class SelectionMoveGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(SelectionMoveGesture)
public:
    SelectionMoveGesture(SketchState &state, const CanvasPointer &press);
    ~SelectionMoveGesture() override;

    void move(const CanvasPointer &pointer) override;
    void finish() override;
    [[nodiscard]] bool edits() const override { return false; }

private:
    void duplicate();

    Point m_way;
    bool m_isCopy = false;
    bool m_isMoved = false;
};

/// Scales the selection from the place across, a corner with Shift in proportion, or rotates it around its
/// middle, with Shift in steps of 15 degrees.
class SelectionShapeGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(SelectionShapeGesture)
public:
    SelectionShapeGesture(SketchState &state, const CanvasPointer &press, BoxHandle handle);
    ~SelectionShapeGesture() override;

    void move(const CanvasPointer &pointer) override;
    void finish() override;
    [[nodiscard]] bool edits() const override { return false; }

private:
    [[nodiscard]] QTransform scaling(const CanvasPointer &pointer) const;
    [[nodiscard]] QTransform rotation(const CanvasPointer &pointer) const;

    BoxHandle m_handle;
    Bounds m_bounds; ///< of the selection at the press
    QTransform m_transform;
};

/// Applies an affine map to a stroke's points; the width scales with it.
void transformStroke(Stroke &stroke, const QTransform &transform);

} // namespace solferino
