// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/drop.h"
#include "widgets/stylize/compare_view.h"

#include <QDragEnterEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kGrasp = 6.0;         // view pixels on both sides of the divider
constexpr double kWheelDoubling = 480; // eighths of a degree that double the zoom

} // namespace

bool CompareView::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto &gesture = static_cast<const QNativeGestureEvent &>(*event);
        if (gesture.gestureType() == Qt::ZoomNativeGesture) {
            PictureGeometry geometry = m_geometry;
            m_isFitted = false;
            const QRect pane = paneAt(gesture.position());
            geometry.zoomTo(geometry.zoom * (1.0 + gesture.value()),
                            gesture.position() - QPointF(pane.topLeft()));
            placePicture(geometry);
            return true;
        }
    }
    return QWidget::event(event);
}

void CompareView::resizeEvent(QResizeEvent * /*event*/)
{
    relayout();
    updateEmptyState();
}

bool CompareView::isOnDivider(QPointF position) const
{
    const QRectF handle = handleRect();
    if (handle.isNull())
        return false;
    const QPointF off = position - handle.center();
    if (std::hypot(off.x(), off.y()) <= handle.width() / 2 + 2)
        return true;
    // While the mask is painted only the handle moves the divider: the line is in the way of the brush.
    return m_tool == CompareTool::Move && std::abs(off.x()) <= kGrasp &&
           visiblePicture(rect()).contains(position.toPoint());
}

void CompareView::updateCursor()
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_isSpaceDown)
        setCursor(Qt::OpenHandCursor);
    else if (m_pointer && (m_drag == Drag::Divider || (m_drag == Drag::None && isOnDivider(*m_pointer))))
        setCursor(Qt::SplitHCursor);
    else if (m_tool != CompareTool::Move && !m_geometry.picture.isEmpty())
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

void CompareView::mousePressEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    m_keyBrush.reset();
    if (m_drag != Drag::None || m_geometry.picture.isEmpty())
        return;
    const bool isLeft = event->button() == Qt::LeftButton;
    const bool paints = m_tool != CompareTool::Move;
    m_dragFrom = event->position();
    m_dragButton = event->button();
    if (event->button() == Qt::MiddleButton || (isLeft && m_isSpaceDown))
        m_drag = Drag::Pan;
    else if (isLeft && isOnDivider(event->position()))
        m_drag = Drag::Divider;
    else if (paints && (isLeft || event->button() == Qt::RightButton))
        beginStroke(toPicture(event->position()), !isLeft || m_brush.erases);
    else if (isLeft)
        m_drag = Drag::Pan;
    updateCursor();
}

void CompareView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF way = event->position() - m_dragFrom;
    const QRect brushBefore = brushRect();
    m_pointer = event->position();
    switch (m_drag) {
    case Drag::Divider:
        moveDividerTo(event->position().x());
        break;
    case Drag::Pan: {
        PictureGeometry geometry = m_geometry;
        geometry.scrollBy(way);
        m_dragFrom = event->position();
        if (geometry != m_geometry)
            m_isFitted = false;
        placePicture(geometry);
        break;
    }
    case Drag::Stroke:
        strokeTo(toPicture(event->position()));
        break;
    case Drag::None:
        break;
    }
    updateCursor();
    update(brushBefore);
    update(brushRect());
}

void CompareView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_dragButton)
        return;
    if (m_drag == Drag::Stroke)
        endStroke(true);
    m_drag = Drag::None;
    m_dragButton = Qt::NoButton;
    updateCursor();
    update();
}

void CompareView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const bool zooms = event->button() == Qt::LeftButton && m_tool == CompareTool::Move &&
                       !m_geometry.picture.isEmpty() && !isOnDivider(event->position());
    if (!zooms) {
        mousePressEvent(event);
    } else if (!m_isFitted) {
        fit();
    } else {
        PictureGeometry geometry = m_geometry;
        m_isFitted = false;
        geometry.zoomTo(1.0, event->position() - QPointF(paneAt(event->position()).topLeft()));
        placePicture(geometry);
    }
}

void CompareView::leaveEvent(QEvent * /*event*/)
{
    m_pointer.reset();
    update();
}

void CompareView::wheelEvent(QWheelEvent *event)
{
    if (m_geometry.picture.isEmpty())
        return;
    PictureGeometry geometry = m_geometry;
    const QPoint turn = event->angleDelta();
    m_isFitted = false;
    if (turn.y() == 0)
        geometry.scrollBy(QPointF(turn.x() / 2.0, 0));
    else
        geometry.zoomTo(geometry.zoom * std::exp2(turn.y() / kWheelDoubling),
                        event->position() - QPointF(paneAt(event->position()).topLeft()));
    placePicture(geometry);
}

void CompareView::moveDividerTo(double x)
{
    const QRect area = visiblePicture(rect());
    setSplit((x - area.left()) / std::max(1, area.width()));
}

void CompareView::dragEnterEvent(QDragEnterEvent *event)
{
    if (localPaths(*event->mimeData()).isEmpty() && !event->mimeData()->hasImage())
        return;
    acceptAsCopy(*event);
    m_isDropTarget = true;
    update();
}

void CompareView::dragLeaveEvent(QDragLeaveEvent * /*event*/)
{
    m_isDropTarget = false;
    update();
}

void CompareView::dropEvent(QDropEvent *event)
{
    m_isDropTarget = false;
    update();
    acceptAsCopy(*event);
    if (const QStringList paths = localPaths(*event->mimeData()); !paths.isEmpty())
        Q_EMIT filesDropped(paths);
    else
        Q_EMIT pictureDropped(qvariant_cast<QImage>(event->mimeData()->imageData()));
}

} // namespace solferino
