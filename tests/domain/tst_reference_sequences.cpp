// SPDX-License-Identifier: GPL-3.0-or-later
// Magenta's reading of real files: golden/sequence_NAME.json holds what it makes of midi/NAME.mid.
#include "core/domain/music/melody.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/music/quantized_sequence.h"
#include "core/domain/music/sequence_operations.h"
#include "tests/support/test_files.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace solferino;
using nlohmann::json;

namespace {

const char *const kNames[] = {
    "giantmidi_bach_bwv862",
    "groove_funk_fill",
    "irish_castle_of_gold",
    "jsb_test_7",
    "jsb_train_0",
    "made_time_changes",
    "made_trio",
    "noteseq_example",
    "noteseq_example_is_drum",
    "noteseq_melody",
    "nottingham_ashover10",
    "nottingham_jigs12",
    "nottingham_reelsa_c11",
    "nottingham_waltzes30",
};

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

bool equals(const Note &note, const json &golden)
{
    return note.pitch == golden[0] && note.velocity == golden[1] && isNear(note.startTime, golden[2]) &&
           isNear(note.endTime, golden[3]) && note.program == golden[4] &&
           static_cast<int>(note.isDrum) == golden[5] && note.instrument == golden[6];
}

bool equals(const Tempo &tempo, const json &golden)
{
    return isNear(tempo.time, golden[0]) && tempo.quartersPerMinute == golden[1].get<double>();
}

bool equals(const TimeSignature &meter, const json &golden)
{
    return isNear(meter.time, golden[0]) && meter.numerator == golden[1] && meter.denominator == golden[2];
}

bool equals(const KeySignature &key, const json &golden)
{
    return isNear(key.time, golden[0]) && key.key == golden[1] && static_cast<int>(key.mode) == golden[2];
}

bool equals(const ControlChange &change, const json &golden)
{
    return isNear(change.time, golden[0]) && change.number == golden[1] && change.value == golden[2] &&
           change.instrument == golden[3] && change.program == golden[4] &&
           static_cast<int>(change.isDrum) == golden[5];
}

bool equals(const PitchBend &bend, const json &golden)
{
    return isNear(bend.time, golden[0]) && bend.bend == golden[1] && bend.instrument == golden[2] &&
           bend.program == golden[3] && static_cast<int>(bend.isDrum) == golden[4];
}

bool equals(const std::pair<int, std::string> &name, const json &golden)
{
    return name.first == golden[0] && golden[1] == name.second;
}

/// `golden` may be cut; `count` is the length that it had.
template <class Event>
void checkList(const std::vector<Event> &events, const json &golden, std::size_t count)
{
    REQUIRE(events.size() == count);
    for (std::size_t i = 0; i < golden.size(); ++i) {
        CAPTURE(i);
        CHECK(equals(events[i], golden[i]));
    }
}

template <class Event>
void checkList(const std::vector<Event> &events, const json &golden)
{
    checkList(events, golden, golden.size());
}

void checkSequence(const NoteSequence &sequence, const json &golden)
{
    CHECK(sequence.ticksPerQuarter == golden["ticks_per_quarter"]);
    CHECK(isNear(sequence.totalTime, golden["total_time"]));
    checkList(sequence.notes, golden["notes"], golden["num_notes"]);
    checkList(sequence.controlChanges, golden["control_changes"], golden["num_control_changes"]);
    checkList(sequence.tempos, golden["tempos"]);
    checkList(sequence.timeSignatures, golden["time_signatures"]);
    checkList(sequence.keySignatures, golden["key_signatures"]);
    checkList(sequence.pitchBends, golden["pitch_bends"]);
    checkList(sequence.instrumentNames, golden["instrument_infos"]);
}

void checkSteps(const NoteSequence &quantized, const json &golden)
{
    CHECK(quantized.totalQuantizedSteps == golden["total_quantized_steps"]);
    for (std::size_t i = 0; i < golden["steps"].size(); ++i) {
        CAPTURE(i);
        CHECK(quantized.notes[i].quantizedStartStep == golden["steps"][i][0]);
        CHECK(quantized.notes[i].quantizedEndStep == golden["steps"][i][1]);
    }
}

SequenceFault faultOfError(const std::string &name)
{
    if (name == "MultipleTimeSignatureError")
        return SequenceFault::MultipleTimeSignatures;
    REQUIRE(name == "MultipleTempoError");
    return SequenceFault::MultipleTempos;
}

void checkQuantized(const NoteSequence &sequence, const json &golden)
{
    try {
        const NoteSequence quantized = quantizeRelative(sequence, 4);
        REQUIRE_FALSE(golden.contains("error"));
        checkSteps(quantized, golden);
        if (golden.contains("steps_per_bar"))
            CHECK(stepsPerBar(quantized) == golden["steps_per_bar"].get<double>());
        if (golden.contains("tempos"))
            checkList(quantized.tempos, golden["tempos"]);
    } catch (const SequenceError &error) {
        REQUIRE(golden.contains("error"));
        CHECK(error.fault() == faultOfError(golden["error"]));
    }
}

json toJson(const MelodyExtraction &extraction)
{
    json melodies = json::array();
    for (const Melody &melody : extraction.melodies) {
        melodies.push_back({{"start_step", melody.startStep},
                            {"end_step", melody.endStep()},
                            {"steps_per_bar", melody.stepsPerBar},
                            {"steps_per_quarter", melody.stepsPerQuarter},
                            {"events", melody.events}});
    }
    return {{"melodies", melodies}, {"stats", extraction.counts}};
}

void checkMelodies(const NoteSequence &part, const json &golden)
{
    const NoteSequence quantized = quantizeRelative(part, 4);
    const MelodyExtraction defaults = extractMelodies(quantized, {});
    const MelodyExtraction pipeline =
        extractMelodies(quantized, {.maxStepsTruncate = 512, .ignorePolyphonicNotes = false});
    CHECK(toJson(defaults) == golden["melodies"]["function_defaults"]);
    CHECK(toJson(pipeline) == golden["melodies"]["pipeline"]);
    if (!golden.contains("squash"))
        return;
    const json &squash = golden["squash"];
    Melody melody = (squash["from"] == "pipeline" ? pipeline : defaults).melodies.at(0);
    CHECK(squashMelody(melody, 48, 84, 0) == squash["amount"]);
    CHECK(melody.events == squash["events"].get<std::vector<int>>());
}

template <class Check>
void forEachFile(Check check)
{
    for (const std::string name : kNames) {
        CAPTURE(name);
        const MidiReadResult result = readMidi(test::readData("midi/" + name + ".mid"));
        check(sequenceFromMidi(result.file), test::readJsonData("golden/sequence_" + name + ".json"));
    }
}

} // namespace

TEST_CASE("reading_equalsTheReference")
{
    forEachFile([](const NoteSequence &sequence, const json &golden) {
        checkSequence(sequence, golden["note_sequence"]);
    });
}

TEST_CASE("quantizing_equalsTheReference")
{
    forEachFile([](const NoteSequence &sequence, const json &golden) {
        checkQuantized(sequence, golden["quantized_4"]);
        checkSteps(quantizeAbsolute(sequence, 100.0), golden["quantized_abs_100"]);
    });
}

TEST_CASE("splitting_equalsTheReference")
{
    forEachFile([](const NoteSequence &sequence, const json &golden) {
        const std::vector<NoteSequence> parts = splitOnTimeChanges(sequence);
        REQUIRE(parts.size() == golden["num_splits"]);
        for (std::size_t i = 0; i < golden["splits"].size(); ++i) {
            CAPTURE(i);
            const json &split = golden["splits"][i];
            CHECK(isNear(parts[i].subsequenceInfo.startTimeOffset, split["start"]));
            CHECK(isNear(parts[i].subsequenceInfo.endTimeOffset, split["end"]));
            CHECK(isNear(parts[i].totalTime, split["total_time"]));
            CHECK(parts[i].notes.size() == split["num_notes"]);
            if (split.contains("note_sequence")) {
                checkSequence(parts[i], split["note_sequence"]);
                checkQuantized(parts[i], split["quantized_4"]);
            }
        }
    });
}

TEST_CASE("melodies_equalTheReference")
{
    forEachFile([](const NoteSequence &sequence, const json &golden) {
        const std::vector<NoteSequence> parts = splitOnTimeChanges(sequence);
        for (std::size_t i = 0; i < golden["splits"].size(); ++i) {
            CAPTURE(i);
            checkMelodies(parts.at(i), golden["splits"][i]);
        }
    });
}

TEST_CASE("sustain_equalsTheReference")
{
    int filesWithSustain = 0;
    forEachFile([&](const NoteSequence &sequence, const json &golden) {
        if (!golden.contains("sustained"))
            return;
        ++filesWithSustain;
        const NoteSequence sustained = applySustain(sequence);
        CHECK(isNear(sustained.totalTime, golden["sustained"]["total_time"]));
        checkList(sustained.notes, golden["sustained"]["notes"], golden["sustained"]["num_notes"]);
    });
    CHECK(filesWithSustain >= 3);
}
