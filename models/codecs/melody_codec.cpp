// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/codecs/melody_codec.h"

#include "models/codecs/melody_encoders.h"
#include "models/runtime/error.h"

#include <string>

namespace solferino::models {

namespace {

constexpr MelodyOneHot kThreeOctaves{.minPitch = 48, .maxPitch = 84};
constexpr MelodyOneHot kAllPitches{.minPitch = 0, .maxPitch = 128};
constexpr int kKeyOfC = 0;

} // namespace

std::shared_ptr<const MelodyCodec> makeMelodyCodec(std::string_view config)
{
    if (config == "basic_rnn")
        return makeOneHotCodec({kThreeOctaves, kKeyOfC});
    if (config == "mono_rnn")
        return makeOneHotCodec({kAllPitches, std::nullopt});
    if (config == "lookback_rnn")
        return makeLookbackCodec({kThreeOctaves, kKeyOfC}, {{16, 32}, 5});
    if (config == "attention_rnn")
        return makeKeyMelodyCodec({kThreeOctaves, kKeyOfC}, {{16, 32}, 7});
    throw Error(Error::Kind::BadOption,
                "There is no melody config \"" + std::string(config) +
                    "\"; the configs are basic_rnn, mono_rnn, lookback_rnn and attention_rnn.");
}

EncodedMelody encodeMelody(const MelodyCodec &codec, std::span<const int> events)
{
    EncodedMelody encoded;
    if (events.empty())
        return encoded;
    encoded.inputs.reserve(events.size() - 1);
    encoded.labels.reserve(events.size() - 1);
    const std::unique_ptr<MelodyEncoderState> state = codec.start();
    state->push(events.front());
    for (const int next : events.subspan(1)) {
        const auto input = state->input();
        encoded.inputs.emplace_back(input.begin(), input.end());
        encoded.labels.push_back(state->labelOf(next));
        state->push(next);
    }
    return encoded;
}

} // namespace solferino::models
