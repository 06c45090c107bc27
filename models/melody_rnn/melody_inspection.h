// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>

namespace solferino::models {

/// What Melody RNN makes of a MIDI file:
///
///     sequence   {ticks_per_quarter, total_time, notes [[pitch, velocity, start, end, program, is_drum],
///     ...],
///                tempos [[time, qpm]], time_signatures [[time, numerator, denominator]],
///                key_signatures [[time, key, mode]]}, times in seconds, is_drum 0 or 1
///     quantized  {notes as above in steps, total_quantized_steps, steps_per_bar, steps_per_quarter, tempos,
///                time_signatures}, or {error, message} where the piece does not fit one grid as a whole
///     extracted  [{part, start_step, events, transposed_by, inputs [[[index, value], ...] per step],
///     labels}], events
///                before transposing, one step fewer than events
///     discarded  {reason: count}
///
/// Throws FormatError or SequenceError for a file that cannot be read, Error(BadOption) for an unknown
/// config.
[[nodiscard]] nlohmann::json inspectMelodyFile(std::span<const std::uint8_t> bytes,
                                               const MelodyInspectOptions &options);

} // namespace solferino::models
