// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"
#include "core/domain/music/song.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace solferino {

/// One event of a Standard MIDI File track at an absolute tick.
struct MidiEvent
{
    Tick time = 0;
    std::uint8_t status = 0;          ///< with the channel; 0xF0, 0xF7 system exclusive, 0xFF meta
    std::uint8_t metaType = 0;        ///< of a meta event
    std::vector<std::uint8_t> data{}; ///< data bytes, without any length

    bool operator==(const MidiEvent &) const = default;
};

/// A Standard MIDI File as it is: every event of every track, nothing interpreted.
struct MidiFile
{
    int format = 1;
    /// As stored: positive is ticks per quarter, negative is SMPTE (-frames << 8 | ticks per frame).
    std::int16_t division = 480;
    std::vector<std::vector<MidiEvent>> tracks;

    bool operator==(const MidiFile &) const = default;
};

struct MidiReadResult
{
    MidiFile file;
    std::vector<std::string> warnings; ///< what was repaired, one sentence each
};

/// Reads formats 0, 1 and 2, with running status; repairs what players would play. Throws FormatError. Memory
/// stays proportional to `bytes`.
[[nodiscard]] MidiReadResult readMidi(std::span<const std::uint8_t> bytes);

[[nodiscard]] std::vector<std::uint8_t> writeMidi(const MidiFile &file);

/// An editable song: one Song track for each (track, channel) that has notes or events, and for each track of
/// texts. Program, bank, volume and pan that are set before the first note of a channel become the start
/// state of its tracks. Hanging notes end with their track; of overlapping notes of one pitch the older ends
/// first. Texts of the first track go to the song.
[[nodiscard]] Song songFromMidi(const MidiFile &file, std::vector<std::string> *warnings = nullptr);
/// Format 1: a conductor track, then one track per Song track. Exact in ticks.
[[nodiscard]] MidiFile midiFromSong(const Song &song);

/// Magenta's reading of a file: seconds, running instruments, tempos from track 0 alone (sheet, section 9).
[[nodiscard]] NoteSequence sequenceFromMidi(const MidiFile &file);
/// Magenta's writing of a sequence (sheet, section 9) with its defects mended.
[[nodiscard]] MidiFile midiFromSequence(const NoteSequence &sequence);

/// The part of `song` that models read, in seconds. A note's instrument is the index of its track.
[[nodiscard]] NoteSequence sequenceFromSong(const Song &song);

/// The JSON request that produced the file, kept as a text of its first track; empty where there is none.
[[nodiscard]] std::string requestOf(const MidiFile &file);
/// Replaces the request; an empty one removes it.
void setRequest(MidiFile &file, const std::string &request);

} // namespace solferino
