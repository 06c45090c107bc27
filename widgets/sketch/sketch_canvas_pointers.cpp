// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_canvas.h"

#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QTouchEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace solferino {

namespace {

constexpr double kZoomPerNotch = 1.2;
constexpr double kScrollPerNotch = 48.0;

} // namespace

void SketchCanvas::mousePressEvent(QMouseEvent *event)
{
    const bool isFinger = event->pointingDevice()->type() == QInputDevice::DeviceType::TouchScreen;
    if (m_gesture || m_panFrom || (isFinger && m_hasSeenPen)) {
        return;
    }
    const bool pansWithSpace = m_space != SpaceKey::Up && event->button() == Qt::LeftButton;
    m_gestureButton = event->button();
    if (event->button() == Qt::MiddleButton || pansWithSpace) {
        m_space = pansWithSpace ? SpaceKey::Dragged : m_space;
        m_panFrom = m_state.geometry().toCanvas(event->position());
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton) {
        beginGesture(pointerAt(event->position(), event->modifiers()), event->button() == Qt::RightButton);
    }
}

void SketchCanvas::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (m_panFrom) {
        CanvasGeometry geometry = m_state.geometry();
        geometry.put(*m_panFrom, m_pointer);
        m_state.setGeometry(geometry);
    } else if (m_gesture && event->buttons() != Qt::NoButton) {
        moveGesture(pointerAt(m_pointer, event->modifiers()));
    } else if (!m_gesture) {
        updateCursorShape(m_pointer);
    }
}

void SketchCanvas::mouseReleaseEvent(QMouseEvent *event)
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

void SketchCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

void SketchCanvas::tabletEvent(QTabletEvent *event)
{
    m_hasSeenPen = true;
    m_pointer = event->position();
    const CanvasPointer pointer = pointerAt(m_pointer, event->modifiers(), event->pressure());
    switch (event->type()) {
    case QEvent::TabletPress: {
        const bool isFarEnd = event->pointerType() == QPointingDevice::PointerType::Eraser;
        m_isPenNear = true;
        if (event->button() == Qt::MiddleButton) {
            m_panFrom = pointer.place;
        } else {
            beginGesture(pointer, isFarEnd || event->button() == Qt::RightButton);
        }
        break;
    }
    case QEvent::TabletMove:
        if (m_panFrom) {
            CanvasGeometry geometry = m_state.geometry();
            geometry.put(*m_panFrom, m_pointer);
            m_state.setGeometry(geometry);
        } else if (m_gesture && event->buttons() != Qt::NoButton) {
            moveGesture(pointer);
        } else if (!m_gesture) {
            updateCursorShape(m_pointer);
        }
        break;
    case QEvent::TabletRelease:
        m_panFrom.reset();
        endGesture(true);
        break;
    default:
        break;
    }
    event->accept();
}

void SketchCanvas::touchEvent(QTouchEvent *event)
{
    event->accept();
    if (m_isPenNear || event->type() == QEvent::TouchCancel) { // a palm, or the system takes over
        if (m_isTouchDrawing) {
            endGesture(false);
        }
        m_isTouchDrawing = m_isPinching = false;
        return;
    }
    const QList<QEventPoint> &points = event->points();
    if (points.size() >= 2) {
        if (std::exchange(m_isTouchDrawing, false)) {
            endGesture(false);
        }
        pinch(points[0].position(), points[1].position());
    } else if (points.size() == 1 && !m_hasSeenPen && !m_isPinching) {
        const CanvasPointer pointer = pointerAt(points[0].position(), event->modifiers());
        if (event->type() == QEvent::TouchBegin) {
            beginGesture(pointer, false);
            m_isTouchDrawing = m_gesture != nullptr;
        } else if (m_isTouchDrawing && m_gesture) {
            moveGesture(pointer);
        }
    }
    if (event->type() == QEvent::TouchEnd) {
        if (std::exchange(m_isTouchDrawing, false)) {
            endGesture(true);
        }
        m_isPinching = false;
    }
}

void SketchCanvas::pinch(QPointF first, QPointF second)
{
    const QPointF centre = (first + second) / 2;
    const double span = std::max(1.0, std::hypot(second.x() - first.x(), second.y() - first.y()));
    if (std::exchange(m_isPinching, true)) {
        CanvasGeometry geometry = m_state.geometry();
        const Point held = geometry.toCanvas(m_pinchCentre);
        geometry.zoomBy(span / m_pinchSpan, m_pinchCentre);
        geometry.put(held, centre);
        m_state.setGeometry(geometry);
    }
    m_pinchCentre = centre;
    m_pinchSpan = span;
}

void SketchCanvas::pinchEvent(QNativeGestureEvent *event)
{
    if (event->gestureType() == Qt::ZoomNativeGesture) {
        zoomBy(1.0 + event->value(), event->position());
    }
    event->accept();
}

void SketchCanvas::wheelEvent(QWheelEvent *event)
{
    const bool isTouchpad = event->phase() != Qt::NoScrollPhase;
    const bool pans = isTouchpad || event->modifiers().testFlag(Qt::ShiftModifier);
    if (pans && !event->modifiers().testFlag(Qt::ControlModifier)) {
        QPointF way = event->pixelDelta();
        if (way.isNull()) {
            way = QPointF(event->angleDelta()) / 120.0 * kScrollPerNotch;
        }
        scrollBy(isTouchpad ? -way : -way.transposed());
    } else {
        zoomBy(std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0), event->position());
    }
    event->accept();
}

} // namespace solferino
