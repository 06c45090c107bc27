// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

inline constexpr int kMelodyNoteOff = -1;
inline constexpr int kMelodyNoEvent = -2;

/// A monophonic line on a step grid: one event a step, -2 hold, -1 note off, 0..127 note on (sheet, section
/// 11).
struct Melody
{
    std::vector<int> events{};
    std::int64_t startStep = 0;
    int stepsPerBar = 16;
    int stepsPerQuarter = 4;

    [[nodiscard]] std::int64_t endStep() const
    {
        return startStep + static_cast<std::int64_t>(events.size());
    }
    bool operator==(const Melody &) const = default;
};

struct MelodyExtractionOptions
{
    int minBars = 7;
    std::optional<int> maxStepsTruncate{};
    std::optional<int> maxStepsDiscard{};
    int minUniquePitches = 5; ///< pitch classes
    double gapBars = 1.0;     ///< may be infinity
    bool ignorePolyphonicNotes = true;
    bool padEnd = false;
    bool filterDrums = true;
};

/// Longest melody in steps; what would be longer is refused.
inline constexpr std::int64_t kMaxMelodySteps = std::int64_t{1} << 20;

/// Reason or fact -> count. Always present: polyphonic_tracks_discarded, melodies_discarded_too_short,
/// melodies_discarded_too_few_pitches, melodies_discarded_too_long, melodies_truncated.
using ExtractionCounts = std::map<std::string, std::int64_t>;

struct MelodyExtraction
{
    std::vector<Melody> melodies;
    ExtractionCounts counts;
    std::map<std::int64_t, std::int64_t> lengthsInBars; ///< whole bars -> kept melodies of that length
};

/// One melody from `quantized`, beginning at the bar of the first note at or after `searchStartStep`. Empty
/// events if there is none. Throws SequenceError (polyphony where it is not ignored, fractional bars, not
/// quantized).
[[nodiscard]] Melody melodyFromQuantized(const NoteSequence &quantized, std::int64_t searchStartStep,
                                         int instrument, const MelodyExtractionOptions &options);

/// Every melody of every instrument that passes the filters, with counted reasons for those that do not.
[[nodiscard]] MelodyExtraction extractMelodies(const NoteSequence &quantized,
                                               const MelodyExtractionOptions &options);

/// Leading note-offs become holds, as in every melody that a model reads.
void cleanLeadingNoteOffs(std::vector<int> &events);

/// Pads with holds or truncates on the right; a note that sounds at the old end gets a note-off there.
void setMelodyLength(Melody &melody, int steps);

/// Key whose scale holds most notes; the lowest wins a tie.
[[nodiscard]] int estimateMajorKey(const std::vector<int> &events);

/// Transposes and folds pitches by octaves into [minPitch, maxPitch).
void transposeMelody(Melody &melody, int semitones, int minPitch, int maxPitch);

/// Moves a melody towards the middle of [minPitch, maxPitch) and, if given, into `key`; returns the
/// transposition.
int squashMelody(Melody &melody, int minPitch, int maxPitch, std::optional<int> key);

/// Notes of velocity 100 and program 0 in seconds; step 0 of the grid is time 0.
[[nodiscard]] NoteSequence melodyToSequence(const Melody &melody, double quartersPerMinute,
                                            int velocity = 100, int program = 0);

} // namespace solferino
