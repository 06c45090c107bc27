// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"

#include <doctest/doctest.h>

using namespace solferino;

namespace {

SequenceFault faultOf(const NoteSequence &sequence)
{
    try {
        static_cast<void>(quantizeRelative(sequence, 4));
    } catch (const SequenceError &error) {
        return error.fault();
    }
    FAIL("the sequence was quantized");
    return {};
}

Note note(int pitch, double start, double end)
{
    return {.pitch = pitch, .startTime = start, .endTime = end};
}

/// Eight notes of a second, tempo, meter, pedal and chords that change on the way (sheet, section 5).
NoteSequence eightSeconds()
{
    NoteSequence sequence;
    for (int i = 0; i < 8; ++i)
        sequence.notes.push_back(note(60 + i, i, i + 1.0));
    sequence.totalTime = 8.0;
    sequence.tempos = {{.time = 0.0, .quartersPerMinute = 100.0}, {.time = 4.0, .quartersPerMinute = 90.0}};
    sequence.timeSignatures = {{.time = 0.0, .numerator = 3, .denominator = 4}};
    sequence.controlChanges = {{.time = 1.5, .number = 64, .value = 127},
                               {.time = 1.5, .number = 7, .value = 100}};
    sequence.textAnnotations = {{.time = 0.0, .text = "C", .type = AnnotationType::ChordSymbol},
                                {.time = 3.0, .text = "G", .type = AnnotationType::ChordSymbol}};
    return sequence;
}

} // namespace

TEST_CASE("steps_roundAsTheReference")
{
    struct Row
    {
        double seconds;
        double cutoff;
        std::int64_t step;
    };
    const Row rows[] = {
        {0.0, 0.5, 0},    {0.0, 0.0, 1},    {0.0, 1.0, 0},     {0.0624, 0.5, 0},  {0.0624, 0.0, 1},
        {0.0624, 1.0, 0}, {0.0625, 0.5, 1}, {0.0625, 0.0, 1},  {0.0625, 1.0, 0},  {0.1875, 0.5, 2},
        {0.1875, 0.0, 2}, {0.1875, 1.0, 1}, {0.24999, 0.5, 2}, {0.24999, 0.0, 2}, {0.24999, 1.0, 1},
        {-0.01, 0.5, 0},  {-0.07, 0.5, 0},  {-0.2, 0.5, -1},
    };
    for (const Row &row : rows) {
        CAPTURE(row.seconds);
        CAPTURE(row.cutoff);
        CHECK(quantizeToStep(row.seconds, 8.0, row.cutoff) == row.step);
    }
}

TEST_CASE("steps_ofEndlessTimesStayDefined")
{
    CHECK(quantizeToStep(1e300, 8.0) > 0);
    CHECK(quantizeToStep(-1e300, 8.0) < 0);
}

TEST_CASE("quantizing_givesTheStepsOfTheSheet")
{
    NoteSequence sequence;
    sequence.notes = {note(60, 0.0, 0.5), note(62, 0.5, 0.75), note(64, 0.75, 0.76), note(67, 1.0, 1.6),
                      note(65, 1.5, 2.0)};
    sequence.totalTime = 2.0;
    const NoteSequence quantized = quantizeRelative(sequence, 4);
    const std::pair<std::int64_t, std::int64_t> steps[] = {{0, 4}, {4, 6}, {6, 7}, {8, 13}, {12, 16}};
    REQUIRE(quantized.notes.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(quantized.notes[i].quantizedStartStep == steps[i].first);
        CHECK(quantized.notes[i].quantizedEndStep == steps[i].second);
    }
    CHECK(quantized.totalQuantizedSteps == 16);
    CHECK(quantized.tempos == std::vector<Tempo>{{}});
    CHECK(quantized.timeSignatures == std::vector<TimeSignature>{{}});
}

TEST_CASE("quantizing_stepsControlsAndTexts")
{
    NoteSequence sequence = eightSeconds();
    sequence.tempos = {{.time = 0.0, .quartersPerMinute = 60.0}};
    const NoteSequence quantized = quantizeRelative(sequence, 4);
    CHECK(quantized.controlChanges[0].quantizedStep == 6);
    CHECK(quantized.textAnnotations[1].quantizedStep == 12);
    sequence.controlChanges[0].time = -1.0;
    CHECK(faultOf(sequence) == SequenceFault::NegativeTime);
}

TEST_CASE("quantizing_refusesChangesOfMeter")
{
    NoteSequence sequence;
    sequence.timeSignatures = {{.time = 1.0, .numerator = 3, .denominator = 4}};
    CHECK(faultOf(sequence) == SequenceFault::MultipleTimeSignatures);
    sequence.timeSignatures = {{.time = 0.0}, {.time = 1.0, .numerator = 3, .denominator = 4}};
    CHECK(faultOf(sequence) == SequenceFault::MultipleTimeSignatures);
    sequence.timeSignatures = {{.time = 0.0, .numerator = 4, .denominator = 6}};
    CHECK(faultOf(sequence) == SequenceFault::BadTimeSignature);
    sequence.timeSignatures = {{.time = 0.0, .numerator = 0, .denominator = 4}};
    CHECK(faultOf(sequence) == SequenceFault::BadTimeSignature);
    // A repeated meter is none, and a late 4/4 only says what held before.
    sequence.timeSignatures = {{.time = 1.0}, {.time = 2.0}};
    CHECK(quantizeRelative(sequence, 4).timeSignatures == std::vector<TimeSignature>{{}});
}

TEST_CASE("quantizing_refusesChangesOfTempo")
{
    NoteSequence sequence;
    sequence.tempos = {{.time = 1.0, .quartersPerMinute = 90.0}};
    CHECK(faultOf(sequence) == SequenceFault::MultipleTempos);
    // The first tempo is the first in time, wherever it is stored.
    sequence.tempos = {{.time = 1.0, .quartersPerMinute = 90.0}, {.time = 0.0, .quartersPerMinute = 60.0}};
    CHECK(faultOf(sequence) == SequenceFault::MultipleTempos);
    sequence.tempos = {{.time = 0.0, .quartersPerMinute = 90.0}, {.time = 5.0, .quartersPerMinute = 90.0}};
    CHECK(quantizeRelative(sequence, 4).tempos ==
          std::vector<Tempo>{{.time = 0.0, .quartersPerMinute = 90.0}});
}

TEST_CASE("quantizing_refusesNegativeTimes")
{
    NoteSequence sequence;
    sequence.notes = {note(60, -0.5, 1.0)};
    CHECK(faultOf(sequence) == SequenceFault::NegativeTime);
    CHECK_THROWS_AS(static_cast<void>(quantizeAbsolute(sequence, 100.0)), SequenceError);
}

TEST_CASE("bars_haveTheStepsOfTheirMeter")
{
    struct Row
    {
        int numerator, denominator, stepsPerQuarter;
        double steps;
    };
    for (const Row &row : {Row{4, 4, 4, 16.0}, Row{3, 4, 4, 12.0}, Row{6, 8, 4, 12.0}, Row{5, 8, 4, 10.0},
                           Row{7, 16, 4, 7.0}, Row{3, 8, 1, 1.5}}) {
        NoteSequence sequence;
        sequence.timeSignatures = {{.numerator = row.numerator, .denominator = row.denominator}};
        CHECK(stepsPerBar(quantizeRelative(sequence, row.stepsPerQuarter)) == row.steps);
    }
    CHECK_THROWS_AS(static_cast<void>(stepsPerBar(NoteSequence{})), SequenceError);
}

TEST_CASE("subsequence_keepsWhatHolds")
{
    const NoteSequence part = extractSubsequence(eightSeconds(), 2.5, 5.5);
    REQUIRE(part.notes.size() == 3);
    CHECK(part.notes[0] == note(63, 0.5, 1.5));
    CHECK(part.notes[1] == note(64, 1.5, 2.5));
    CHECK(part.notes[2] == note(65, 2.5, 3.0));
    CHECK(part.totalTime == 3.0);
    CHECK(part.tempos == std::vector<Tempo>{{.time = 0.0, .quartersPerMinute = 100.0},
                                            {.time = 1.5, .quartersPerMinute = 90.0}});
    CHECK(part.timeSignatures == std::vector<TimeSignature>{{.time = 0.0, .numerator = 3, .denominator = 4}});
    CHECK(part.controlChanges == std::vector<ControlChange>{{.time = 0.0, .number = 64, .value = 127}});
    REQUIRE(part.textAnnotations.size() == 2);
    CHECK(part.textAnnotations[0].text == "C");
    CHECK(part.textAnnotations[0].time == 0.0);
    CHECK(part.textAnnotations[1].text == "G");
    CHECK(part.textAnnotations[1].time == 0.5);
    CHECK(part.subsequenceInfo == SubsequenceInfo{.startTimeOffset = 2.5, .endTimeOffset = 2.5});
}

TEST_CASE("subsequence_refusesBadTimes")
{
    const auto extract = [](double start, double end) {
        static_cast<void>(extractSubsequence(eightSeconds(), start, end));
    };
    CHECK_THROWS_AS(extract(3.0, 2.0), SequenceError);
    CHECK_THROWS_AS(extract(8.0, 9.0), SequenceError);
    CHECK_THROWS_AS(static_cast<void>(extractSubsequence(quantizeAbsolute(eightSeconds(), 100.0), 0.0, 1.0)),
                    SequenceError);
}

TEST_CASE("splitting_cutsAtRealChanges")
{
    NoteSequence sequence = eightSeconds();
    sequence.tempos.push_back({.time = 6.0, .quartersPerMinute = 90.0}); // changes nothing
    sequence.timeSignatures.push_back({.time = 7.0, .numerator = 4, .denominator = 4});
    sequence.timeSignatures.push_back({.time = 9.0, .numerator = 2, .denominator = 4}); // after the end
    const std::vector<NoteSequence> parts = splitOnTimeChanges(sequence);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].totalTime == 4.0);
    CHECK(parts[1].totalTime == 3.0);
    CHECK(parts[2].totalTime == 1.0);
    CHECK(parts[2].timeSignatures == std::vector<TimeSignature>{{}});
    CHECK(parts[2].subsequenceInfo.startTimeOffset == 7.0);
    CHECK(splitOnTimeChanges(NoteSequence{}).empty());
}
