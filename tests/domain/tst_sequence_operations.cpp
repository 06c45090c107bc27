// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"
#include "core/domain/music/sequence_operations.h"

#include <array>
#include <doctest/doctest.h>

using namespace solferino;

namespace {

Note note(int pitch, double start, double end)
{
    return {.pitch = pitch, .startTime = start, .endTime = end};
}

ControlChange pedal(double time, int value)
{
    return {.time = time, .number = 64, .value = value};
}

NoteSequence twoNotes()
{
    NoteSequence sequence;
    sequence.notes = {note(60, 0.0, 1.0), note(64, 1.0, 2.0)};
    sequence.totalTime = 2.0;
    sequence.tempos = {{.quartersPerMinute = 100.0}};
    sequence.timeSignatures = {{.numerator = 3, .denominator = 4}};
    sequence.pitchBends = {{.time = 0.5, .bend = 100}};
    sequence.controlChanges = {pedal(0.25, 127)};
    sequence.textAnnotations = {{.time = 1.0, .text = "hm"}};
    return sequence;
}

} // namespace

TEST_CASE("sustain_followsTheSheet")
{
    NoteSequence sequence;
    sequence.notes = {note(60, 0.5, 1.0), note(64, 1.0, 2.0), note(60, 3.0, 3.5), note(67, 4.0, 4.2)};
    sequence.controlChanges = {pedal(0.0, 127), pedal(2.5, 0), pedal(3.2, 64), pedal(5.0, 63)};
    sequence.totalTime = 4.2;
    const NoteSequence sustained = applySustain(sequence);
    CHECK(sustained.notes ==
          std::vector<Note>{note(60, 0.5, 2.5), note(64, 1.0, 2.5), note(60, 3.0, 5.0), note(67, 4.0, 5.0)});
    CHECK(sustained.totalTime == 5.0);
}

TEST_CASE("sustain_endsANoteThatIsStruckAgain")
{
    NoteSequence sequence;
    sequence.notes = {note(60, 0.0, 0.5), note(60, 1.0, 1.5), note(60, 1.0, 1.2)};
    sequence.controlChanges = {pedal(0.0, 127)};
    const NoteSequence sustained = applySustain(sequence);
    // The second note of the same moment replaces the first; the pedal never lifts: the last event is the
    // end.
    CHECK(sustained.notes == std::vector<Note>{note(60, 0.0, 1.0), note(60, 1.0, 1.5)});
}

TEST_CASE("sustain_leavesDrumsAndOtherInstruments")
{
    NoteSequence sequence;
    sequence.notes = {note(36, 0.0, 0.5), note(60, 0.0, 0.5)};
    sequence.notes[0].isDrum = true;
    sequence.notes[1].instrument = 1;
    sequence.controlChanges = {pedal(0.0, 127), pedal(3.0, 0)};
    CHECK(applySustain(sequence).notes == sequence.notes);
    CHECK_THROWS_AS(static_cast<void>(applySustain(quantizeAbsolute(sequence, 100.0))), SequenceError);
}

TEST_CASE("trim_clipsWithoutMoving")
{
    const NoteSequence trimmed = trimSequence(twoNotes(), 1.0, 1.5);
    CHECK(trimmed.notes == std::vector<Note>{note(64, 1.0, 1.5)});
    CHECK(trimmed.totalTime == 1.5);
    CHECK(trimmed.controlChanges.size() == 1);
}

TEST_CASE("shift_movesEverything")
{
    const NoteSequence shifted = shiftSequence(twoNotes(), 2.0);
    CHECK(shifted.notes == std::vector<Note>{note(60, 2.0, 3.0), note(64, 3.0, 4.0)});
    CHECK(shifted.totalTime == 4.0);
    CHECK(shifted.tempos[0].time == 2.0);
    CHECK(shifted.timeSignatures[0].time == 2.0);
    CHECK(shifted.pitchBends[0].time == 2.5);
    CHECK(shifted.controlChanges[0].time == 2.25);
    CHECK(shifted.textAnnotations[0].time == 3.0);
    CHECK_THROWS_AS(static_cast<void>(shiftSequence(twoNotes(), 0.0)), SequenceError);
}

TEST_CASE("transpose_followsTheSheet")
{
    NoteSequence sequence;
    sequence.notes = {note(120, 0.0, 3.0), note(60, 0.0, 1.0)};
    sequence.totalTime = 3.0;
    sequence.keySignatures = {{.key = 11}};
    const TransposedSequence result = transposeSequence(sequence, 10);
    CHECK(result.sequence.notes == std::vector<Note>{note(70, 0.0, 1.0)});
    CHECK(result.deletedNotes == 1);
    CHECK(result.sequence.keySignatures[0].key == 9);
    CHECK(result.sequence.totalTime == 1.0);
}

TEST_CASE("transpose_leavesDrums")
{
    NoteSequence sequence;
    sequence.notes = {note(36, 0.0, 1.0)};
    sequence.notes[0].isDrum = true;
    CHECK(transposeSequence(sequence, 5, 48, 84).sequence.notes == sequence.notes);
}

TEST_CASE("stretch_slowsTimesAndTempo")
{
    const NoteSequence stretched = stretchSequence(twoNotes(), 2.0);
    CHECK(stretched.notes == std::vector<Note>{note(60, 0.0, 2.0), note(64, 2.0, 4.0)});
    CHECK(stretched.tempos[0].quartersPerMinute == 50.0);
    CHECK(stretched.totalTime == 4.0);
    CHECK_THROWS_AS(static_cast<void>(stretchSequence(twoNotes(), 0.0)), SequenceError);
}

TEST_CASE("redundantEvents_goAway")
{
    NoteSequence sequence;
    sequence.tempos = {{.time = 4.0, .quartersPerMinute = 90.0},
                       {.time = 0.0, .quartersPerMinute = 90.0},
                       {.time = 6.0, .quartersPerMinute = 60.0}};
    const NoteSequence result = removeRedundantEvents(sequence);
    CHECK(result.tempos == std::vector<Tempo>{{.time = 0.0, .quartersPerMinute = 90.0},
                                              {.time = 6.0, .quartersPerMinute = 60.0}});
}

TEST_CASE("concatenate_putsOneAfterTheOther")
{
    const std::array sequences{twoNotes(), twoNotes()};
    const NoteSequence joined = concatenateSequences(sequences);
    REQUIRE(joined.notes.size() == 4);
    CHECK(joined.notes[2] == note(60, 2.0, 3.0));
    CHECK(joined.totalTime == 4.0);
    CHECK(joined.tempos.size() == 1);
    CHECK(joined.timeSignatures.size() == 1);

    const std::array durations{3.0, 2.0};
    CHECK(concatenateSequences(sequences, durations).notes[2].startTime == 3.0);
    const std::array tooShort{1.0, 2.0};
    CHECK_THROWS_AS(static_cast<void>(concatenateSequences(sequences, tooShort)), SequenceError);
    const std::array tooFew{3.0};
    CHECK_THROWS_AS(static_cast<void>(concatenateSequences(sequences, tooFew)), SequenceError);
}
