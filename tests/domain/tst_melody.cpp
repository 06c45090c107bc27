// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "core/domain/music/quantized_sequence.h"

#include <doctest/doctest.h>
#include <limits>

using namespace solferino;

namespace {

using Events = std::vector<int>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct StepNote
{
    int pitch;
    std::int64_t start;
    std::int64_t end;
    int instrument = 0;
};

NoteSequence quantized(const std::vector<StepNote> &notes)
{
    NoteSequence sequence;
    for (const StepNote &note : notes) {
        sequence.notes.push_back({.pitch = note.pitch,
                                  .instrument = note.instrument,
                                  .quantizedStartStep = note.start,
                                  .quantizedEndStep = note.end});
        sequence.totalQuantizedSteps = std::max(sequence.totalQuantizedSteps, note.end);
    }
    sequence.stepsPerQuarter = 4;
    sequence.timeSignatures = {{}};
    sequence.tempos = {{}};
    return sequence;
}

/// A scale of quarter notes, so long that every filter lets it pass.
std::vector<StepNote> scale(int bars, int instrument = 0)
{
    std::vector<StepNote> notes;
    for (std::int64_t beat = 0; beat < 4 * bars; ++beat)
        notes.push_back({60 + static_cast<int>(beat % 12), 4 * beat, 4 * beat + 4, instrument});
    return notes;
}

std::int64_t count(const MelodyExtraction &extraction, const char *reason)
{
    return extraction.counts.at(reason);
}

} // namespace

TEST_CASE("melody_holdsEndsAndCuts")
{
    const NoteSequence sequence = quantized({{60, 0, 4}, {62, 4, 6}, {64, 6, 7}, {67, 8, 13}, {65, 12, 16}});
    const Melody melody = melodyFromQuantized(sequence, 0, 0, {});
    CHECK(melody.events == Events{60, -2, -2, -2, 62, -2, 64, -1, 67, -2, -2, -2, 65, -2, -2, -2});
    CHECK(melody.startStep == 0);
    CHECK(melody.endStep() == 16);
    CHECK(melody.stepsPerBar == 16);
}

TEST_CASE("melody_keepsTheHighestOfAChord")
{
    const NoteSequence sequence = quantized({{60, 0, 4}, {64, 0, 4}, {67, 4, 8}});
    CHECK(melodyFromQuantized(sequence, 0, 0, {}).events == Events{64, -2, -2, -2, 67, -2, -2, -2});
    CHECK_THROWS_AS(static_cast<void>(melodyFromQuantized(sequence, 0, 0, {.ignorePolyphonicNotes = false})),
                    SequenceError);
}

TEST_CASE("melody_endsAtAGap")
{
    const NoteSequence sequence = quantized({{60, 16, 20}, {62, 36, 40}, {64, 76, 80}});
    const Melody one = melodyFromQuantized(sequence, 0, 0, {.gapBars = 1.0});
    CHECK(one.events.size() == 4);
    CHECK(one.startStep == 16);
    CHECK(melodyFromQuantized(sequence, 0, 0, {.gapBars = 2.0}).events.size() == 24);
    CHECK(melodyFromQuantized(sequence, 0, 0, {.gapBars = kInfinity}).events.size() == 64);
}

TEST_CASE("melody_beginsAtTheBarOfItsFirstNote")
{
    const NoteSequence sequence = quantized({{60, 21, 24}});
    CHECK(melodyFromQuantized(sequence, 0, 0, {}).startStep == 16);
    CHECK(melodyFromQuantized(sequence, 3, 0, {}).startStep == 19);
    CHECK(melodyFromQuantized(sequence, 22, 0, {}).events.empty());
    CHECK(melodyFromQuantized(sequence, 0, 1, {}).events.empty());
}

TEST_CASE("melody_skipsDrumsAndSilentNotes")
{
    NoteSequence sequence = quantized({{36, 0, 4}, {60, 4, 8}, {62, 8, 12}});
    sequence.notes[0].isDrum = true;
    sequence.notes[2].velocity = 0;
    CHECK(melodyFromQuantized(sequence, 0, 0, {}).events == Events{-2, -2, -2, -2, 60, -2, -2, -2});
    CHECK(melodyFromQuantized(sequence, 0, 0, {.filterDrums = false}).events.front() == 36);
}

TEST_CASE("melody_padsToAWholeBar")
{
    const Melody melody = melodyFromQuantized(quantized({{60, 0, 4}}), 0, 0, {.padEnd = true});
    CHECK(melody.events == Events{60, -2, -2, -2, -1, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2});
}

TEST_CASE("melody_refusesWhatItCannotCount")
{
    NoteSequence sequence = quantized({{60, 0, 4}});
    sequence.timeSignatures = {{.numerator = 3, .denominator = 8}};
    sequence.stepsPerQuarter = 1;
    CHECK_THROWS_AS(static_cast<void>(melodyFromQuantized(sequence, 0, 0, {})), SequenceError);
    CHECK_THROWS_AS(static_cast<void>(extractMelodies(NoteSequence{}, {})), SequenceError);
    CHECK_THROWS_AS(
        static_cast<void>(melodyFromQuantized(quantized({{60, 0, std::int64_t{1} << 40}}), 0, 0, {})),
        SequenceError);
}

TEST_CASE("extraction_countsWhatItDiscards")
{
    SUBCASE("nothing")
    {
        const MelodyExtraction extraction = extractMelodies(quantized(scale(8)), {});
        CHECK(extraction.melodies.size() == 1);
        CHECK(extraction.counts.size() == 5);
        for (const auto &entry : extraction.counts)
            CHECK_MESSAGE(entry.second == 0, entry.first);
        CHECK(extraction.lengthsInBars == std::map<std::int64_t, std::int64_t>{{8, 1}});
    }
    SUBCASE("too short")
    {
        const MelodyExtraction extraction = extractMelodies(quantized(scale(6)), {});
        CHECK(extraction.melodies.empty());
        CHECK(count(extraction, "melodies_discarded_too_short") == 1);
    }
    SUBCASE("too few pitches")
    {
        std::vector<StepNote> notes = scale(8);
        for (StepNote &note : notes)
            note.pitch = 60 + 12 * (note.pitch % 2); // one pitch class in two octaves
        const MelodyExtraction extraction = extractMelodies(quantized(notes), {});
        CHECK(count(extraction, "melodies_discarded_too_few_pitches") == 1);
    }
    SUBCASE("too long")
    {
        const MelodyExtraction extraction = extractMelodies(quantized(scale(8)), {.maxStepsDiscard = 100});
        CHECK(extraction.melodies.empty());
        CHECK(count(extraction, "melodies_discarded_too_long") == 1);
    }
    SUBCASE("truncated")
    {
        const MelodyExtraction extraction = extractMelodies(quantized(scale(8)), {.maxStepsTruncate = 100});
        REQUIRE(extraction.melodies.size() == 1);
        CHECK(extraction.melodies[0].events.size() == 100);
        CHECK(count(extraction, "melodies_truncated") == 1);
    }
    SUBCASE("polyphonic track")
    {
        std::vector<StepNote> notes = scale(8);
        notes.push_back({80, 4, 8});
        const std::vector<StepNote> other = scale(8, 1);
        notes.insert(notes.end(), other.begin(), other.end());
        const MelodyExtraction extraction =
            extractMelodies(quantized(notes), {.ignorePolyphonicNotes = false});
        CHECK(extraction.melodies.size() == 1);
        CHECK(count(extraction, "polyphonic_tracks_discarded") == 1);
    }
}

TEST_CASE("extraction_goesOnAfterAGap")
{
    std::vector<StepNote> notes = scale(8);
    for (const StepNote &note : scale(7))
        notes.push_back({note.pitch, note.start + 200, note.end + 200});
    const MelodyExtraction extraction = extractMelodies(quantized(notes), {});
    REQUIRE(extraction.melodies.size() == 2);
    CHECK(extraction.melodies[1].startStep == 192);
    CHECK(extraction.melodies[1].events.size() == 8 + 7 * 16);
}

TEST_CASE("leadingNoteOffs_becomeHolds")
{
    Events events{-1, -2, -1, 60, -1};
    cleanLeadingNoteOffs(events);
    CHECK(events == Events{-2, -2, -2, 60, -1});
}

TEST_CASE("length_endsTheSoundingNote")
{
    Melody melody{.events = {60, -2}};
    setMelodyLength(melody, 4);
    CHECK(melody.events == Events{60, -2, -1, -2});
    setMelodyLength(melody, 6);
    CHECK(melody.events == Events{60, -2, -1, -2, -2, -2});
    setMelodyLength(melody, 1);
    CHECK(melody.events == Events{60});
    Melody empty;
    setMelodyLength(empty, 2);
    CHECK(empty.events == Events{-2, -2});
}

TEST_CASE("key_isTheScaleWithMostNotes")
{
    CHECK(estimateMajorKey({60, 62, 64, 65, 67, 69, 71}) == 0);
    CHECK(estimateMajorKey({62, 64, 66, 67, 69, 71, 73}) == 2);
    CHECK(estimateMajorKey({60}) == 0);
    CHECK(estimateMajorKey({-2, -1}) == 0);
}

TEST_CASE("squash_followsTheSheet")
{
    struct Row
    {
        Events events;
        std::optional<int> key;
        int amount;
        Events result;
    };
    const Row rows[] = {
        {{72, 74, 76, 77, 79}, 0, -12, {60, 62, 64, 65, 67}},
        {{90, 92, 94, 95, 97}, 0, -30, {60, 62, 64, 65, 67}},
        {{61, 63, 65, 66, 68, 70, 72}, 0, -1, {60, 62, 64, 65, 67, 69, 71}},
        {{40, 45, 88}, 0, 0, {52, 57, 76}},
        {{90, 92, 94, 95, 97}, std::nullopt, 0, {78, 80, 82, 83, 73}},
        {{-2, -1}, 0, 0, {-2, -1}},
    };
    for (const Row &row : rows) {
        Melody melody{.events = row.events};
        CHECK(squashMelody(melody, 48, 84, row.key) == row.amount);
        CHECK(melody.events == row.result);
    }
}

TEST_CASE("squash_roundsHalvesToEven")
{
    // Distances of 6, 18 and -6 semitones to the middle: 0.5, 1.5 and -0.5 octaves.
    const auto amountOf = [](int pitch, int minPitch, int maxPitch) {
        Melody melody{.events = {pitch, pitch + 7, pitch + 4, pitch}};
        return squashMelody(melody, minPitch, maxPitch, estimateMajorKey(melody.events));
    };
    // The centre of pitch .. pitch + 7 is pitch + 3.5, that of [48, 84) is 65.5.
    CHECK(amountOf(56, 48, 84) == 0);   // 6 below
    CHECK(amountOf(44, 48, 84) == 24);  // 18 below
    CHECK(amountOf(68, 48, 84) == 0);   // 6 above
    CHECK(amountOf(80, 48, 84) == -24); // 18 above
}

TEST_CASE("transpose_foldsByOctaves")
{
    Melody melody{.events = {47, 84, -2, 60, -1, 20, 100}};
    transposeMelody(melody, 0, 48, 84);
    CHECK(melody.events == Events{59, 72, -2, 60, -1, 56, 76});
}

TEST_CASE("melody_becomesNotes")
{
    const NoteSequence sequence =
        melodyToSequence({.events = {60, -2, -1, 62, 64}, .startStep = 16}, 120.0, 90, 5);
    REQUIRE(sequence.notes.size() == 3);
    CHECK(sequence.notes[0] ==
          Note{.pitch = 60, .velocity = 90, .startTime = 2.0, .endTime = 2.25, .program = 5});
    CHECK(sequence.notes[1].startTime == 2.375);
    CHECK(sequence.notes[1].endTime == 2.5);
    CHECK(sequence.notes[2].endTime == 2.625);
    CHECK(sequence.totalTime == 2.625);
    CHECK(melodyToSequence({}, 120.0).notes.empty());
}
