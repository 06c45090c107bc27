// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_gesture.h"

#include <memory>

namespace solferino {

enum class SketchTool;

/// What the pen and the left button do on the canvas. A tool has no state of its own: a press begins a
/// gesture that has. The right button and the far end of a tablet's pen erase with every tool.
class CanvasTool
{
public:
    virtual ~CanvasTool() = default;

    /// The gesture that a press begins; none where it changes the selection at once.
    [[nodiscard]] virtual std::unique_ptr<CanvasGesture> press(SketchState &state,
                                                               const CanvasPointer &pointer) const = 0;
    /// What the pointer looks like at a position of the view.
    [[nodiscard]] virtual Qt::CursorShape cursor(const SketchState &state, QPointF position) const = 0;

    /// The one object of each tool.
    [[nodiscard]] static const CanvasTool &of(SketchTool tool);
};

} // namespace solferino
