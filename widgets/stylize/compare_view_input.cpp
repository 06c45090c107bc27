// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_painter.h"
#include "widgets/stylize/compare_view.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr double kGrasp = 6.0;         // view pixels on both sides of the divider
constexpr double kWheelDoubling = 480; // eighths of a degree that double the zoom
constexpr double kDividerStep = 0.05;  // of an arrow key; with Shift a fifth
constexpr double kPanStep = 64.0;      // view pixels
constexpr double kBrushStep = 16.0;    // view pixels
constexpr double kFine = 0.2;
constexpr int kFrame = 16; // ms

QStringList localPaths(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

/// One step of an arrow key, or nothing.
QPointF wayOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

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
    if (m_tool != CompareTool::Move)
        update();
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

void CompareView::keyPressEvent(QKeyEvent *event)
{
    if (m_geometry.picture.isEmpty() || !(handleToolKey(*event) || handleMoveKey(*event)))
        QWidget::keyPressEvent(event);
}

bool CompareView::handleMoveKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const double fine = modifiers.testFlag(Qt::ShiftModifier) ? kFine : 1.0;
    const QPointF way = wayOf(event.key());
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
            return false;
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
    else
        QWidget::keyReleaseEvent(event);
    updateCursor();
    update();
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
    if (m_stroke && m_drag == Drag::None)
        endStroke(true);
    updateCursor();
    update();
}

void CompareView::moveKeyBrush(QPointF way)
{
    if (!m_keyBrush)
        m_keyBrush = m_geometry.toPicture({m_geometry.pane.width() / 2, m_geometry.pane.height() / 2});
    const QPointF place = *m_keyBrush + way / m_geometry.scale();
    const QSize size = m_geometry.picture;
    m_keyBrush = {std::clamp(place.x(), 0.0, double(size.width())),
                  std::clamp(place.y(), 0.0, double(size.height()))};
    if (m_stroke)
        strokeTo(*m_keyBrush);
    update();
}

void CompareView::beginStroke(QPointF place, bool erases)
{
    MaskBrush brush = m_brush;
    brush.erases = erases;
    m_drag = Drag::Stroke;
    m_stroke.emplace(m_mask, brush, m_geometry.picture);
    updateMaskImage(m_stroke->mask(), {});
    strokeTo(place);
}

void CompareView::strokeTo(QPointF place)
{
    const QRect changed = m_stroke->lineTo(place);
    if (!changed.isEmpty())
        updateMaskImage(m_stroke->mask(), changed);
    update();
    if (!m_strokeTimer.isActive())
        m_strokeTimer.start(kFrame, this);
}

void CompareView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_strokeTimer.timerId())
        return QWidget::timerEvent(event);
    m_strokeTimer.stop();
    if (m_stroke)
        Q_EMIT maskPainted(m_stroke->mask());
}

void CompareView::endStroke(bool keeps)
{
    const StyleMask painted = m_stroke->mask();
    m_stroke.reset();
    m_strokeTimer.stop();
    updateMaskImage(m_mask, {});
    if (keeps)
        Q_EMIT maskStroked(painted);
    else
        Q_EMIT maskPainted(m_mask);
    update();
}

void CompareView::dropBrush()
{
    if (m_stroke)
        endStroke(false);
    if (m_drag == Drag::Stroke)
        m_drag = Drag::None;
    m_keyBrush.reset();
}

void CompareView::dragEnterEvent(QDragEnterEvent *event)
{
    if (localPaths(*event->mimeData()).isEmpty() && !event->mimeData()->hasImage())
        return;
    event->acceptProposedAction();
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
    event->acceptProposedAction();
    if (const QStringList paths = localPaths(*event->mimeData()); !paths.isEmpty())
        Q_EMIT filesDropped(paths);
    else
        Q_EMIT pictureDropped(qvariant_cast<QImage>(event->mimeData()->imageData()));
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
            {tr("Right button"), tr("erases with the mask's brush")},
            {tr("Arrows, D"), tr("moves the mask's brush; D puts it down and lifts it")},
            {tr("Esc"), tr("drops the stroke, or puts the brush away")}};
}

} // namespace solferino
