// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/commands/note_edits.h"
#include "widgets/pianoroll/roll_state.h"

#include <QCoreApplication>

namespace solferino {

/// What keys and menus do to the selected notes, or to the edit cursor where none is selected. Each change of
/// the song is one undo step.
class RollEdits final
{
    Q_DECLARE_TR_FUNCTIONS(RollEdits)
public:
    explicit RollEdits(RollState &state);

    void selectAll();
    void invertSelection();
    void selectPitch(int pitch);
    /// Notes that start in the range.
    void selectRange(const LoopRange &range);
    void selectNeighbour(bool next, bool extends);

    /// Moves by steps of the grid and semitones. Without a selection it moves the cursor.
    void move(int steps, int semitones);
    void moveBars(int bars);
    /// Moves the ends by steps of the grid. Without a selection it draws out the time range from the cursor.
    void resize(int steps);
    void changeVelocity(int delta);
    /// Adds a note at the cursor and goes on after it.
    void addNote();
    void erase();

    void copy() const;
    void cut();
    /// Puts the notes of the clipboard at the edit cursor, or after the selection that they were copied from.
    void paste();
    void duplicate();

    void quantize(const QuantizeOptions &options);
    void transpose(int semitones);
    void splitOnGrid();
    void splitAtPlayhead();
    void join();
    void legato();
    void staccato();
    void trimOverlaps();
    void stretch(double factor);
    void fitToScale();
    /// Random changes of up to `most`.
    void varyVelocity(int most);
    /// A crescendo or diminuendo between the velocities of the first and the last note.
    void rampVelocity();
    /// To the track after (or before) this one, which becomes the active one.
    void moveToTrack(int offset);
    void activateTrack(int offset);

    /// Loops the selected notes or the time range.
    void loopSelection();
    void setLoop(std::optional<LoopRange> loop, GestureId gesture = 0);

    [[nodiscard]] static bool canPaste();

private:
    void apply(const QString &text, const std::vector<SongNote> &before, std::vector<SongNote> after);
    void moveCursor(int steps, int semitones);
    void extendTimeRange(int steps);
    void audition(const std::vector<SongNote> &notes);
    [[nodiscard]] Tick stepped(Tick tick, int steps) const;
    [[nodiscard]] TrackId neighbourTrack(int offset) const;

    RollState &m_state;
};

} // namespace solferino
