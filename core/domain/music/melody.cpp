// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

constexpr int kOctave = 12;

int floorModulo(int value, int modulus)
{
    const int remainder = value % modulus;
    return remainder < 0 ? remainder + modulus : remainder;
}

/// Rounds halves to the even neighbour, whatever the rounding mode of the thread is.
int roundHalfToEven(double value)
{
    const double below = std::floor(value);
    const double fraction = value - below;
    if (fraction > 0.5 || (fraction == 0.5 && std::fmod(below, 2.0) != 0.0))
        return static_cast<int>(below) + 1;
    return static_cast<int>(below);
}

int folded(int pitch, int minPitch, int maxPitch)
{
    if (pitch < minPitch)
        return minPitch + floorModulo(pitch - minPitch, kOctave);
    if (pitch >= maxPitch)
        return maxPitch - kOctave + floorModulo(pitch - maxPitch, kOctave);
    return pitch;
}

} // namespace

void cleanLeadingNoteOffs(std::vector<int> &events)
{
    for (int &event : events) {
        if (event >= kMinMidiPitch)
            return;
        event = kMelodyNoEvent;
    }
}

void setMelodyLength(Melody &melody, int steps)
{
    const std::size_t oldLength = melody.events.size();
    melody.events.resize(static_cast<std::size_t>(std::max(steps, 0)), kMelodyNoEvent);
    if (melody.events.size() <= oldLength)
        return;
    const auto last = std::find_if(melody.events.rend() - static_cast<std::ptrdiff_t>(oldLength),
                                   melody.events.rend(), [](int event) { return event != kMelodyNoEvent; });
    if (last != melody.events.rend() && *last != kMelodyNoteOff)
        melody.events[oldLength] = kMelodyNoteOff;
}

int estimateMajorKey(const std::vector<int> &events)
{
    constexpr std::array kMajorScale{0, 2, 4, 5, 7, 9, 11};
    std::array<std::int64_t, kOctave> notesInKey{};
    for (const int event : events) {
        if (event < kMinMidiPitch)
            continue;
        for (const int degree : kMajorScale)
            ++notesInKey[static_cast<std::size_t>(floorModulo(event - degree, kOctave))];
    }
    return static_cast<int>(std::max_element(notesInKey.begin(), notesInKey.end()) - notesInKey.begin());
}

void transposeMelody(Melody &melody, int semitones, int minPitch, int maxPitch)
{
    for (int &event : melody.events) {
        if (event >= kMinMidiPitch)
            event = folded(event + semitones, minPitch, maxPitch);
    }
}

int squashMelody(Melody &melody, int minPitch, int maxPitch, std::optional<int> key)
{
    int semitones = 0;
    if (key) {
        int lowest = kMidiPitchCount;
        int highest = -1;
        for (const int event : melody.events) {
            if (event < kMinMidiPitch)
                continue;
            lowest = std::min(lowest, event);
            highest = std::max(highest, event);
        }
        if (highest < 0)
            return 0;
        const int keyDifference = *key - estimateMajorKey(melody.events);
        const double centre = (lowest + highest) / 2.0 + keyDifference;
        const double distance = (minPitch + maxPitch - 1) / 2.0 - centre;
        semitones = keyDifference + kOctave * roundHalfToEven(distance / kOctave);
    }
    transposeMelody(melody, semitones, minPitch, maxPitch);
    return semitones;
}

NoteSequence melodyToSequence(const Melody &melody, double quartersPerMinute, int velocity, int program)
{
    NoteSequence sequence;
    sequence.tempos.push_back({.time = 0.0, .quartersPerMinute = quartersPerMinute});
    const double secondsPerStep = 60.0 / quartersPerMinute / melody.stepsPerQuarter;
    const double offset = static_cast<double>(melody.startStep) * secondsPerStep;
    bool isSounding = false;
    const auto endNote = [&](std::size_t step) {
        if (isSounding)
            sequence.notes.back().endTime = static_cast<double>(step) * secondsPerStep + offset;
        isSounding = false;
    };
    for (std::size_t step = 0; step < melody.events.size(); ++step) {
        const int event = melody.events[step];
        if (event == kMelodyNoEvent)
            continue;
        endNote(step);
        if (event < kMinMidiPitch)
            continue;
        sequence.notes.push_back({.pitch = event,
                                  .velocity = velocity,
                                  .startTime = static_cast<double>(step) * secondsPerStep + offset,
                                  .program = program});
        isSounding = true;
    }
    endNote(melody.events.size());
    if (!sequence.notes.empty())
        sequence.totalTime = sequence.notes.back().endTime;
    return sequence;
}

} // namespace solferino
