// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"
#include "widgets/sketch/canvas_gesture.h"

#include <QCoreApplication>

namespace solferino {

/// Moves the view.
class CanvasPanGesture final : public CanvasGesture
{
public:
    using CanvasGesture::CanvasGesture;

    void move(const CanvasPointer &pointer) override;
    void finish() override {}
    [[nodiscard]] bool edits() const override { return false; }
};

/// Moves the background picture.
class PictureMoveGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(PictureMoveGesture)
public:
    /// The drawing has a background picture.
    PictureMoveGesture(SketchState &state, const CanvasPointer &press);

    void move(const CanvasPointer &pointer) override;
    void finish() override {}
    void cancel() override;
    [[nodiscard]] bool edits() const override { return false; }

private:
    void put(Point corner);

    GestureId m_gesture;
    Point m_corner; ///< at the press
};

/// What of a symmetry axis can be taken hold of.
enum class AxisHandle { Middle, Turn };

/// Moves the symmetry axis, or turns it, with Shift in steps of 15 degrees.
class AxisGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(AxisGesture)
public:
    /// The drawing has a symmetry axis.
    AxisGesture(SketchState &state, const CanvasPointer &press, AxisHandle handle);

    void move(const CanvasPointer &pointer) override;
    void finish() override {}
    void cancel() override;
    [[nodiscard]] bool edits() const override { return false; }

private:
    void put(const SymmetryAxis &axis);

    AxisHandle m_handle;
    GestureId m_gesture;
    SymmetryAxis m_axis; ///< at the press
};

/// The view pixels of a handle of an axis.
[[nodiscard]] QPointF axisHandlePlace(const SketchState &state, const SymmetryAxis &axis, AxisHandle handle);
[[nodiscard]] std::optional<AxisHandle> axisHandleAt(const SketchState &state, QPointF position);
void paintSymmetryAxis(QPainter &painter, const SketchState &state, const Theme &theme);

} // namespace solferino
