// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QPointF>
#include <Qt>

#include <optional>
#include <vector>

class QPainter;

namespace solferino {

class SketchState;
class Theme;

/// Where pen, mouse or finger is.
struct CanvasPointer
{
    QPointF position; ///< pixels of the view
    Point place;      ///< canvas pixels
    double pressure = 1.0;
    Qt::KeyboardModifiers modifiers;

    [[nodiscard]] bool isRegular() const { return modifiers.testFlag(Qt::ShiftModifier); }
    [[nodiscard]] bool copies() const { return modifiers.testFlag(Qt::AltModifier); }
    [[nodiscard]] bool adds() const { return modifiers.testFlag(Qt::ControlModifier); }
};

/// Ink that is still wet. Points are only added at the end, unless `revision` is another one.
struct WetInk
{
    std::vector<Stroke> strokes; ///< what the pen draws, then its mirror image
    std::vector<Point> tails;    ///< where each stroke is led on to for now; empty without a stabiliser
    int revision = 0;
};

/// One drag on the canvas, from press to release. What it does becomes one undo step at `finish()` at the
/// latest; `cancel()` leaves all as it was before the press.
class CanvasGesture
{
public:
    CanvasGesture(SketchState &state, const CanvasPointer &press);
    virtual ~CanvasGesture();
    CanvasGesture(const CanvasGesture &) = delete;
    CanvasGesture &operator=(const CanvasGesture &) = delete;

    virtual void move(const CanvasPointer &pointer) = 0;
    virtual void finish() = 0;
    virtual void cancel() {}
    /// The pen is down and has not moved for a moment.
    virtual void hold() {}
    /// Changes the drawing while it goes on, so that what a model is drawing is out of date from the press.
    [[nodiscard]] virtual bool edits() const { return true; }
    [[nodiscard]] virtual const WetInk *ink() const { return nullptr; }
    /// What the gesture draws above the canvas, in view pixels.
    virtual void paint(QPainter &painter, const Theme &theme) const;

protected:
    [[nodiscard]] const CanvasPointer &press() const { return m_press; }
    /// True once the pointer has left the place of the press by more than a trembling hand does.
    [[nodiscard]] bool isDragged(const CanvasPointer &pointer);

    SketchState &m_state;

private:
    CanvasPointer m_press;
    bool m_isDragged = false;
};

} // namespace solferino
