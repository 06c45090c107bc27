// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/erase_gesture.h"

#include "core/commands/stroke_edits.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_state.h"

#include <QPainter>
#include <QUndoCommand>

namespace solferino {

namespace {

constexpr double kTouch = 5.0;         // view pixels
constexpr double kPartialRadius = 8.0; // view pixels

bool hasHiddenLayer(const Drawing &drawing)
{
    return !drawing.mine.isVisible || !drawing.machine.isVisible;
}

} // namespace

Drawing touchable(const Drawing &drawing)
{
    Drawing seen;
    seen.nextId = drawing.nextId;
    for (const Stroke &stroke : drawing.strokes) {
        const LayerLook &look = stroke.layer == SketchLayer::Mine ? drawing.mine : drawing.machine;
        Stroke &copy = seen.strokes.emplace_back(stroke);
        if (!look.isVisible) {
            copy.points.clear();
        }
    }
    return seen;
}

std::vector<StrokeId> touchedStrokes(const SketchState &state, const Polyline &path)
{
    const Drawing &drawing = state.drawing();
    const double reach = kTouch / state.geometry().zoom;
    return hasHiddenLayer(drawing) ? strokesNear(touchable(drawing), path, reach)
                                   : strokesNear(drawing, path, reach);
}

InkEraseGesture::InkEraseGesture(SketchState &state, const CanvasPointer &press, Part part)
    : CanvasGesture(state, press)
    , m_part(part)
    , m_gesture(state.document().beginGesture())
    , m_place(press.place)
{
    eraseAlong({m_place});
}

double InkEraseGesture::radius() const
{
    return (m_part == Part::Stroke ? kTouch : kPartialRadius) / m_state.geometry().zoom;
}

void InkEraseGesture::move(const CanvasPointer &pointer)
{
    eraseAlong({m_place, pointer.place});
    m_place = pointer.place;
}

void InkEraseGesture::eraseAlong(const Polyline &path)
{
    const Drawing &drawing = m_state.drawing();
    StrokeChange change;
    if (m_part == Part::Stroke) {
        change = removeStrokes(drawing, touchedStrokes(m_state, path));
    } else if (hasHiddenLayer(drawing)) {
        change = solferino::eraseAlong(touchable(drawing), path, radius());
    } else {
        change = solferino::eraseAlong(drawing, path, radius());
    }
    if (!change.removed.empty()) {
        m_state.replaceStrokes(tr("Erase"), std::move(change), m_gesture);
        m_undoIndex = m_state.document().undoStack().index();
    }
}

void InkEraseGesture::cancel()
{
    QUndoStack &stack = m_state.document().undoStack();
    if (m_undoIndex > 0 && stack.index() == m_undoIndex) {
        stack.undo();
        // Redo drops an obsolete command without running it: nobody is offered what was never finished.
        const_cast<QUndoCommand *>(stack.command(stack.index()))->setObsolete(true);
        stack.redo();
    }
}

void InkEraseGesture::paint(QPainter &painter, const Theme &theme) const
{
    const QPointF middle = m_state.geometry().toView(m_place);
    const double reach = radius() * m_state.geometry().zoom;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Mark), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, reach, reach);
}

} // namespace solferino
