// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_gesture.h"
#include "widgets/sketch/stabiliser.h"

#include <QCoreApplication>

namespace solferino {

/// Draws one stroke, and its mirror image where the drawing has a symmetry axis.
class PenGesture final : public CanvasGesture
{
    Q_DECLARE_TR_FUNCTIONS(PenGesture)
public:
    PenGesture(SketchState &state, const CanvasPointer &press);

    void move(const CanvasPointer &pointer) override;
    void finish() override;
    /// Straightens a stroke that is nearly a line, rounds one that is nearly a circle or an ellipse.
    void hold() override;
    [[nodiscard]] const WetInk *ink() const override { return &m_ink; }

private:
    enum class Form { Free, Line, Round };

    void add(const std::vector<StrokePoint> &points);
    void replace(const Polyline &points);
    void updateTails(const CanvasPointer &pointer);
    void dragEnd(const CanvasPointer &pointer);

    WetInk m_ink;
    Stabiliser m_stabiliser;
    Form m_form = Form::Free;
    float m_pressure = 1.0F; ///< of a clean shape
};

} // namespace solferino
