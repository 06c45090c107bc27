// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/arrow_step.h"
#include "widgets/stylize/compare_view.h"

#include <QKeyEvent>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kDividerStep = 0.05; // of an arrow key; with Shift a fifth
constexpr double kPanStep = 64.0;     // view pixels
constexpr double kBrushStep = 16.0;   // view pixels
constexpr double kFine = 0.2;

} // namespace

void CompareView::keyPressEvent(QKeyEvent *event)
{
    if (m_geometry.picture.isEmpty() || !(handleToolKey(*event) || handleMoveKey(*event)))
        QWidget::keyPressEvent(event);
}

bool CompareView::handleMoveKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const double fine = modifiers.testFlag(Qt::ShiftModifier) ? kFine : 1.0;
    const QPointF way = arrowStep(event.key());
    if (!way.isNull() && modifiers.testFlag(Qt::ControlModifier)) {
        PictureGeometry geometry = m_geometry;
        geometry.scrollBy(-kPanStep * fine * way);
        placePicture(geometry);
        return true;
    }
    if (modifiers & ~Qt::ShiftModifier)
        return false;
    if (!way.isNull() && m_tool != CompareTool::Move) {
        moveKeyBrush(kBrushStep * fine * way);
        return true;
    }
    if (shownMode() != CompareMode::Split)
        return false;
    if (way.x() != 0)
        setSplit(m_split + kDividerStep * fine * way.x());
    else if (event.key() == Qt::Key_Home)
        setSplit(0.0);
    else if (event.key() == Qt::Key_End)
        setSplit(1.0);
    else
        return false;
    return true;
}

bool CompareView::handleToolKey(const QKeyEvent &event)
{
    const bool paints = m_tool != CompareTool::Move;
    if (event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Space:
        m_isSpaceDown = true;
        updateCursor();
        update();
        return true;
    case Qt::Key_B:
        m_isPeekingBefore = true;
        update();
        return true;
    case Qt::Key_X:
        holdFormer(true);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!hasAfter())
            return false;
        Q_EMIT keepRequested();
        return true;
    case Qt::Key_D:
        if (!paints || event.isAutoRepeat() || m_drag != Drag::None)
            return paints;
        if (m_stroke) {
            endStroke(true);
        } else {
            moveKeyBrush({});
            beginStroke(*m_keyBrush, m_brush.erases);
            m_drag = Drag::None;
        }
        return true;
    case Qt::Key_Escape:
        if (m_stroke)
            dropBrush();
        else if (paints)
            setTool(CompareTool::Move);
        else
            Q_EMIT closeRequested();
        return true;
    default:
        return false;
    }
}

void CompareView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_Space)
        m_isSpaceDown = false;
    else if (event->key() == Qt::Key_B)
        m_isPeekingBefore = false;
    else if (event->key() == Qt::Key_X)
        holdFormer(false);
    else
        QWidget::keyReleaseEvent(event);
    updateCursor();
    update();
}

void CompareView::holdFormer(bool isHeld)
{
    if (std::exchange(m_isFormerHeld, isHeld) == isHeld)
        return;
    if (isHeld)
        Q_EMIT formerRequested();
    else
        Q_EMIT formerReleased();
}

void CompareView::focusInEvent(QFocusEvent *event)
{
    m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                   event->reason() == Qt::ShortcutFocusReason;
    update();
}

void CompareView::focusOutEvent(QFocusEvent * /*event*/)
{
    m_showsFocus = false;
    m_isSpaceDown = false;
    m_isPeekingBefore = false;
    holdFormer(false);
    if (m_stroke && m_drag == Drag::None)
        endStroke(true);
    updateCursor();
    update();
}

QString CompareView::keysTitle() const
{
    return tr("Picture");
}

std::vector<KeyLine> CompareView::keyLines() const
{
    return {{u"← →"_s, tr("moves the divider, with Shift in small steps")},
            {tr("Home, End"), tr("moves the divider to an edge")},
            {tr("Ctrl+arrows"), tr("moves the picture")},
            {tr("Space+drag"), tr("moves the picture with every tool; so does the middle button")},
            {tr("Wheel"), tr("zooms where the pointer is")},
            {tr("Double-click"), tr("shows every pixel, or the whole picture again")},
            {tr("hold B"), tr("shows the photo as it was")},
            {tr("hold X"), tr("shows the take before this one")},
            {tr("Return"), tr("keeps what is shown, with a star")},
            {tr("Right button"), tr("erases with the mask's brush")},
            {tr("Arrows, D"), tr("moves the mask's brush; D puts it down and lifts it")},
            {tr("Esc"), tr("drops the stroke, puts the brush away, or goes back to your work")}};
}

} // namespace solferino
