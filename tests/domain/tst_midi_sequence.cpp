// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_file.h"
#include "tests/support/test_files.h"

#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace solferino;

namespace {

MidiEvent event(Tick time, std::uint8_t status, std::vector<std::uint8_t> data)
{
    return {.time = time, .status = status, .data = std::move(data)};
}

NoteSequence writtenAndRead(const NoteSequence &sequence)
{
    const MidiReadResult result = readMidi(writeMidi(midiFromSequence(sequence)));
    CHECK(result.warnings.empty());
    return sequenceFromMidi(result.file);
}

} // namespace

TEST_CASE("noteOff_closesEveryEarlierNote")
{
    MidiFile file;
    file.tracks = {{event(0, 0x90, {60, 1}), event(5, 0x90, {60, 2}), event(10, 0x90, {60, 3}),
                    event(10, 0x90, {60, 0}), event(20, 0x90, {60, 0}), event(30, 0x90, {62, 9}),
                    event(30, 0x90, {62, 0}), event(40, 0x90, {62, 0})}};
    const NoteSequence sequence = sequenceFromMidi(file);
    // Notes of 60 that began before tick 10 end there; the one from tick 10 goes on. 62 never had a length.
    REQUIRE(sequence.notes.size() == 3);
    CHECK(sequence.notes[0].velocity == 1);
    CHECK(sequence.notes[1].velocity == 2);
    CHECK(sequence.notes[2].velocity == 3);
    CHECK(sequence.notes[0].endTime == sequence.notes[1].endTime);
    CHECK(sequence.notes[2].endTime == sequence.totalTime);
}

TEST_CASE("program_isTheOneAtTheNoteOff")
{
    MidiFile file;
    file.tracks = {{event(0, 0xC0, {5}), event(0, 0x90, {60, 1}), event(5, 0xC0, {6}),
                    event(10, 0x90, {60, 0}), event(10, 0x90, {62, 1}), event(20, 0x90, {62, 0}),
                    event(20, 0x91, {64, 1}), event(30, 0x91, {64, 0})}};
    const NoteSequence sequence = sequenceFromMidi(file);
    REQUIRE(sequence.notes.size() == 3);
    CHECK(sequence.notes[0].program == 6);
    CHECK(sequence.notes[0].instrument == 0);
    CHECK(sequence.notes[2].program == 0);
    CHECK(sequence.notes[2].instrument == 1);
}

TEST_CASE("earlyControllers_waitForTheInstrument")
{
    MidiFile file;
    file.tracks = {{event(0, 0xB0, {64, 127}), event(0, 0xB3, {64, 1}), event(0, 0xC0, {7}),
                    event(0, 0x90, {60, 1}), event(5, 0xE0, {0, 65}), event(10, 0x90, {60, 0}),
                    event(12, 0xB0, {64, 0})}};
    const NoteSequence sequence = sequenceFromMidi(file);
    REQUIRE(sequence.controlChanges.size() == 2); // channel 3 has no notes
    CHECK(sequence.controlChanges[0].value == 127);
    CHECK(sequence.controlChanges[0].program == 7);
    CHECK(sequence.controlChanges[1].value == 0);
    REQUIRE(sequence.pitchBends.size() == 1);
    CHECK(sequence.pitchBends[0].bend == 128);
}

TEST_CASE("tempos_comeFromTheFirstTrack")
{
    const auto tempo = [](Tick time, std::uint8_t high) {
        return MidiEvent{.time = time, .status = 0xFF, .metaType = 0x51, .data = {high, 0, 0}};
    };
    MidiFile file;
    file.tracks = {{tempo(480, 8), tempo(960, 8), tempo(960, 4)}, {tempo(0, 1)}};
    const NoteSequence sequence = sequenceFromMidi(file);
    REQUIRE(sequence.tempos.size() == 3);
    CHECK(sequence.tempos[0].quartersPerMinute == 120.0);
    CHECK(sequence.tempos[1].time == 0.5);
    CHECK(sequence.tempos[2].time == doctest::Approx(0.5 + 524288e-6));
    CHECK(sequenceFromMidi(MidiFile{}).tempos.size() == 1);
}

TEST_CASE("written_sequencesComeBack")
{
    for (const char *name :
         {"giantmidi_bach_bwv862", "made_time_changes", "made_trio", "nottingham_ashover10"}) {
        CAPTURE(name);
        const NoteSequence sequence =
            sequenceFromMidi(readMidi(test::readData(std::string("midi/") + name + ".mid")).file);
        const NoteSequence back = writtenAndRead(sequence);
        REQUIRE(back.notes.size() == sequence.notes.size());
        const double tick = 60.0 / 40.0 / sequence.ticksPerQuarter;
        for (std::size_t i = 0; i < back.notes.size(); ++i) {
            CAPTURE(i);
            const Note &note = sequence.notes[i];
            CHECK(back.notes[i].pitch == note.pitch);
            CHECK(back.notes[i].velocity == note.velocity);
            CHECK(back.notes[i].program == note.program);
            CHECK(back.notes[i].isDrum == note.isDrum);
            CHECK(back.notes[i].instrument == note.instrument);
            CHECK(std::abs(back.notes[i].startTime - note.startTime) < tick);
            CHECK(std::abs(back.notes[i].endTime - note.endTime) < tick);
        }
        CHECK(back.tempos.size() == sequence.tempos.size());
        CHECK(back.timeSignatures.size() == sequence.timeSignatures.size());
        CHECK(back.instrumentNames == sequence.instrumentNames);
    }
}

TEST_CASE("written_programsOfOneInstrumentStayApart")
{
    NoteSequence sequence;
    sequence.notes = {{.pitch = 60, .endTime = 1.0, .program = 1},
                      {.pitch = 62, .endTime = 1.0, .program = 2}};
    const NoteSequence back = writtenAndRead(sequence);
    REQUIRE(back.notes.size() == 2);
    CHECK(back.notes[0].program == 1);
    CHECK(back.notes[1].program == 2);
}

TEST_CASE("written_channelsAvoidTheDrums")
{
    NoteSequence sequence;
    for (int i = 0; i < 16; ++i)
        sequence.notes.push_back({.pitch = 60, .endTime = 1.0, .instrument = i});
    sequence.notes.push_back({.pitch = 36, .endTime = 1.0, .instrument = 20, .isDrum = true});
    const MidiFile file = midiFromSequence(sequence);
    REQUIRE(file.tracks.size() == 18);
    std::set<int> channels;
    for (std::size_t i = 1; i < 17; ++i)
        channels.insert(file.tracks[i].front().status & 0x0F);
    CHECK(channels.size() == 15);
    CHECK_FALSE(channels.contains(9));
    CHECK((file.tracks[17].front().status & 0x0F) == 9);
}

TEST_CASE("written_repeatedNotesKeepTheirLengths")
{
    NoteSequence sequence;
    sequence.notes = {{.pitch = 60, .startTime = 1.0, .endTime = 2.0}, {.pitch = 60, .endTime = 1.0}};
    const NoteSequence back = writtenAndRead(sequence);
    REQUIRE(back.notes.size() == 2);
    CHECK(back.notes[0].endTime == doctest::Approx(1.0));
    CHECK(back.notes[1].startTime == doctest::Approx(1.0));
}

TEST_CASE("written_keysAndDefaults")
{
    NoteSequence sequence;
    sequence.keySignatures = {{.time = 0.0, .key = 8, .mode = KeyMode::Minor},
                              {.time = 1.0, .key = 3, .mode = KeyMode::Dorian}};
    sequence.timeSignatures = {{.time = 1.0, .numerator = 6, .denominator = 8}};
    const NoteSequence back = writtenAndRead(sequence);
    CHECK(back.ticksPerQuarter == kDefaultTicksPerQuarter);
    REQUIRE(back.keySignatures.size() == 2);
    CHECK(back.keySignatures[0].key == 8);
    CHECK(back.keySignatures[0].mode == KeyMode::Minor);
    CHECK(back.keySignatures[1].key == 3);
    CHECK(back.keySignatures[1].mode == KeyMode::Major);
    REQUIRE(back.timeSignatures.size() == 2);
    CHECK(back.timeSignatures[0] == TimeSignature{});
    CHECK(back.timeSignatures[1].denominator == 8);
    CHECK(back.tempos == std::vector<Tempo>{{}});
}
