// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/selection_box.h"

#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_state.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kMargin = 8.0;     // between strokes and box
constexpr double kLeastSide = 48.0; // of a box, so that its middle can be grasped
constexpr double kStalk = 24.0;     // from the box to the handle that rotates
constexpr double kHandle = 8.0;     // side of a handle
constexpr double kGrasp = 9.0;      // how near counts as on it

/// Where a handle lies in a box, 0..1 from left and top.
QPointF shareOf(BoxHandle handle)
{
    switch (handle) {
    case BoxHandle::TopLeft:
        return {0.0, 0.0};
    case BoxHandle::Top:
    case BoxHandle::Rotate:
        return {0.5, 0.0};
    case BoxHandle::TopRight:
        return {1.0, 0.0};
    case BoxHandle::Right:
        return {1.0, 0.5};
    case BoxHandle::BottomRight:
        return {1.0, 1.0};
    case BoxHandle::Bottom:
        return {0.5, 1.0};
    case BoxHandle::BottomLeft:
        return {0.0, 1.0};
    case BoxHandle::Left:
        return {0.0, 0.5};
    case BoxHandle::Body:
        break;
    }
    return {0.5, 0.5};
}

Point placeIn(const Bounds &bounds, QPointF share)
{
    return {bounds.left + share.x() * bounds.width(), bounds.top + share.y() * bounds.height()};
}

} // namespace

std::optional<SelectionBox> SelectionBox::of(const SketchState &state)
{
    const std::optional<Bounds> bounds = state.selectionBounds();
    if (!bounds) {
        return std::nullopt;
    }
    const QTransform toView = state.geometry().transform();
    const QTransform moved = state.preview() ? state.preview()->transform : QTransform();
    const QRectF inside = state.geometry().toView(*bounds);
    const double x = std::max(kMargin, (kLeastSide - inside.width()) / 2);
    const double y = std::max(kMargin, (kLeastSide - inside.height()) / 2);
    const QRectF box = inside.adjusted(-x, -y, x, y);
    return SelectionBox(box, toView.inverted() * moved * toView);
}

SelectionBox::SelectionBox(const QRectF &box, const QTransform &transform)
    : m_corners(transform.map(
          QPolygonF(QList<QPointF>{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()})))
{
    for (std::size_t i = 0; i < m_handles.size(); ++i) {
        const QPointF share = shareOf(static_cast<BoxHandle>(i));
        m_handles[i] =
            transform.map(box.topLeft() + QPointF(share.x() * box.width(), share.y() * box.height()));
    }
    QLineF stalk(m_handles[static_cast<std::size_t>(BoxHandle::Bottom)],
                 m_handles[static_cast<std::size_t>(BoxHandle::Top)]);
    stalk.setLength(stalk.length() + kStalk);
    m_handles[static_cast<std::size_t>(BoxHandle::Rotate)] = stalk.p2();
}

std::optional<BoxHandle> SelectionBox::handleAt(QPointF position) const
{
    for (std::size_t i = 0; i < m_handles.size(); ++i) {
        const QPointF way = position - m_handles[i];
        if (std::max(std::abs(way.x()), std::abs(way.y())) <= kGrasp) {
            return static_cast<BoxHandle>(i);
        }
    }
    if (m_corners.containsPoint(position, Qt::WindingFill)) {
        return BoxHandle::Body;
    }
    return std::nullopt;
}

void SelectionBox::paint(QPainter &painter, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Person), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(m_corners);
    const QPointF rotate = m_handles[static_cast<std::size_t>(BoxHandle::Rotate)];
    painter.drawLine(m_handles[static_cast<std::size_t>(BoxHandle::Top)], rotate);
    painter.setBrush(theme.color(Role::Editor));
    for (std::size_t i = 0; i < static_cast<std::size_t>(BoxHandle::Rotate); ++i) {
        painter.drawRect(QRectF(m_handles[i] - QPointF(kHandle / 2, kHandle / 2), QSizeF(kHandle, kHandle)));
    }
    painter.drawEllipse(rotate, kHandle / 2 + 1, kHandle / 2 + 1);
    painter.setBrush(Qt::NoBrush);
}

Point SelectionBox::placeOf(const Bounds &bounds, BoxHandle handle)
{
    return placeIn(bounds, shareOf(handle));
}

Point SelectionBox::placeAcross(const Bounds &bounds, BoxHandle handle)
{
    return placeIn(bounds, QPointF(1.0, 1.0) - shareOf(handle));
}

Qt::CursorShape SelectionBox::cursorFor(BoxHandle handle)
{
    switch (handle) {
    case BoxHandle::TopLeft:
    case BoxHandle::BottomRight:
        return Qt::SizeFDiagCursor;
    case BoxHandle::TopRight:
    case BoxHandle::BottomLeft:
        return Qt::SizeBDiagCursor;
    case BoxHandle::Top:
    case BoxHandle::Bottom:
        return Qt::SizeVerCursor;
    case BoxHandle::Left:
    case BoxHandle::Right:
        return Qt::SizeHorCursor;
    case BoxHandle::Rotate:
        return Qt::PointingHandCursor;
    case BoxHandle::Body:
        break;
    }
    return Qt::SizeAllCursor;
}

} // namespace solferino
