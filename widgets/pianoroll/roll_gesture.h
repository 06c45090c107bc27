// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pianoroll/roll_pointer.h"

#include <QCoreApplication>

#include <memory>
#include <vector>

class QPainter;

namespace solferino {

class RollState;
class Theme;

/// One drag in the roll, from press to release. It shows its result as a preview and enters the document as
/// one undo step at `finish()`; `cancel()` leaves all as it was before the press.
class RollGesture
{
public:
    RollGesture(RollState &state, const RollPointer &press);
    virtual ~RollGesture();
    RollGesture(const RollGesture &) = delete;
    RollGesture &operator=(const RollGesture &) = delete;

    void move(const RollPointer &pointer);
    virtual void finish() = 0;
    virtual void cancel() {}
    /// What the gesture draws above the roll.
    virtual void paint(QPainter &painter, const Theme &theme) const;

protected:
    /// The pointer has left the place of the press, by more than a trembling hand does.
    virtual void drag(const RollPointer &pointer) = 0;

    [[nodiscard]] bool isDragged() const { return m_isDragged; }
    [[nodiscard]] const RollPointer &press() const { return m_press; }
    /// Where the press lies now, after any scrolling.
    [[nodiscard]] QPointF pressPosition() const;
    /// Sounds one note at a time; another pitch, or the gesture's end, ends the one before.
    void sound(int pitch, int velocity);
    void silence();

    RollState &m_state;

private:
    RollPointer m_press;
    bool m_isDragged = false;
    int m_soundingPitch = -1;
};

} // namespace solferino
