// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_file.h"
#include "core/domain/text/format_error.h"
#include "tests/support/midi_builder.h"
#include "tests/support/test_files.h"

#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;

namespace {

const Bytes kNote{0x00, 0x90, 60, 100, 0x60, 0x80, 60, 64};

MidiReadResult read(std::initializer_list<Bytes> parts)
{
    return readMidi(joined(parts));
}

std::size_t offsetOfError(const Bytes &bytes)
{
    try {
        static_cast<void>(readMidi(bytes));
    } catch (const FormatError &error) {
        CHECK(std::string(error.what()).size() > 20);
        return error.offset();
    }
    FAIL("the file was read");
    return 0;
}

/// One warning, the note of kNote and an end mark in the first track.
void checkRepaired(const MidiReadResult &result, const std::string &word)
{
    REQUIRE(result.warnings.size() == 1);
    CHECK_MESSAGE(result.warnings[0].find(word) != std::string::npos, result.warnings[0]);
    const std::vector<MidiEvent> &events = result.file.tracks.at(0);
    REQUIRE(events.size() == 3);
    CHECK(events[0] == MidiEvent{.time = 0, .status = 0x90, .data = {60, 100}});
    CHECK(events[1] == MidiEvent{.time = 96, .status = 0x80, .data = {60, 64}});
    CHECK(events[2] == MidiEvent{.time = 96, .status = 0xFF, .metaType = 0x2F, .data = {}});
}

} // namespace

TEST_CASE("header_isRead")
{
    for (const int format : {0, 1, 2}) {
        const MidiReadResult result = read({midiHeader(format, 1, 96), midiTrack(kEndOfTrack)});
        CHECK(result.file.format == format);
        CHECK(result.file.division == 96);
        CHECK(result.file.tracks.size() == 1);
        CHECK(result.warnings.empty());
    }
    CHECK(read({midiHeader(1, 1, 0xE728), midiTrack(kEndOfTrack)}).file.division == -(25 << 8) + 40);
}

TEST_CASE("events_areReadAtTheirTicks")
{
    const Bytes content = joined({{0x00, 0x90, 60, 100, 0x81, 0x48, 60, 0}, // running status
                                  {0x00, 0xB0, 64, 127, 0x10, 0xC0, 5, 0x00, 0xE0, 0x00, 0x40},
                                  {0x00, 0xD0, 30, 0x00, 0xA0, 60, 20},
                                  {0x00, 0xF0, 0x03, 0x7E, 0x7F, 0xF7},
                                  {0x00, 0xF7, 0x01, 0x55},
                                  {0x00, 0xFF, 0x7F, 0x02, 1, 2},
                                  {0x00, 0xFF, 0x51, 0x03, 0x07, 0xA1, 0x20},
                                  kEndOfTrack});
    const MidiReadResult result = read({midiHeader(0, 1), midiTrack(content)});
    CHECK(result.warnings.empty());
    const std::vector<MidiEvent> expected{
        {.time = 0, .status = 0x90, .data = {60, 100}},
        {.time = 200, .status = 0x90, .data = {60, 0}},
        {.time = 200, .status = 0xB0, .data = {64, 127}},
        {.time = 216, .status = 0xC0, .data = {5}},
        {.time = 216, .status = 0xE0, .data = {0x00, 0x40}},
        {.time = 216, .status = 0xD0, .data = {30}},
        {.time = 216, .status = 0xA0, .data = {60, 20}},
        {.time = 216, .status = 0xF0, .data = {0x7E, 0x7F, 0xF7}},
        {.time = 216, .status = 0xF7, .data = {0x55}},
        {.time = 216, .status = 0xFF, .metaType = 0x7F, .data = {1, 2}},
        {.time = 216, .status = 0xFF, .metaType = 0x51, .data = {0x07, 0xA1, 0x20}},
        {.time = 216, .status = 0xFF, .metaType = 0x2F, .data = {}},
    };
    CHECK(result.file.tracks[0] == expected);
    CHECK(readMidi(writeMidi(result.file)).file == result.file);
}

TEST_CASE("runningStatus_survivesMetaEvents")
{
    const Bytes content = joined({{0x00, 0x90, 60, 100}, metaText(0x05, "la"), {0x10, 60, 0}, kEndOfTrack});
    const MidiReadResult result = read({midiHeader(0, 1), midiTrack(content)});
    CHECK(result.file.tracks[0][2] == MidiEvent{.time = 16, .status = 0x90, .data = {60, 0}});
}

TEST_CASE("longPauses_areWritten")
{
    MidiFile file;
    const Tick far = 3LL * 0x0FFFFFFF + 5;
    file.tracks = {
        {{.time = far, .status = 0x90, .data = {60, 1}}, {.time = far, .status = 0xFF, .metaType = 0x2F}}};
    const MidiFile back = readMidi(writeMidi(file)).file;
    CHECK(back.tracks[0][back.tracks[0].size() - 2] == file.tracks[0][0]);
}

TEST_CASE("unsortedEvents_areWrittenInOrder")
{
    MidiFile file;
    file.tracks = {
        {{.time = 9, .status = 0x90, .data = {60, 0}}, {.time = 3, .status = 0x90, .data = {60, 1}}}};
    const MidiFile back = readMidi(writeMidi(file)).file;
    CHECK(back.tracks[0][0].time == 3);
    CHECK(back.tracks[0][1].time == 9);
    CHECK(back.tracks[0][2].metaType == 0x2F);
}

TEST_CASE("damage_isRepairedAsPlayersDo")
{
    const Bytes header = midiHeader(1, 1);
    const Bytes whole = joined({kNote, kEndOfTrack});
    const Bytes track = midiTrack(whole);
    SUBCASE("cut off within an event")
    {
        Bytes cut = joined({header, midiTrack(joined({kNote, {0x00, 0x90, 61}}), 100)});
        const MidiReadResult result = readMidi(cut);
        REQUIRE(result.warnings.size() == 2);
        CHECK(result.warnings[0].find("cut off") != std::string::npos);
        CHECK(result.file.tracks[0].size() == 3);
    }
    SUBCASE("cut off within an event, before another track")
    {
        const Bytes cut = midiTrack(joined({kNote, {0x00, 0xF0, 0x70, 1, 2}}));
        const MidiReadResult result = read({midiHeader(1, 2), cut, track});
        REQUIRE(result.warnings.size() == 2);
        CHECK(result.warnings[0].find("Track 1 is cut off") != std::string::npos);
        CHECK(result.file.tracks.at(0) == result.file.tracks.at(1));
    }
    SUBCASE("no end mark")
    {
        checkRepaired(read({header, midiTrack(kNote)}), "end mark");
    }
    SUBCASE("no end mark before another track")
    {
        const MidiReadResult result = read({midiHeader(1, 2), midiTrack(kNote), track});
        checkRepaired(result, "end mark");
        CHECK(result.file.tracks.size() == 2);
    }
    SUBCASE("no end mark before another kind of chunk")
    {
        checkRepaired(read({header, midiTrack(kNote), {'X', 'F', 'I', 'H', 0, 0, 0, 2, 1, 2}}), "end mark");
    }
    SUBCASE("track length too large")
    {
        checkRepaired(read({header, midiTrack(whole, 0x7FFFFFFF)}), "length");
    }
    SUBCASE("track length too large before another track")
    {
        const MidiReadResult result = read({midiHeader(1, 2), midiTrack(whole, 14), track});
        checkRepaired(result, "length");
        CHECK(result.file.tracks.size() == 2);
    }
    SUBCASE("track length too small")
    {
        checkRepaired(read({header, midiTrack(whole, 5)}), "length");
    }
    SUBCASE("track length nothing")
    {
        checkRepaired(read({header, midiTrack(whole, 0)}), "length");
    }
    SUBCASE("bytes after the end of a track")
    {
        checkRepaired(read({header, midiTrack(joined({whole, {1, 2, 3}}))}), "after its end");
    }
    SUBCASE("garbage between chunks")
    {
        const MidiReadResult result = read({midiHeader(1, 2), {9, 9, 9, 9, 9, 9, 9, 9, 9}, track, track});
        checkRepaired(result, "Skipped 9 bytes");
        CHECK(result.file.tracks.size() == 2);
    }
    SUBCASE("garbage after the last track")
    {
        checkRepaired(read({header, track, {1, 2, 3}}), "Skipped 3 bytes");
    }
    SUBCASE("garbage before the header")
    {
        checkRepaired(read({Bytes(128, 0), header, track}), "before the header");
    }
    SUBCASE("more tracks than promised")
    {
        checkRepaired(read({midiHeader(1, 1), track, track}), "promises 1 tracks");
    }
    SUBCASE("fewer tracks than promised")
    {
        checkRepaired(read({midiHeader(1, 3), track}), "promises 3 tracks");
    }
    SUBCASE("velocity above 127")
    {
        const MidiReadResult result = read({header, midiTrack(joined({{0x00, 0x90, 60, 200}, kEndOfTrack}))});
        REQUIRE(result.warnings.size() == 1);
        CHECK(result.file.tracks[0][0].data == Bytes{60, 127});
    }
    SUBCASE("messages of a live cable")
    {
        const Bytes content = joined({{0x00, 0xF8, 0x00, 0xF2, 1, 2, 0x00, 0xF3, 1, 0x00, 0xFE}, whole});
        checkRepaired(read({header, midiTrack(content)}), "4 messages");
    }
}

TEST_CASE("foreignChunks_areSkippedSilently")
{
    const Bytes track = midiTrack(joined({kNote, kEndOfTrack}));
    const MidiReadResult result = read({midiHeader(1, 1), {'X', 'Y', 'Z', '1', 0, 0, 0, 2, 1, 2}, track});
    CHECK(result.warnings.empty());
    CHECK(result.file.tracks.size() == 1);
}

TEST_CASE("longerHeader_isSkipped")
{
    Bytes header = midiHeader(1, 1);
    header[7] = 10;
    const MidiReadResult result = read({header, {1, 2, 3, 4}, midiTrack(joined({kNote, kEndOfTrack}))});
    CHECK(result.warnings.empty());
    CHECK(result.file.tracks.size() == 1);
}

TEST_CASE("riffWrapper_isOpened")
{
    const Bytes midi = joined({midiHeader(1, 1), midiTrack(joined({kNote, kEndOfTrack}))});
    const auto size = static_cast<std::uint8_t>(midi.size());
    const MidiReadResult result =
        read({{'R', 'I', 'F', 'F', static_cast<std::uint8_t>(size + 12), 0, 0, 0, 'R', 'M', 'I', 'D'},
              {'d', 'a', 't', 'a', size, 0, 0, 0},
              midi});
    CHECK(result.warnings.empty());
    CHECK(result.file.tracks.at(0).size() == 3);
}

TEST_CASE("hopelessFiles_areRefusedWithTheirOffset")
{
    const Bytes track = midiTrack(joined({kNote, kEndOfTrack}));
    CHECK(offsetOfError({}) == 0);
    CHECK(offsetOfError({'h', 'e', 'l', 'l', 'o'}) == 0);
    CHECK(offsetOfError({'M', 'T', 'h', 'd', 0, 0}) == 6);
    CHECK(offsetOfError(midiHeader(1, 1)) == 14);
    CHECK(offsetOfError(joined({midiHeader(7, 1), track})) == 8);
    CHECK(offsetOfError(joined({midiHeader(1, 1, 0), track})) == 12);
    CHECK(offsetOfError(joined({midiHeader(1, 1, 0xFF28), track})) == 12); // 1 frame a second
    CHECK(offsetOfError(joined({midiHeader(1, 1, 0xE700), track})) == 12); // no ticks in a frame
    // Data without any status before it, and a number of five bytes.
    CHECK(offsetOfError(joined({midiHeader(1, 1), midiTrack({0x00, 60, 100})})) == 23);
    CHECK(offsetOfError(joined({midiHeader(1, 1), midiTrack({0x81, 0x81, 0x81, 0x81, 0x00, 0x90, 1, 1})})) ==
          22);
}

TEST_CASE("hugeLengths_allocateNothing")
{
    // A text of 256 MB in a file of 40 bytes.
    const Bytes content{0x00, 0xFF, 0x01, 0xFF, 0xFF, 0xFF, 0x7F, 'x'};
    const MidiReadResult result = read({midiHeader(1, 1), midiTrack(content)});
    CHECK(result.file.tracks[0].size() == 1);
    CHECK_FALSE(result.warnings.empty());
}

TEST_CASE("realFiles_surviveReadingAndWriting")
{
    for (const char *name : {"nottingham_ashover10", "groove_funk_fill", "giantmidi_bach_bwv862", "made_trio",
                             "irish_castle_of_gold"}) {
        CAPTURE(name);
        const MidiReadResult result = readMidi(readData(std::string("midi/") + name + ".mid"));
        CHECK(result.warnings.empty());
        CHECK(readMidi(writeMidi(result.file)).file == result.file);
    }
}
