// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/piano_roll_view.h"
#include "widgets/pianoroll/song_editor.h"

#include <QSignalSpy>

namespace solferino {

/// Ids of the notes and the track in `rollSong`.
inline constexpr TrackId kLead = 1;
inline constexpr TrackId kBass = 2;
inline constexpr NoteId kFirst = 10;  ///< C5, first beat
inline constexpr NoteId kSecond = 11; ///< E5, second beat
inline constexpr NoteId kThird = 12;  ///< G5, third beat, 30 ticks late
inline constexpr Tick kQuarter = 480;

/// Two tracks at 480 ticks a quarter; the first one has three notes of a quarter.
[[nodiscard]] Song rollSong();

/// A song editor of 900 × 700 over `rollSong`, a step of the grid (1/8) 48 pixels wide, with ways to drive
/// its roll.
class RollFixture final
{
public:
    RollFixture();

    SongDocument document;
    Theme theme;
    SongEditor editor;
    RollState &state;
    PianoRollView &view;
    QSignalSpy auditions;

    /// The middle of a row, at a tick.
    [[nodiscard]] QPointF at(Tick tick, int pitch) const;
    void press(QPointF position, Qt::KeyboardModifiers modifiers = {},
               Qt::MouseButton button = Qt::LeftButton);
    void move(QPointF position, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton);
    void release(QPointF position, Qt::KeyboardModifiers modifiers = {},
                 Qt::MouseButton button = Qt::LeftButton);
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton);
    void click(QPointF position, Qt::KeyboardModifiers modifiers = {},
               Qt::MouseButton button = Qt::LeftButton);

    [[nodiscard]] std::vector<SongNote> notes() const;
    [[nodiscard]] SongNote note(NoteId id) const;
    [[nodiscard]] std::vector<NoteId> selection() const { return editor.selection(); }
    [[nodiscard]] int steps();
    /// True if one undo brings back what `rollSong` holds.
    [[nodiscard]] bool undoRestores();
};

/// Sends a mouse event as the window system would.
void sendMouse(QWidget &widget, QEvent::Type type, QPointF position, Qt::MouseButton button,
               Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers);
void dragIn(QWidget &widget, QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {});

} // namespace solferino
