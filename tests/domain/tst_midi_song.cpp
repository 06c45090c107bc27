// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_file.h"
#include "core/domain/music/tempo_map.h"
#include "tests/support/midi_builder.h"
#include "tests/support/test_files.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;

namespace {

MidiEvent meta(Tick time, std::uint8_t type, const std::string &text)
{
    return {.time = time, .status = 0xFF, .metaType = type, .data = {text.begin(), text.end()}};
}

MidiEvent event(Tick time, std::uint8_t status, Bytes data)
{
    return {.time = time, .status = status, .data = std::move(data)};
}

MidiEvent endOfTrack(Tick time)
{
    return meta(time, 0x2F, "");
}

Song roundTrip(const Song &song)
{
    const MidiReadResult result = readMidi(writeMidi(midiFromSong(song)));
    CHECK(result.warnings.empty());
    return songFromMidi(result.file);
}

/// One of everything that a song of our own can hold.
Song fullSong()
{
    Song song;
    song.ticksPerQuarter = 96;
    song.title = "Tout";
    song.tempos = {{0, 500000}, {96, 400001}, {1000, 16777215}};
    song.meters = {{0, 3, 4}, {288, 7, 16}};
    song.keys = {{0, -3, true}, {288, 7, false}};
    song.markers = {{0, SongText::Kind::Marker, "Verse"}, {96, SongText::Kind::Cue, "Curtain"}};
    song.texts = {{0, SongText::Kind::Copyright, "\xC2\xA9 us"}, {5, SongText::Kind::Text, "solferino:{}"}};
    song.rawEvents = {{0, {0xF0, 0x7E, 0x7F, 0x09, 0x01, 0xF7}}, {7, {0xFF, 0x54, 1, 2, 3, 4, 5}}};
    song.loop = LoopRange{96, 384};

    Track piano;
    piano.id = 1;
    piano.name = "Piano";
    piano.program = 4;
    piano.bank = 8 * 128 + 3;
    piano.volume = 90 / 127.0;
    piano.pan = -0.25;
    piano.port = 2;
    piano.notes = {{2, 0, 96, 60, 100, 0}, {3, 0, 48, 64, 1, 64}, {4, 48, 48, 60, 127, 0}};
    piano.events = {{0, 0xB0, 64, 127}, {10, 0xE0, 0x12, 0x34}, {20, 0xD0, 55, 0},
                    {20, 0xA0, 60, 7},  {50, 0xC0, 12, 0},      {60, 0xB0, 7, 3}};
    piano.texts = {{0, SongText::Kind::Lyric, "la"}, {48, SongText::Kind::Lyric, "l\xC3\xA4"}};
    piano.rawEvents = {{3, {0xFF, 0x7F, 9, 9}}};
    Track drums;
    drums.id = 5;
    drums.name = "Drums";
    drums.channel = 9;
    drums.isDrum = true;
    drums.notes = {{6, 0, 1, 36, 90, 0}};
    Track words;
    words.id = 7;
    words.name = "Words";
    words.texts = {{0, SongText::Kind::Text, "Il y a"}};
    song.tracks = {piano, drums, words};
    song.nextId = 8;
    return song;
}

} // namespace

TEST_CASE("everything_survivesTheRoundTrip")
{
    const Song song = fullSong();
    CHECK(roundTrip(song) == song);
}

TEST_CASE("emptySong_survivesTheRoundTrip")
{
    CHECK(roundTrip(Song{}) == Song{});
}

TEST_CASE("realFiles_surviveTheRoundTrip")
{
    for (const char *name : {"giantmidi_bach_bwv862", "groove_funk_fill", "irish_castle_of_gold",
                             "jsb_test_7", "made_time_changes", "made_trio", "noteseq_example",
                             "noteseq_example_is_drum", "nottingham_ashover10"}) {
        CAPTURE(name);
        const MidiFile file = readMidi(readData(std::string("midi/") + name + ".mid")).file;
        const Song song = songFromMidi(file);
        CHECK_FALSE(song.tracks.empty());
        CHECK(roundTrip(song) == song);
    }
}

TEST_CASE("notes_keepTheirTicksAndVelocities")
{
    MidiFile file;
    file.division = 96;
    file.tracks = {{event(7, 0x91, {60, 100}), event(11, 0x91, {60, 0}), event(11, 0x91, {60, 80}),
                    event(20, 0x81, {60, 33}), endOfTrack(20)}};
    const Song song = songFromMidi(file);
    REQUIRE(song.tracks.size() == 1);
    const Track &track = song.tracks[0];
    CHECK(track.channel == 1);
    REQUIRE(track.notes.size() == 2);
    CHECK(track.notes[0] == SongNote{track.notes[0].id, 7, 4, 60, 100, 0});
    CHECK(track.notes[1] == SongNote{track.notes[1].id, 11, 9, 60, 80, 33});
    CHECK(track.notes[0].id != track.notes[1].id);
    CHECK(song.length() == 20);
}

TEST_CASE("overlappingNotes_endOldestFirst")
{
    MidiFile file;
    file.tracks = {{event(0, 0x90, {60, 1}), event(5, 0x90, {60, 2}), event(10, 0x90, {60, 0}),
                    event(15, 0x90, {60, 0}), event(16, 0x90, {60, 0}), endOfTrack(20)}};
    const Track track = songFromMidi(file).tracks.at(0);
    REQUIRE(track.notes.size() == 2);
    CHECK(track.notes[0].end() == 10);
    CHECK(track.notes[1].end() == 15);
}

TEST_CASE("hangingNotes_endWithTheirTrack")
{
    MidiFile file;
    file.tracks = {{event(0, 0x90, {60, 1}), event(8, 0x90, {62, 1}), endOfTrack(8)}};
    std::vector<std::string> warnings;
    const Track track = songFromMidi(file, &warnings).tracks.at(0);
    REQUIRE(track.notes.size() == 2);
    CHECK(track.notes[0].length == 8);
    CHECK(track.notes[1].length == 1);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("2 notes never end") != std::string::npos);
}

TEST_CASE("notesWithoutLength_lastOneTick")
{
    MidiFile file;
    file.tracks = {{event(4, 0x99, {36, 90}), event(4, 0x89, {36, 0}), endOfTrack(4)}};
    const Track track = songFromMidi(file).tracks.at(0);
    CHECK(track.isDrum);
    CHECK(track.notes.at(0).length == 1);
}

TEST_CASE("channelsOfOneTrack_becomeTracks")
{
    MidiFile file;
    file.format = 0;
    file.tracks = {{meta(0, 3, "Tune"), event(0, 0xC0, {5}), event(0, 0x90, {60, 1}), event(0, 0x99, {36, 1}),
                    event(9, 0x90, {60, 0}), event(9, 0x99, {36, 0}), endOfTrack(9)}};
    const Song song = songFromMidi(file);
    CHECK(song.title == "Tune");
    REQUIRE(song.tracks.size() == 2);
    CHECK(song.tracks[0].program == 5);
    CHECK(song.tracks[0].name.empty());
    CHECK(song.tracks[1].isDrum);
    CHECK(roundTrip(song) == song);
}

TEST_CASE("startState_isSharedByTheTracksOfAChannel")
{
    // A set-up track and two hands on one channel, as notation programs write them.
    MidiFile file;
    file.tracks = {{event(0, 0xC0, {19}), event(2, 0xB0, {7, 80}), event(2, 0xB0, {10, 0}), endOfTrack(2)},
                   {meta(0, 3, "Right"), event(10, 0x90, {60, 1}), event(20, 0x90, {60, 0}), endOfTrack(20)},
                   {meta(0, 3, "Left"), event(12, 0xC0, {20}), event(12, 0x90, {40, 1}),
                    event(20, 0x90, {40, 0}), event(30, 0xB0, {7, 90}), endOfTrack(30)}};
    const Song song = songFromMidi(file);
    REQUIRE(song.tracks.size() == 2);
    for (const Track &track : song.tracks) {
        CHECK(track.program == 19);
        CHECK(track.volume == doctest::Approx(80 / 127.0));
        CHECK(track.pan == -1.0);
    }
    REQUIRE(song.tracks[1].events.size() == 2);
    CHECK(song.tracks[1].events[0] == ChannelEvent{12, 0xC0, 20, 0});
    CHECK(song.tracks[1].events[1] == ChannelEvent{30, 0xB0, 7, 90});
    CHECK(roundTrip(song) == song);
}

TEST_CASE("startState_staysBehindAReset")
{
    MidiFile file;
    file.tracks = {{event(5, 0xF0, {0x7E, 0x7F, 9, 1, 0xF7}), event(6, 0xC0, {19}), event(10, 0x90, {60, 1}),
                    event(20, 0x90, {60, 0}), endOfTrack(20)}};
    const Song song = songFromMidi(file);
    CHECK(song.tracks.at(0).program == 0);
    CHECK(song.tracks.at(0).events.at(0) == ChannelEvent{6, 0xC0, 19, 0});
    CHECK(roundTrip(song) == song);
}

TEST_CASE("pan_isExactForEveryValue")
{
    for (std::uint8_t value = 0; value < 128; ++value) {
        MidiFile file;
        file.tracks = {{event(0, 0xB0, {10, value}), event(0, 0xB0, {7, value}), event(0, 0x90, {60, 1}),
                        event(1, 0x90, {60, 0}), endOfTrack(1)}};
        const MidiFile back = midiFromSong(songFromMidi(file));
        const std::vector<MidiEvent> &events = back.tracks.at(1);
        CHECK(std::count(events.begin(), events.end(), event(0, 0xB0, {10, value})) == 1);
        CHECK(std::count(events.begin(), events.end(), event(0, 0xB0, {7, value})) == 1);
    }
}

TEST_CASE("loop_isReadFromMarkers")
{
    MidiFile file;
    file.tracks = {{meta(96, 6, "loopStart"), meta(384, 6, "LOOPEND"), endOfTrack(384)},
                   {event(0, 0x90, {60, 1}), event(480, 0x90, {60, 0}), endOfTrack(480)}};
    Song song = songFromMidi(file);
    REQUIRE(song.loop);
    CHECK(*song.loop == LoopRange{96, 384});
    CHECK(song.markers.empty());
    CHECK(roundTrip(song) == song);

    file.tracks[0].erase(file.tracks[0].begin() + 1);
    CHECK(*songFromMidi(file).loop == LoopRange{96, 480});
    // A loop that ends before it begins is none; its marks stay.
    file.tracks[0] = {meta(96, 6, "loopStart"), meta(96, 6, "loopEnd"), endOfTrack(96)};
    song = songFromMidi(file);
    CHECK_FALSE(song.loop);
    CHECK(song.markers.size() == 2);
}

TEST_CASE("loop_isReadFromController111")
{
    MidiFile file;
    file.tracks = {
        {event(0, 0x90, {60, 1}), event(48, 0xB0, {111, 0}), event(480, 0x90, {60, 0}), endOfTrack(480)}};
    const Song song = songFromMidi(file);
    REQUIRE(song.loop);
    CHECK(*song.loop == LoopRange{48, 480});
    CHECK(song.tracks.at(0).events.empty());
    const MidiFile written = midiFromSong(song);
    CHECK(std::count(written.tracks[0].begin(), written.tracks[0].end(), meta(48, 6, "loopStart")) == 1);
    CHECK(std::count(written.tracks[0].begin(), written.tracks[0].end(), meta(480, 6, "loopEnd")) == 1);

    // Two of them are an ordinary controller.
    file.tracks[0].insert(file.tracks[0].begin() + 1, event(2, 0xB0, {111, 3}));
    CHECK_FALSE(songFromMidi(file).loop);
}

TEST_CASE("texts_areUtf8")
{
    MidiFile file;
    file.tracks = {{meta(0, 1, "M\xFCnchen"), meta(0, 1, "M\xC3\xBCnchen"), endOfTrack(0)}};
    const Song song = songFromMidi(file);
    REQUIRE(song.texts.size() == 2);
    CHECK(song.texts[0].text == "M\xC3\xBCnchen");
    CHECK(song.texts[1].text == "M\xC3\xBCnchen");
}

TEST_CASE("smpteTime_becomesSeconds")
{
    // 25 frames of 40 ticks: a tick is a millisecond, whatever a tempo event says.
    MidiFile file;
    file.division = static_cast<std::int16_t>(-(25 * 256) + 40);
    file.tracks = {{{.time = 0, .status = 0xFF, .metaType = 0x51, .data = {1, 2, 3}},
                    event(1500, 0x90, {60, 1}),
                    event(2750, 0x90, {60, 0}),
                    endOfTrack(2750)}};
    const Song song = songFromMidi(file);
    CHECK(song.tracks.at(0).notes.at(0).start == 1500);
    CHECK(TempoMap(song).secondsAt(1500) == doctest::Approx(1.5));
    const NoteSequence sequence = sequenceFromMidi(file);
    CHECK(sequence.notes.at(0).startTime == doctest::Approx(1.5));
    CHECK(sequence.totalTime == doctest::Approx(2.75));

    file.division = static_cast<std::int16_t>(-(29 * 256) + 100);
    CHECK(TempoMap(songFromMidi(file)).secondsAt(30000) == doctest::Approx(10.01));
    CHECK(sequenceFromMidi(file).notes.at(0).startTime == doctest::Approx(1500 * 1.001 / 3000));
    CHECK(roundTrip(songFromMidi(file)) == songFromMidi(file));
}

TEST_CASE("badTimeEvents_areLeftOut")
{
    MidiFile file;
    file.tracks = {{{.time = 0, .status = 0xFF, .metaType = 0x51, .data = {0, 0, 0}},
                    {.time = 0, .status = 0xFF, .metaType = 0x58, .data = {0, 2, 24, 8}},
                    {.time = 0, .status = 0xFF, .metaType = 0x58, .data = {4, 200, 24, 8}},
                    {.time = 0, .status = 0xFF, .metaType = 0x59, .data = {100, 0}},
                    {.time = 0, .status = 0xFF, .metaType = 0x58, .data = {5, 3}},
                    endOfTrack(0)}};
    std::vector<std::string> warnings;
    const Song song = songFromMidi(file, &warnings);
    CHECK(song.tempos.empty());
    CHECK(song.keys.empty());
    CHECK(song.meters == std::vector<MeterChange>{{0, 5, 8}});
    CHECK(warnings.size() == 1);
    CHECK(sequenceFromMidi(file).keySignatures.empty());
}

TEST_CASE("handMadeEvents_cannotHarm")
{
    MidiFile file;
    file.tracks = {
        {event(0, 0x90, {}), event(0, 0x90, {200, 255}), event(0, 0x00, {1, 2}), event(0, 0xC0, {})}};
    CHECK(songFromMidi(file).tracks.empty());
    CHECK(sequenceFromMidi(file).notes.empty());
}

TEST_CASE("request_isStoredAndFound")
{
    MidiFile file = midiFromSong(fullSong());
    CHECK(requestOf(file) == "{}");
    const std::string request = R"({"model":"melody_rnn","seed":7,"name":"é"})";
    setRequest(file, request);
    CHECK(requestOf(file) == request);
    CHECK(file.tracks[0].front().time == 0);
    const MidiFile back = midiFromSong(songFromMidi(readMidi(writeMidi(file)).file));
    CHECK(requestOf(back) == request);
    setRequest(file, "");
    CHECK(requestOf(file).empty());
    MidiFile empty;
    setRequest(empty, request);
    CHECK(requestOf(empty) == request);
}

TEST_CASE("sequenceOfASong_isInSeconds")
{
    Song song = fullSong();
    song.tracks[0].events = {{48, 0xB0, 64, 127}, {48, 0xE0, 0, 0}};
    const NoteSequence sequence = sequenceFromSong(song);
    REQUIRE(sequence.notes.size() == 4);
    CHECK(sequence.notes[0].endTime == 0.5);
    CHECK(sequence.notes[0].program == 4);
    CHECK(sequence.notes[3].isDrum);
    CHECK(sequence.notes[3].instrument == 1);
    CHECK(sequence.tempos.size() == 3);
    CHECK(sequence.tempos[1].time == 0.5);
    CHECK(sequence.timeSignatures[1].numerator == 7);
    CHECK(sequence.keySignatures[0].key == 0);
    CHECK(sequence.keySignatures[0].mode == KeyMode::Minor);
    CHECK(sequence.controlChanges ==
          std::vector<ControlChange>{{.time = 0.25, .number = 64, .value = 127, .program = 4}});
    CHECK(sequence.pitchBends.at(0).bend == -8192);
    CHECK(sequence.totalTime == 0.5);
}
