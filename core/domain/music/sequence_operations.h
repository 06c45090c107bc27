// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"

#include <span>

namespace solferino {

// Operations on sequences in seconds (sheet, section 4). Each returns a changed copy and throws SequenceError
// for a quantized sequence.

/// Lengthens notes to where the sustain pedal lets them sound. A note that is struck again under the pedal
/// ends the one before it; drums have no pedal.
[[nodiscard]] NoteSequence applySustain(const NoteSequence &sequence);

/// Keeps the notes that start in [start, end) and ends them at `end`; nothing moves.
[[nodiscard]] NoteSequence trimSequence(const NoteSequence &sequence, double start, double end);

/// Moves everything later. Throws SequenceError unless `seconds` is positive.
[[nodiscard]] NoteSequence shiftSequence(const NoteSequence &sequence, double seconds);

struct TransposedSequence
{
    NoteSequence sequence;
    int deletedNotes = 0; ///< those that left the range
};

/// Moves pitches (not of drums) and keys; notes that leave [minPitch, maxPitch] are deleted. Chord symbols
/// are removed: they would no longer be true.
[[nodiscard]] TransposedSequence transposeSequence(const NoteSequence &sequence, int semitones,
                                                   int minPitch = kMinMidiPitch,
                                                   int maxPitch = kMaxMidiPitch);

/// Makes everything `factor` times as long; above 1 is slower. Throws SequenceError unless it is positive.
[[nodiscard]] NoteSequence stretchSequence(const NoteSequence &sequence, double factor);

/// Sorts meters, keys and tempos by time and drops those that change nothing.
[[nodiscard]] NoteSequence removeRedundantEvents(const NoteSequence &sequence);

/// One after the other. `durations`, if given, says how long each one lasts: as many as sequences, none
/// shorter than its sequence, else SequenceError.
[[nodiscard]] NoteSequence concatenateSequences(std::span<const NoteSequence> sequences,
                                                std::span<const double> durations = {});

} // namespace solferino
