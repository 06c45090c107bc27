// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/codecs/melody_codec.h"

#include <bitset>
#include <optional>
#include <span>

namespace solferino::models {

/// The pitches that new notes may have, as the options' range, key and scale say.
using AllowedPitches = std::bitset<128>;

/// Throws Error(BadOption) where the range is upside down or no note of the scale is in it.
[[nodiscard]] AllowedPitches allowedPitches(const MelodyGenerateOptions &options);

/// The pitch nearest to middle C among `allowed`.
[[nodiscard]] int nearestToMiddleC(const AllowedPitches &allowed);

/// By how many semitones the model's world lies above ours: that of squashing the primer, as in training, but
/// into the options' key where they name one, and moved by octaves where the model could otherwise reach less
/// than half of the allowed pitches that it could reach elsewhere. 0 for codecs without a key.
[[nodiscard]] int chooseTransposition(std::span<const int> primer, const MelodyGenerateOptions &options,
                                      const AllowedPitches &allowed, const MelodyCodec &codec);

} // namespace solferino::models
