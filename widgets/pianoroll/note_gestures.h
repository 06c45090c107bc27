// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pianoroll/roll_gesture.h"

namespace solferino {

/// Moves the selected notes; with Ctrl (Command on macOS) it leaves them and moves copies. Notes keep their
/// distance from the grid. A click without a drag selects the note under it alone.
class MoveGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(MoveGesture)
public:
    MoveGesture(RollState &state, const RollPointer &press, const SongNote &grabbed);
    void finish() override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    SongNote m_grabbed;
    std::vector<SongNote> m_before;
    std::vector<SongNote> m_after;
    bool m_copies = false;
};

/// Moves the starts or ends of the selected notes by as much as the grabbed edge; Shift at an end stretches
/// places and lengths about the first note.
class ResizeGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(ResizeGesture)
public:
    ResizeGesture(RollState &state, const RollPointer &press, const NoteHit &grabbed);
    void finish() override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    NoteHit m_grabbed;
    std::vector<SongNote> m_before;
    std::vector<SongNote> m_after;
};

/// Draws a note: the press places it with the last length, a drag sets its length.
class DrawGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(DrawGesture)
public:
    DrawGesture(RollState &state, const RollPointer &press);
    void finish() override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    void show();

    SongNote m_note;
};

/// Changes the velocity of the selected notes, one step a pixel.
class VelocityGesture final : public RollGesture
{
    Q_DECLARE_TR_FUNCTIONS(VelocityGesture)
public:
    VelocityGesture(RollState &state, const RollPointer &press, const SongNote &grabbed);
    void finish() override;
    void paint(QPainter &painter, const Theme &theme) const override;

protected:
    void drag(const RollPointer &pointer) override;

private:
    SongNote m_grabbed;
    std::vector<SongNote> m_before;
    std::vector<SongNote> m_after;
};

/// Selects a note as a press on it does: with Shift in addition, alone if it was not selected yet.
void selectForGrab(RollState &state, const SongNote &note, bool adds);

} // namespace solferino
