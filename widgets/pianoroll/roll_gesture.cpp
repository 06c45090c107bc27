// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_gesture.h"

#include "widgets/pianoroll/roll_state.h"

#include <algorithm>
#include <cmath>

namespace solferino {

RollGesture::RollGesture(RollState &state, const RollPointer &press)
    : m_state(state)
    , m_press(press)
{
    m_state.setEditing(true);
}

RollGesture::~RollGesture()
{
    silence();
    m_state.clearPreview();
    m_state.setEditing(false);
}

void RollGesture::move(const RollPointer &pointer)
{
    const double tremble = 3.0;
    const QPointF way = pointer.content - m_press.content;
    m_isDragged = m_isDragged || std::max(std::abs(way.x()), std::abs(way.y())) >= tremble;
    if (m_isDragged) {
        drag(pointer);
    }
}

QPointF RollGesture::pressPosition() const
{
    return m_press.content - QPointF(m_state.geometry().left, m_state.geometry().top);
}

void RollGesture::paint(QPainter & /*painter*/, const Theme & /*theme*/) const {}

void RollGesture::sound(int pitch, int velocity)
{
    if (pitch != m_soundingPitch) {
        silence();
        m_state.audition(pitch, velocity, true);
        m_soundingPitch = pitch;
    }
}

void RollGesture::silence()
{
    if (m_soundingPitch >= 0) {
        m_state.audition(m_soundingPitch, 0, false);
        m_soundingPitch = -1;
    }
}

} // namespace solferino
