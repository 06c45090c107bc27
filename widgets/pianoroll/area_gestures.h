// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pianoroll/note_set.h"
#include "widgets/pianoroll/roll_gesture.h"

#include <QRectF>

namespace solferino {

/// Selects the notes that a box touches; with Shift it adds them, with Alt it takes them away. A click clears
/// the selection and puts the edit cursor there.
class BoxGesture final : public RollGesture
{
public:
    BoxGesture(RollState &state, const RollPointer &press);
    void finish() override;
    void cancel() override;
    void paint(QPainter &painter, const Theme &theme) const override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    [[nodiscard]] QRectF box() const;

    NoteSet m_before;
    RollPointer m_corner;
};

/// Erases every note that the pointer crosses.
class EraseGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(EraseGesture)
public:
    EraseGesture(RollState &state, const RollPointer &press);
    void finish() override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    void eraseAt(QPointF position);

    NoteSet m_erased;
    std::vector<SongNote> m_notes;
    QPointF m_last;
};

/// Cuts notes along a line; a click cuts the note under it.
class KnifeGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(KnifeGesture)
public:
    KnifeGesture(RollState &state, const RollPointer &press);
    void finish() override;
    void paint(QPainter &painter, const Theme &theme) const override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    void cut(const RollPointer &pointer);
    /// Where the line crosses the row of a pitch.
    [[nodiscard]] double crossing(int pitch) const;

    RollPointer m_end;
    std::vector<SongNote> m_before;
    std::vector<SongNote> m_after;
};

} // namespace solferino
