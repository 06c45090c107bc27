// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// Musical time in ticks of `Song::ticksPerQuarter`.
using Tick = std::int64_t;
/// Identifies a note or a track within a song; never used twice in one song. 0 is "none".
using NoteId = std::uint64_t;
using TrackId = std::uint64_t;

/// A note as a person edits it.
struct SongNote
{
    NoteId id = 0;
    Tick start = 0;
    Tick length = 0; ///< at least 1
    int pitch = 60;
    int velocity = 100;      ///< 1..127
    int releaseVelocity = 0; ///< 0..127; 0 is written as a note-on of velocity 0

    [[nodiscard]] Tick end() const { return start + length; }
    bool operator==(const SongNote &) const = default;
};

/// Any channel event but notes: controller, program, pitch bend, pressure, kept as its MIDI bytes.
struct ChannelEvent
{
    Tick time = 0;
    std::uint8_t status = 0; ///< 0xA0, 0xB0, 0xC0, 0xD0 or 0xE0, without the channel
    std::uint8_t data1 = 0;
    std::uint8_t data2 = 0;

    bool operator==(const ChannelEvent &) const = default;
};

/// Text at a place: lyrics, comments, cue points of one track.
struct SongText
{
    enum class Kind : std::uint8_t {
        Text = 1,
        Copyright = 2,
        Instrument = 4,
        Lyric = 5,
        Marker = 6,
        Cue = 7
    };
    Tick time = 0;
    Kind kind = Kind::Text;
    std::string text; ///< UTF-8

    bool operator==(const SongText &) const = default;
};

/// System exclusive, sequencer-specific and unknown meta events, kept as they came.
struct RawEvent
{
    Tick time = 0;
    std::vector<std::uint8_t>
        bytes; ///< status byte first (and the meta type), then the data without its length

    bool operator==(const RawEvent &) const = default;
};

struct Track
{
    TrackId id = 0;
    std::string name;
    int channel = 0; ///< 0..15; 9 is percussion in General MIDI
    bool isDrum = false;
    int program = 0;               ///< General MIDI program at the start, 0..127
    int bank = 0;                  ///< 14 bits: MSB * 128 + LSB
    double volume = 100.0 / 127.0; ///< 0..1 (controller 7 at the start)
    double pan = 0.0;              ///< -1 left .. 1 right (controller 10 at the start)
    bool isMuted = false;
    bool isSolo = false;
    int colour = 0;                   ///< index into the theme's track colours, 0 is the person's
    std::vector<SongNote> notes;      ///< sorted by (start, pitch, id)
    std::vector<ChannelEvent> events; ///< sorted by time, after the start state above
    std::vector<SongText> texts;      ///< sorted by time
    std::vector<RawEvent> rawEvents;  ///< sorted by time
    int port = 0;

    bool operator==(const Track &) const = default;
};

struct TempoChange
{
    Tick time = 0;
    std::uint32_t microsecondsPerQuarter = 500000;

    bool operator==(const TempoChange &) const = default;
};

struct MeterChange
{
    Tick time = 0;
    int numerator = 4;
    int denominator = 4;

    bool operator==(const MeterChange &) const = default;
};

struct KeyChange
{
    Tick time = 0;
    int sharps = 0; ///< -7..7, negative for flats
    bool isMinor = false;

    bool operator==(const KeyChange &) const = default;
};

struct LoopRange
{
    Tick start = 0;
    Tick end = 0;

    bool operator==(const LoopRange &) const = default;
};

/// A song as a document holds it: exact ticks, tracks, and everything a Standard MIDI File carries.
/// Tempo, meter and key lists are sorted by time; an empty list means 120 bpm, 4/4, no key.
struct Song
{
    int ticksPerQuarter = 480;
    std::string title;
    std::vector<Track> tracks;
    std::vector<TempoChange> tempos;
    std::vector<MeterChange> meters;
    std::vector<KeyChange> keys;
    std::vector<SongText> markers;   ///< markers and cue points of the conductor track, sorted by time
    std::vector<SongText> texts;     ///< its other texts (comments, copyright, lyrics), sorted by time
    std::vector<RawEvent> rawEvents; ///< its other events, sorted by time
    std::optional<LoopRange> loop;
    std::uint64_t nextId = 1; ///< the next unused note or track id

    [[nodiscard]] Tick length() const; ///< end of the last note
    [[nodiscard]] const Track *findTrack(TrackId id) const;
    bool operator==(const Song &) const = default;
};

/// Order of notes in a track.
[[nodiscard]] bool noteBefore(const SongNote &a, const SongNote &b);

} // namespace solferino
