// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_range.h"

#include "core/domain/music/melody.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace solferino::models {

namespace {

constexpr int kOctave = 12;
constexpr int kMiddleC = 60;

struct Scale
{
    std::string_view name;
    unsigned degrees;  ///< bit i: i semitones above the tonic
    int relativeMajor; ///< semitones from its tonic up to that of the major key with the same notes
};

constexpr unsigned degreesOf(std::initializer_list<unsigned> semitones)
{
    unsigned degrees = 0;
    for (const unsigned semitone : semitones)
        degrees |= 1U << semitone;
    return degrees;
}

constexpr std::array kScales{
    Scale{"major", degreesOf({0, 2, 4, 5, 7, 9, 11}), 0},
    Scale{"minor", degreesOf({0, 2, 3, 5, 7, 8, 10}), 3},
    Scale{"harmonic_minor", degreesOf({0, 2, 3, 5, 7, 8, 11}), 3},
    Scale{"dorian", degreesOf({0, 2, 3, 5, 7, 9, 10}), 10},
    Scale{"mixolydian", degreesOf({0, 2, 4, 5, 7, 9, 10}), 5},
    Scale{"pentatonic", degreesOf({0, 2, 4, 7, 9}), 0},
    Scale{"blues", degreesOf({0, 3, 5, 6, 7, 10}), 3},
};

const Scale &scaleOf(const MelodyGenerateOptions &options)
{
    const auto *found = std::find_if(kScales.begin(), kScales.end(),
                                     [&](const Scale &scale) { return scale.name == options.scale; });
    if (found == kScales.end())
        throw Error(Error::Kind::BadOption, "The scale \"" + options.scale + "\" is unknown.");
    return *found;
}

/// The pitch class of the options' key, if they name one.
std::optional<int> tonicOf(const MelodyGenerateOptions &options)
{
    static constexpr std::array kKeys{"C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"};
    if (options.key == "none")
        return std::nullopt;
    const auto *found = std::find(kKeys.begin(), kKeys.end(), options.key);
    if (found == kKeys.end())
        throw Error(Error::Kind::BadOption, "The key \"" + options.key + "\" is unknown.");
    return static_cast<int>(found - kKeys.begin());
}

/// How many of the allowed pitches the codec can say under a transposition.
int reachable(const AllowedPitches &allowed, const MelodyCodec &codec, int transposition)
{
    int count = 0;
    for (int pitch = 0; pitch < static_cast<int>(allowed.size()); ++pitch) {
        const int said = pitch + transposition;
        count +=
            allowed[static_cast<std::size_t>(pitch)] && said >= codec.minPitch() && said < codec.maxPitch()
                ? 1
                : 0;
    }
    return count;
}

/// As squashing a melody does, with the key given instead of estimated.
int squashFromKey(std::span<const int> events, int fromKey, const MelodyCodec &codec)
{
    int lowest = kMaxMidiPitch;
    int highest = kMinMidiPitch;
    for (const int event : events) {
        if (event >= kMinMidiPitch) {
            lowest = std::min(lowest, event);
            highest = std::max(highest, event);
        }
    }
    const int keyDifference = codec.targetKey().value_or(0) - fromKey;
    if (lowest > highest)
        return keyDifference;
    const double middle = (codec.minPitch() + codec.maxPitch() - 1) / 2.0;
    const double distance = middle - ((lowest + highest) / 2.0 + keyDifference);
    return keyDifference + kOctave * static_cast<int>(std::nearbyint(distance / kOctave));
}

} // namespace

AllowedPitches allowedPitches(const MelodyGenerateOptions &options)
{
    if (options.lowestPitch > options.highestPitch)
        throw Error(Error::Kind::BadOption, "The lowest pitch, " + std::to_string(options.lowestPitch) +
                                                ", is above the highest, " +
                                                std::to_string(options.highestPitch) + ".");
    const Scale &scale = scaleOf(options);
    const std::optional<int> tonic = tonicOf(options);
    AllowedPitches allowed;
    for (int pitch = std::max(options.lowestPitch, kMinMidiPitch);
         pitch <= std::min(options.highestPitch, kMaxMidiPitch); ++pitch) {
        const int degree = (pitch + kOctave - tonic.value_or(0)) % kOctave;
        allowed[static_cast<std::size_t>(pitch)] = !tonic || (scale.degrees >> degree & 1U) != 0;
    }
    if (allowed.none())
        throw Error(Error::Kind::BadOption, "No note of " + options.key + ' ' + options.scale +
                                                " lies between pitch " + std::to_string(options.lowestPitch) +
                                                " and " + std::to_string(options.highestPitch) + ".");
    return allowed;
}

int nearestToMiddleC(const AllowedPitches &allowed)
{
    for (int distance = 0;; ++distance) {
        for (const int pitch : {kMiddleC + distance, kMiddleC - distance}) {
            if (pitch >= kMinMidiPitch && pitch <= kMaxMidiPitch && allowed[static_cast<std::size_t>(pitch)])
                return pitch;
        }
    }
}

int chooseTransposition(std::span<const int> primer, const MelodyGenerateOptions &options,
                        const AllowedPitches &allowed, const MelodyCodec &codec)
{
    if (!codec.targetKey())
        return 0;
    int transposition = 0;
    if (const std::optional<int> tonic = tonicOf(options)) {
        transposition = squashFromKey(primer, (*tonic + scaleOf(options).relativeMajor) % kOctave, codec);
    } else {
        Melody melody{.events = {primer.begin(), primer.end()}};
        transposition = squashMelody(melody, codec.minPitch(), codec.maxPitch(), codec.targetKey());
    }
    int best = transposition;
    for (int octaves = -8; octaves <= 8; ++octaves) {
        const int candidate = transposition + kOctave * octaves;
        const int gain = reachable(allowed, codec, candidate) - reachable(allowed, codec, best);
        if (gain > 0 || (gain == 0 && std::abs(candidate - transposition) < std::abs(best - transposition)))
            best = candidate;
    }
    const bool reachesEnough =
        2 * reachable(allowed, codec, transposition) >= reachable(allowed, codec, best);
    return reachesEnough ? transposition : best;
}

} // namespace solferino::models
