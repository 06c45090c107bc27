// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/overlay_painter.h"
#include "widgets/sketch/sketch_canvas.h"
#include "widgets/sketch/sketch_tools.h"

#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QTimerEvent>
#include <QTouchEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace solferino {

namespace {

constexpr int kHoldTime = 600;       // ms
constexpr double kHoldTremble = 4.0; // view pixels

bool isPlain(const QKeyEvent &event, int key)
{
    return event.key() == key && (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

bool isReturn(const QKeyEvent &event)
{
    return isPlain(event, Qt::Key_Return) || isPlain(event, Qt::Key_Enter);
}

} // namespace

CanvasPointer SketchCanvas::pointerAt(QPointF position, Qt::KeyboardModifiers modifiers,
                                      double pressure) const
{
    return {position, m_state.geometry().toCanvas(position), pressure, modifiers};
}

bool SketchCanvas::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool hasGhosts = !m_state.ghosts().isEmpty();
        if (isPlain(*key, Qt::Key_Space) || (isPlain(*key, Qt::Key_Escape) && (m_gesture || hasGhosts)) ||
            (isReturn(*key) && hasGhosts)) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        touchEvent(static_cast<QTouchEvent *>(event));
        return true;
    case QEvent::NativeGesture:
        pinchEvent(static_cast<QNativeGestureEvent *>(event));
        return true;
    default:
        break;
    }
    return QWidget::event(event);
}

bool SketchCanvas::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::TabletEnterProximity || event->type() == QEvent::TabletLeaveProximity) {
        m_isPenNear = event->type() == QEvent::TabletEnterProximity;
        m_hasSeenPen = true;
    }
    return QWidget::eventFilter(watched, event);
}

void SketchCanvas::beginGesture(const CanvasPointer &pointer, bool erases)
{
    if (m_gesture || m_panFrom) {
        return;
    }
    m_showsKeyPen = m_isKeyPenDown;
    const bool steers = !erases && m_state.tool() == SketchTool::Pen && m_state.showsMixture();
    if (steers && isOnMixture(m_state, pointer.position)) {
        Q_EMIT componentClicked(pointer.place.x, pointer.place.y);
        return;
    }
    m_gesture = CanvasTool::of(erases ? m_state.eraser() : m_state.tool()).press(m_state, pointer);
    if (m_gesture && m_gesture->edits()) {
        beginEdit();
        m_isTouched = true;
        m_state.setReplayCut(std::nullopt);
    }
    if (m_gesture && m_gesture->ink()) {
        paintNewInk();
        m_holdPlace = pointer.position;
        m_holdTimer.start(kHoldTime, this);
    }
    if (!m_gesture || !m_gesture->ink() || m_isEmpty) {
        update();
    }
}

void SketchCanvas::moveGesture(const CanvasPointer &pointer)
{
    m_gesture->move(pointer);
    if (!m_gesture->ink()) {
        update();
        return;
    }
    paintNewInk();
    const QPointF way = pointer.position - m_holdPlace;
    if (std::hypot(way.x(), way.y()) > kHoldTremble) {
        m_holdPlace = pointer.position;
        m_holdTimer.start(kHoldTime, this);
    }
}

void SketchCanvas::endGesture(bool finishes)
{
    m_holdTimer.stop();
    m_isKeyPenDown = false;
    if (!m_gesture) {
        return;
    }
    const std::unique_ptr<CanvasGesture> gesture = std::move(m_gesture);
    if (finishes) {
        gesture->finish();
    } else {
        gesture->cancel();
    }
    m_ink.endWetInk();
    m_isTouched = false;
    if (gesture->edits()) {
        restSoon();
    }
    if (gesture->ink()) {
        showInk();
        update(std::exchange(m_tails, {}));
    } else {
        update();
    }
}

void SketchCanvas::paintNewInk()
{
    const WetInk &ink = *m_gesture->ink();
    m_ink.paintWetInk(ink);
    showInk();
    const QRect before = std::exchange(m_tails, {});
    for (std::size_t i = 0; i < ink.tails.size() && i < ink.strokes.size(); ++i) {
        const StrokePoint &end = ink.strokes[i].points.back();
        const QRectF line(m_state.geometry().toView(Point{end.x, end.y}),
                          m_state.geometry().toView(ink.tails[i]));
        const double reach = ink.strokes[i].width * m_state.geometry().zoom / 2 + 2.0;
        m_tails |= line.normalized().adjusted(-reach, -reach, reach, reach).toAlignedRect();
    }
    update(before | m_tails);
}

void SketchCanvas::showInk()
{
    const QRegion changed = m_ink.takeChanged() + m_ink.pending();
    if (!changed.isEmpty()) {
        update(changed);
    }
}

void SketchCanvas::scrollBy(QPointF way)
{
    CanvasGeometry geometry = m_state.geometry();
    geometry.scrollBy(way);
    m_state.setGeometry(geometry);
}

void SketchCanvas::zoomBy(double factor, QPointF anchor)
{
    CanvasGeometry geometry = m_state.geometry();
    geometry.zoomBy(factor, anchor);
    m_state.setGeometry(geometry);
}

void SketchCanvas::leaveEvent(QEvent * /*event*/)
{
    if (m_gesture && !m_gesture->ink()) {
        update();
    }
}

void SketchCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool hasGhosts = !m_state.ghosts().isEmpty();
    if (isPlain(*event, Qt::Key_Escape) && m_gesture) {
        endGesture(false);
    } else if (isPlain(*event, Qt::Key_Escape) && hasGhosts) {
        Q_EMIT closeGhostRequested();
    } else if (isReturn(*event) && hasGhosts) {
        Q_EMIT keepGhostRequested();
    } else if (isPlain(*event, Qt::Key_Space)) {
        if (!event->isAutoRepeat()) {
            m_space = SpaceKey::Down;
            setCursor(Qt::OpenHandCursor);
        }
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SketchCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    const bool plays = m_space == SpaceKey::Down;
    m_space = SpaceKey::Up;
    updateCursorShape(m_pointer);
    if (plays) {
        Q_EMIT replayToggled();
    }
}

bool SketchCanvas::focusNextPrevChild(bool next)
{
    if (m_state.ghosts().isEmpty()) {
        return QWidget::focusNextPrevChild(next);
    }
    Q_EMIT nextGhostRequested(next ? 1 : -1);
    return true;
}

void SketchCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void SketchCanvas::focusOutEvent(QFocusEvent *event)
{
    m_space = SpaceKey::Up;
    if (m_isKeyPenDown) {
        endGesture(true);
    }
    QWidget::focusOutEvent(event);
    update();
}

void SketchCanvas::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_restTimer.timerId()) {
        m_restTimer.stop();
        if (!m_gesture) {
            Q_EMIT penRested();
        }
    } else if (event->timerId() == m_holdTimer.timerId()) {
        m_holdTimer.stop();
        if (m_gesture && m_gesture->ink()) {
            m_gesture->hold();
            paintNewInk();
        }
    }
}

void SketchCanvas::toggleKeyPen()
{
    if (m_isKeyPenDown) {
        endGesture(true);
        update();
        return;
    }
    placeKeyPen();
    m_isKeyPenDown = true;
    beginGesture(pointerAt(m_state.geometry().toView(m_keyPen), {}), false);
    m_isKeyPenDown = m_gesture != nullptr;
    update();
}

void SketchCanvas::moveKeyPen(double dx, double dy)
{
    placeKeyPen();
    m_keyPen = {m_keyPen.x + dx, m_keyPen.y + dy};
    const QPointF place = m_state.geometry().toView(m_keyPen);
    static constexpr double kMargin = 24.0;
    const auto beyond = [](double value, double extent) {
        return value < kMargin ? value - kMargin : std::max(0.0, value - extent + kMargin);
    };
    const QPointF way(beyond(place.x(), width()), beyond(place.y(), height()));
    if (!way.isNull()) {
        scrollBy(way);
    }
    if (m_isKeyPenDown && m_gesture) {
        moveGesture(pointerAt(m_state.geometry().toView(m_keyPen), {}));
    }
    update();
}

void SketchCanvas::placeKeyPen()
{
    m_showsKeyPen = true;
    const QPointF place = m_state.geometry().toView(m_keyPen);
    if (!rect().contains(place.toPoint())) {
        m_keyPen = m_state.geometry().centre();
    }
}

void SketchCanvas::updateCursorShape(QPointF position)
{
    if (m_space != SpaceKey::Up) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(CanvasTool::of(m_state.tool()).cursor(m_state, position));
    }
}

} // namespace solferino
