// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/midi_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace solferino {

// Status bytes; those of channel events have the channel in their lower half.
inline constexpr std::uint8_t kNoteOffStatus = 0x80;
inline constexpr std::uint8_t kNoteOnStatus = 0x90;
inline constexpr std::uint8_t kKeyPressureStatus = 0xA0;
inline constexpr std::uint8_t kControllerStatus = 0xB0;
inline constexpr std::uint8_t kProgramStatus = 0xC0;
inline constexpr std::uint8_t kChannelPressureStatus = 0xD0;
inline constexpr std::uint8_t kPitchBendStatus = 0xE0;
inline constexpr std::uint8_t kSysexStatus = 0xF0;
inline constexpr std::uint8_t kSysexContinuedStatus = 0xF7;
inline constexpr std::uint8_t kMetaStatus = 0xFF;

// Types of meta events.
inline constexpr std::uint8_t kMetaText = 0x01;
inline constexpr std::uint8_t kMetaTrackName = 0x03;
inline constexpr std::uint8_t kMetaMarker = 0x06;
inline constexpr std::uint8_t kMetaCue = 0x07;
inline constexpr std::uint8_t kMetaPort = 0x21;
inline constexpr std::uint8_t kMetaEndOfTrack = 0x2F;
inline constexpr std::uint8_t kMetaTempo = 0x51;
inline constexpr std::uint8_t kMetaMeter = 0x58;
inline constexpr std::uint8_t kMetaKey = 0x59;
inline constexpr std::uint8_t kMetaSequencerSpecific = 0x7F;

// Controllers.
inline constexpr std::uint8_t kBankController = 0;
inline constexpr std::uint8_t kVolumeController = 7;
inline constexpr std::uint8_t kPanController = 10;
inline constexpr std::uint8_t kBankLowController = 32;
inline constexpr std::uint8_t kLoopStartController = 111;

inline constexpr int kDrumChannel = 9;
inline constexpr int kBendCentre = 8192;

/// Data bytes of a channel event: 1 or 2.
[[nodiscard]] int channelDataBytes(std::uint8_t status);

/// True for a channel event with all its data bytes, each below 128.
[[nodiscard]] bool isChannelEvent(const MidiEvent &event);

[[nodiscard]] bool isMeta(const MidiEvent &event, std::uint8_t type);

/// The number that `data` spells, most significant byte first; at most four bytes.
[[nodiscard]] std::uint32_t bigEndian(const std::vector<std::uint8_t> &data);

/// True for ticks per quarter, and for frames per second of film and video.
[[nodiscard]] bool isUsableDivision(std::int16_t division);

/// Ticks per second of an SMPTE division: negative frames in the upper byte, ticks per frame in the lower.
[[nodiscard]] double smpteTicksPerSecond(std::int16_t division);

/// The number -128..127 that a byte stands for.
[[nodiscard]] int signedByte(std::uint8_t byte);

/// Pitch class of the tonic of a key signature with `sharps` -7..7.
[[nodiscard]] int pitchClassOfKey(int sharps, bool isMinor);

/// Pan -1..1 of controller 10 with 64 in the middle, and back; exact for all its 128 values.
[[nodiscard]] double panFromController(int value);
[[nodiscard]] int controllerFromPan(double pan);

/// UTF-8 as it is; other bytes are read as Latin-1.
[[nodiscard]] std::string textFromMidi(const std::vector<std::uint8_t> &data);

} // namespace solferino
