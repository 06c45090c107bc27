// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/placement_gestures.h"

#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_state.h"

#include <QLineF>
#include <QPainter>

#include <cmath>
#include <numbers>

namespace solferino {

namespace {

constexpr double kTurnReach = 72.0; // view pixels from the axis's middle to the handle that turns it
constexpr double kHandle = 5.0;
constexpr double kGrasp = 9.0;
constexpr double kTurnStep = 15.0; // degrees

/// One unit along the axis, upwards for an upright one. Angles grow clockwise, as y grows downwards.
QPointF direction(const SymmetryAxis &axis)
{
    const double angle = axis.angle * std::numbers::pi / 180.0;
    return {-std::cos(angle), -std::sin(angle)};
}

} // namespace

void CanvasPanGesture::move(const CanvasPointer &pointer)
{
    CanvasGeometry geometry = m_state.geometry();
    geometry.put(press().place, pointer.position);
    m_state.setGeometry(geometry);
}

PictureMoveGesture::PictureMoveGesture(SketchState &state, const CanvasPointer &press)
    : CanvasGesture(state, press)
    , m_gesture(state.document().beginGesture())
    , m_corner{state.drawing().background->x, state.drawing().background->y}
{}

void PictureMoveGesture::move(const CanvasPointer &pointer)
{
    put({m_corner.x + pointer.place.x - press().place.x, m_corner.y + pointer.place.y - press().place.y});
}

void PictureMoveGesture::cancel()
{
    put(m_corner);
}

void PictureMoveGesture::put(Point corner)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    if (!properties.background) {
        return;
    }
    properties.background->x = corner.x;
    properties.background->y = corner.y;
    m_state.changeProperties(tr("Move Background"), properties, m_gesture);
}

AxisGesture::AxisGesture(SketchState &state, const CanvasPointer &press, AxisHandle handle)
    : CanvasGesture(state, press)
    , m_handle(handle)
    , m_gesture(state.document().beginGesture())
    , m_axis(*state.drawing().symmetry)
{}

void AxisGesture::move(const CanvasPointer &pointer)
{
    SymmetryAxis axis = m_axis;
    if (m_handle == AxisHandle::Middle) {
        axis.x = pointer.place.x;
        axis.y = pointer.place.y;
    } else {
        const double angle =
            std::atan2(axis.y - pointer.place.y, axis.x - pointer.place.x) * 180.0 / std::numbers::pi;
        axis.angle = pointer.isRegular() ? std::round(angle / kTurnStep) * kTurnStep : angle;
    }
    put(axis);
}

void AxisGesture::cancel()
{
    put(m_axis);
}

void AxisGesture::put(const SymmetryAxis &axis)
{
    DrawingProperties properties = propertiesOf(m_state.drawing());
    properties.symmetry = axis;
    m_state.changeProperties(tr("Move Mirror"), properties, m_gesture);
}

QPointF axisHandlePlace(const SketchState &state, const SymmetryAxis &axis, AxisHandle handle)
{
    const QPointF middle = state.geometry().toView(Point{axis.x, axis.y});
    return handle == AxisHandle::Middle ? middle : middle + direction(axis) * kTurnReach;
}

std::optional<AxisHandle> axisHandleAt(const SketchState &state, QPointF position)
{
    const std::optional<SymmetryAxis> &axis = state.drawing().symmetry;
    if (!axis) {
        return std::nullopt;
    }
    for (const AxisHandle handle : {AxisHandle::Middle, AxisHandle::Turn}) {
        if (QLineF(position, axisHandlePlace(state, *axis, handle)).length() <= kGrasp) {
            return handle;
        }
    }
    return std::nullopt;
}

void paintSymmetryAxis(QPainter &painter, const SketchState &state, const Theme &theme)
{
    const std::optional<SymmetryAxis> &axis = state.drawing().symmetry;
    if (!axis) {
        return;
    }
    const QPointF middle = axisHandlePlace(state, *axis, AxisHandle::Middle);
    const QSize size = state.geometry().size;
    const double reach = std::hypot(size.width(), size.height()) + std::hypot(middle.x(), middle.y());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Mark), 1.0, Qt::DotLine));
    painter.drawLine(middle - direction(*axis) * reach, middle + direction(*axis) * reach);
    painter.setPen(QPen(theme.color(Role::Mark), 1.0));
    painter.setBrush(theme.color(Role::Editor));
    painter.drawEllipse(middle, kHandle, kHandle);
    painter.drawEllipse(axisHandlePlace(state, *axis, AxisHandle::Turn), kHandle - 1, kHandle - 1);
    painter.setBrush(Qt::NoBrush);
}

} // namespace solferino
