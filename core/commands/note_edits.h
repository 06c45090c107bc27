// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/commands/note_change.h"
#include "core/domain/music/song.h"

#include <bitset>
#include <vector>

namespace solferino {

// What an edit makes of notes: values in, values out. Results hold one note for each note given, in the same
// order and with the same id, unless said otherwise; new notes have id 0. Drags compute each step from the
// notes as they were when the drag began.

/// Moves all by the same ticks and semitones, as far as tick 0 and pitches 0..127 let the whole group go.
[[nodiscard]] std::vector<SongNote> moveNotes(std::vector<SongNote> notes, Tick ticks, int semitones);
/// Moves the ends by the same ticks; no note gets shorter than `minLength`, or than it was if that is less.
[[nodiscard]] std::vector<SongNote> resizeNoteEnds(std::vector<SongNote> notes, Tick ticks, Tick minLength);
/// Moves the starts by the same ticks, the ends stay; lengths as in resizeNoteEnds().
[[nodiscard]] std::vector<SongNote> resizeNoteStarts(std::vector<SongNote> notes, Tick ticks, Tick minLength);
/// Scales places and lengths about the start of the first note. `factor` is above 0.
[[nodiscard]] std::vector<SongNote> stretchNotes(std::vector<SongNote> notes, double factor);
/// New notes `ticks` later.
[[nodiscard]] std::vector<SongNote> duplicateNotes(std::vector<SongNote> notes, Tick ticks);

struct QuantizeOptions
{
    Tick grid = 120;       ///< at least 1
    Tick origin = 0;       ///< where a grid line is, such as the start of a bar
    double strength = 1.0; ///< 0 leaves a note where it is, 1 puts it on the grid
    bool quantizesEnds = false;
    double swing = 0.0; ///< 0..1: moves every second grid line later, by half a grid step at 1
};
/// Starts go towards the nearest grid line and lengths stay, or ends go to their own line (a note keeps at
/// least one grid step there).
[[nodiscard]] std::vector<SongNote> quantizeNotes(std::vector<SongNote> notes,
                                                  const QuantizeOptions &options);

/// Velocities stay within 1..127.
[[nodiscard]] std::vector<SongNote> setVelocity(std::vector<SongNote> notes, int velocity);
[[nodiscard]] std::vector<SongNote> shiftVelocity(std::vector<SongNote> notes, int delta);
[[nodiscard]] std::vector<SongNote> scaleVelocity(std::vector<SongNote> notes, double factor);
/// A straight line in time from the first note's start to the last one's.
[[nodiscard]] std::vector<SongNote> rampVelocity(std::vector<SongNote> notes, int first, int last);

/// Each note lasts until the next later start among the notes, less `gap`; those of the last start stay.
[[nodiscard]] std::vector<SongNote> legatoNotes(std::vector<SongNote> notes, Tick gap = 0);
/// Each note lasts `fraction` (above 0) of its length.
[[nodiscard]] std::vector<SongNote> staccatoNotes(std::vector<SongNote> notes, double fraction = 0.5);
/// Ends notes where the next one of the same pitch begins. Of equal starts only the longest is in the result.
[[nodiscard]] std::vector<SongNote> trimOverlaps(std::vector<SongNote> notes);

/// Cuts the notes that sound across `tick` in two: the first part keeps the id, the second is new. Other
/// notes are in the result as they were. Sorted.
[[nodiscard]] std::vector<SongNote> splitNotes(const std::vector<SongNote> &notes, Tick tick);
/// Cuts notes at every multiple of `grid` inside them. Sorted.
[[nodiscard]] std::vector<SongNote> splitNotesOnGrid(const std::vector<SongNote> &notes, Tick grid);
/// For each pitch one note from the first start to the last end, with the first one's id and velocity.
/// Sorted.
[[nodiscard]] std::vector<SongNote> joinNotes(std::vector<SongNote> notes);

/// Pitch classes, C is bit 0.
using PitchClasses = std::bitset<12>;
/// The scale of a key: major, or natural minor.
[[nodiscard]] PitchClasses scaleOf(const KeyChange &key);
/// Pitches go to the nearest one of `scale`, the lower of two. An empty scale changes nothing.
[[nodiscard]] std::vector<SongNote> fitToScale(std::vector<SongNote> notes, const PitchClasses &scale);

/// Adds `added` to the track and makes room: what sounds at the same pitch is cut at the start and end of an
/// added note, and what is covered by it goes.
[[nodiscard]] NoteChange insertTrimming(const Track &track, std::vector<SongNote> added);

} // namespace solferino
