// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_tools.h"

#include "widgets/sketch/erase_gesture.h"
#include "widgets/sketch/pen_gesture.h"
#include "widgets/sketch/placement_gestures.h"
#include "widgets/sketch/selection_gestures.h"
#include "widgets/sketch/sketch_state.h"

#include <algorithm>

namespace solferino {

namespace {

class PenTool final : public CanvasTool
{
public:
    std::unique_ptr<CanvasGesture> press(SketchState &state, const CanvasPointer &pointer) const override
    {
        return std::make_unique<PenGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const SketchState & /*state*/, QPointF /*position*/) const override
    {
        return Qt::CrossCursor;
    }
};

class EraserTool final : public CanvasTool
{
public:
    explicit EraserTool(InkEraseGesture::Part part)
        : m_part(part)
    {}

    std::unique_ptr<CanvasGesture> press(SketchState &state, const CanvasPointer &pointer) const override
    {
        return std::make_unique<InkEraseGesture>(state, pointer, m_part);
    }

    Qt::CursorShape cursor(const SketchState & /*state*/, QPointF /*position*/) const override
    {
        return Qt::PointingHandCursor;
    }

private:
    InkEraseGesture::Part m_part;
};

class LassoTool final : public CanvasTool
{
public:
    std::unique_ptr<CanvasGesture> press(SketchState &state, const CanvasPointer &pointer) const override
    {
        const std::optional<SelectionBox> box = SelectionBox::of(state);
        const std::optional<BoxHandle> handle = box ? box->handleAt(pointer.position) : std::nullopt;
        if (handle && *handle != BoxHandle::Body) {
            return std::make_unique<SelectionShapeGesture>(state, pointer, *handle);
        }
        if (const auto axis = axisHandleAt(state, pointer.position)) {
            return std::make_unique<AxisGesture>(state, pointer, *axis);
        }
        const std::vector<StrokeId> hit = touchedStrokes(state, {pointer.place});
        if (!hit.empty() && (pointer.isRegular() || pointer.adds())) {
            toggle(state, hit.back());
            return nullptr;
        }
        const bool isOnSelection = handle || (!hit.empty() && state.isSelected(hit.back()));
        if (!hit.empty() && !isOnSelection) {
            state.setSelection({hit.back()});
        }
        if (!hit.empty() || handle) {
            return std::make_unique<SelectionMoveGesture>(state, pointer);
        }
        return std::make_unique<LassoGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const SketchState &state, QPointF position) const override
    {
        if (const std::optional<SelectionBox> box = SelectionBox::of(state)) {
            if (const std::optional<BoxHandle> handle = box->handleAt(position)) {
                return SelectionBox::cursorFor(*handle);
            }
        }
        if (axisHandleAt(state, position)) {
            return Qt::SizeAllCursor;
        }
        const std::vector<StrokeId> hit = touchedStrokes(state, {state.geometry().toCanvas(position)});
        return hit.empty() ? Qt::ArrowCursor : Qt::SizeAllCursor;
    }

private:
    static void toggle(SketchState &state, StrokeId id)
    {
        std::vector<StrokeId> ids = state.selection();
        const auto found = std::ranges::find(ids, id);
        if (found == ids.end()) {
            ids.push_back(id);
            state.setSelection(std::move(ids));
            return;
        }
        const Stroke *stroke = state.document().find(id);
        const GroupId group = stroke ? stroke->group : 0;
        std::erase_if(ids, [&](StrokeId other) {
            const Stroke *member = state.document().find(other);
            return other == id || (group != 0 && member && member->group == group);
        });
        state.setSelection(std::move(ids));
    }
};

class PanTool final : public CanvasTool
{
public:
    std::unique_ptr<CanvasGesture> press(SketchState &state, const CanvasPointer &pointer) const override
    {
        if (const auto axis = axisHandleAt(state, pointer.position)) {
            return std::make_unique<AxisGesture>(state, pointer, *axis);
        }
        if (pointer.copies() && state.drawing().background) { // Alt
            return std::make_unique<PictureMoveGesture>(state, pointer);
        }
        return std::make_unique<CanvasPanGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const SketchState &state, QPointF position) const override
    {
        return axisHandleAt(state, position) ? Qt::SizeAllCursor : Qt::OpenHandCursor;
    }
};

} // namespace

const CanvasTool &CanvasTool::of(SketchTool tool)
{
    static const PenTool pen;
    static const EraserTool strokes(InkEraseGesture::Part::Stroke);
    static const EraserTool part(InkEraseGesture::Part::Touched);
    static const LassoTool lasso;
    static const PanTool pan;
    switch (tool) {
    case SketchTool::EraseStrokes:
        return strokes;
    case SketchTool::ErasePart:
        return part;
    case SketchTool::Lasso:
        return lasso;
    case SketchTool::Pan:
        return pan;
    case SketchTool::Pen:
        break;
    }
    return pen;
}

} // namespace solferino
