// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/area_gestures.h"
#include "widgets/pianoroll/piano_roll_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimerEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr int kScrollInterval = 30;

/// How far a point lies outside [0, extent].
double outside(double value, double extent)
{
    return value < 0 ? value : std::max(0.0, value - extent);
}

} // namespace

bool PianoRollView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlainSpace = key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier;
        if (isPlainSpace || (key->key() == Qt::Key_Escape && m_gesture)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PianoRollView::mousePressEvent(QMouseEvent *event)
{
    if (m_gesture || m_panFrom) {
        return;
    }
    const bool pansWithSpace = m_space != SpaceKey::Up && event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || pansWithSpace) {
        m_space = pansWithSpace ? SpaceKey::Dragged : m_space;
        m_panFrom = event->position();
        m_gestureButton = event->button();
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (!m_state.track()) {
        return;
    }
    const RollPointer pointer = pointerAt(m_state, event->position(), event->modifiers());
    if (event->button() == Qt::RightButton) {
        m_gesture = std::make_unique<EraseGesture>(m_state, pointer);
    } else if (event->button() == Qt::LeftButton) {
        m_gesture = PianoRollTool::of(m_state.tool()).press(m_state, pointer);
    }
    m_gestureButton = event->button();
    m_modifiers = event->modifiers();
    update();
}

void PianoRollView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    m_modifiers = event->modifiers();
    const int pitch = rect().contains(m_pointer.toPoint()) ? m_state.geometry().pitchAt(m_pointer.y()) : -1;
    if (pitch != m_hoveredPitch) {
        m_hoveredPitch = pitch;
        Q_EMIT pitchHovered(pitch);
    }
    if (m_panFrom) {
        pan(m_pointer);
    } else if (m_gesture) {
        moveGesture(m_pointer, event->modifiers());
        const bool isOutside = !rect().contains(m_pointer.toPoint());
        if (isOutside && !m_autoScroll.isActive()) {
            m_autoScroll.start(kScrollInterval, this);
        }
    } else {
        updateCursorShape(m_pointer);
    }
}

void PianoRollView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_gestureButton) {
        return;
    }
    if (m_panFrom) {
        m_panFrom.reset();
    } else {
        endGesture(true);
    }
    m_gestureButton = Qt::NoButton;
    updateCursorShape(event->position());
}

void PianoRollView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const bool draws = event->button() == Qt::LeftButton && m_state.tool() == RollTool::Select &&
                       m_state.track() && !m_gesture && !hitNote(m_state, event->position());
    if (!draws) {
        mousePressEvent(event);
        return;
    }
    if (const TrackId other = hitOtherTrack(m_state, event->position())) {
        m_state.setTrack(other);
        return;
    }
    m_gesture = PianoRollTool::of(RollTool::Draw)
                    .press(m_state, pointerAt(m_state, event->position(), event->modifiers()));
    m_gestureButton = event->button();
}

void PianoRollView::leaveEvent(QEvent * /*event*/)
{
    m_hoveredPitch = -1;
    Q_EMIT pitchHovered(-1);
}

void PianoRollView::wheelEvent(QWheelEvent *event)
{
    const double notches = event->angleDelta().y() / 120.0;
    const bool zooms = event->modifiers().testFlag(Qt::ControlModifier);
    if (zooms && event->modifiers().testFlag(Qt::ShiftModifier)) {
        RollGeometry geometry = m_state.geometry();
        const int step = std::max(1, geometry.rowHeight / 10);
        geometry.zoomPitch(geometry.rowHeight + (notches > 0 ? step : -step), event->position().y());
        m_state.setGeometry(geometry);
    } else if (zooms) {
        RollGeometry geometry = m_state.geometry();
        geometry.zoomTime(std::pow(1.25, notches), event->position().x());
        m_state.setGeometry(geometry);
    } else {
        QPointF way = event->pixelDelta();
        if (way.isNull()) {
            const double pixelsPerNotch = 48.0;
            way = QPointF(event->angleDelta()) / 120.0 * pixelsPerNotch;
        }
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            way = way.transposed();
        }
        scrollBy(-way.x(), -way.y());
    }
    if (m_gesture) {
        moveGesture(event->position(), m_modifiers);
    }
    event->accept();
}

void PianoRollView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_gesture) {
        endGesture(false);
    } else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        if (!event->isAutoRepeat()) {
            m_space = SpaceKey::Down;
            setCursor(Qt::OpenHandCursor);
        }
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PianoRollView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    const bool toggles = m_space == SpaceKey::Down;
    m_space = SpaceKey::Up;
    updateCursorShape(m_pointer);
    if (toggles) {
        Q_EMIT playToggled();
    }
}

void PianoRollView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PianoRollView::focusOutEvent(QFocusEvent *event)
{
    m_space = SpaceKey::Up;
    QWidget::focusOutEvent(event);
    update();
}

void PianoRollView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        return;
    }
    const double x = outside(m_pointer.x(), width());
    const double y = outside(m_pointer.y(), height());
    if (!m_gesture || (x == 0 && y == 0)) {
        m_autoScroll.stop();
        return;
    }
    const double most = 40.0;
    scrollBy(std::clamp(x, -most, most), std::clamp(y, -most, most));
    moveGesture(m_pointer, m_modifiers);
}

void PianoRollView::moveGesture(QPointF position, Qt::KeyboardModifiers modifiers)
{
    m_gesture->move(pointerAt(m_state, position, modifiers));
    update();
}

void PianoRollView::endGesture(bool finishes)
{
    if (!m_gesture) {
        return;
    }
    m_autoScroll.stop();
    const std::unique_ptr<RollGesture> gesture = std::move(m_gesture);
    if (finishes) {
        gesture->finish();
    } else {
        gesture->cancel();
    }
    update();
}

void PianoRollView::pan(QPointF position)
{
    const QPointF way = position - *m_panFrom;
    m_panFrom = position;
    scrollBy(-way.x(), -way.y());
}

void PianoRollView::scrollBy(double x, double y)
{
    RollGeometry geometry = m_state.geometry();
    const double end = static_cast<double>(m_state.contentEnd()) * geometry.pixelsPerTick();
    geometry.left = std::min(geometry.left + x, std::max(geometry.left, end - width()));
    geometry.top += static_cast<int>(std::lround(y));
    m_state.setGeometry(geometry);
    pauseFollowing();
}

void PianoRollView::updateCursorShape(QPointF position)
{
    if (m_space != SpaceKey::Up) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(PianoRollTool::of(m_state.tool()).cursor(hitNote(m_state, position)));
    }
}

} // namespace solferino
