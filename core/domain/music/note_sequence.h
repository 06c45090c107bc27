// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace solferino {

inline constexpr int kDefaultTicksPerQuarter = 220;
inline constexpr double kDefaultQuartersPerMinute = 120.0;
inline constexpr int kMinMidiPitch = 0;
inline constexpr int kMaxMidiPitch = 127;
inline constexpr int kMidiPitchCount = 128;

/// One sounding note. Times are seconds, steps are only set in a quantized sequence.
struct Note
{
    int pitch = 60;     ///< MIDI pitch, 0..127
    int velocity = 100; ///< MIDI velocity, 1..127
    double startTime = 0.0;
    double endTime = 0.0;
    int instrument = 0; ///< running index of (program, channel, track); not a MIDI channel
    int program = 0;    ///< General MIDI program, 0-based
    bool isDrum = false;
    std::int64_t quantizedStartStep = 0;
    std::int64_t quantizedEndStep = 0;

    bool operator==(const Note &) const = default;
};

/// Quarter notes per minute from `time` on, in every meter.
struct Tempo
{
    double time = 0.0;
    double quartersPerMinute = kDefaultQuartersPerMinute;

    bool operator==(const Tempo &) const = default;
};

struct TimeSignature
{
    double time = 0.0;
    int numerator = 4;
    int denominator = 4;

    bool operator==(const TimeSignature &) const = default;
};

enum class KeyMode { Major, Minor, Unspecified, Mixolydian, Dorian, Phrygian, Lydian, Locrian };

struct KeySignature
{
    double time = 0.0;
    int key = 0; ///< pitch class of the tonic, C = 0
    KeyMode mode = KeyMode::Major;

    bool operator==(const KeySignature &) const = default;
};

struct PitchBend
{
    double time = 0.0;
    int bend = 0; ///< -8192..8191
    int instrument = 0;
    int program = 0;
    bool isDrum = false;

    bool operator==(const PitchBend &) const = default;
};

struct ControlChange
{
    double time = 0.0;
    int number = 0;
    int value = 0;
    int instrument = 0;
    int program = 0;
    bool isDrum = false;
    std::int64_t quantizedStep = 0;

    bool operator==(const ControlChange &) const = default;
};

enum class AnnotationType { Unknown, ChordSymbol, Beat };

struct TextAnnotation
{
    double time = 0.0;
    std::string text;
    AnnotationType type = AnnotationType::Unknown;
    std::int64_t quantizedStep = 0;

    bool operator==(const TextAnnotation &) const = default;
};

/// A subsequence's place in the sequence that it was cut from, in seconds.
struct SubsequenceInfo
{
    double startTimeOffset = 0.0;
    double endTimeOffset = 0.0;

    bool operator==(const SubsequenceInfo &) const = default;
};

/// Symbolic music in seconds: what models read and write. Lists are not necessarily sorted by time.
/// Source: note_sequence sheet, section 2 (Magenta's NoteSequence).
struct NoteSequence
{
    int ticksPerQuarter = kDefaultTicksPerQuarter;
    double totalTime = 0.0; ///< end of the last note
    std::vector<Note> notes;
    std::vector<Tempo> tempos;
    std::vector<TimeSignature> timeSignatures;
    std::vector<KeySignature> keySignatures;
    std::vector<PitchBend> pitchBends;
    std::vector<ControlChange> controlChanges;
    std::vector<TextAnnotation> textAnnotations;
    std::vector<std::pair<int, std::string>> instrumentNames; ///< (instrument, name)
    SubsequenceInfo subsequenceInfo;

    // Quantization: at most one of the two rates is set, both zero means "not quantized".
    int stepsPerQuarter = 0;
    double stepsPerSecond = 0.0;
    std::int64_t totalQuantizedSteps = 0;

    [[nodiscard]] bool isQuantized() const { return stepsPerQuarter > 0 || stepsPerSecond > 0.0; }
    bool operator==(const NoteSequence &) const = default;
};

} // namespace solferino
