// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/canvas_gesture.h"

#include <algorithm>
#include <cmath>

namespace solferino {

CanvasGesture::CanvasGesture(SketchState &state, const CanvasPointer &press)
    : m_state(state)
    , m_press(press)
{}

CanvasGesture::~CanvasGesture() = default;

void CanvasGesture::paint(QPainter & /*painter*/, const Theme & /*theme*/) const {}

bool CanvasGesture::isDragged(const CanvasPointer &pointer)
{
    const double tremble = 3.0;
    const QPointF way = pointer.position - m_press.position;
    m_isDragged = m_isDragged || std::max(std::abs(way.x()), std::abs(way.y())) >= tremble;
    return m_isDragged;
}

} // namespace solferino
