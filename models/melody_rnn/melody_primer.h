// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/melody.h"
#include "models/catalog/melody_rnn_options.h"
#include "models/runtime/progress.h"

#include <optional>
#include <string>
#include <vector>

namespace solferino::models {

/// What new notes continue.
struct MelodyPrimer
{
    std::vector<int> events;    ///< in their own pitches, up to the first new step; not empty
    std::int64_t startStep = 0; ///< of the first event, on a grid whose step 0 is time 0 of `sequence`
    NoteSequence sequence;      ///< the primer's notes as they came, at the tempo of the result
    double quartersPerMinute = kDefaultQuartersPerMinute; ///< of the result

    [[nodiscard]] std::int64_t firstNewStep() const
    {
        return startStep + static_cast<std::int64_t>(events.size());
    }
};

/// The primer of a request: the options' list, else `midi`, else `fallback` alone. What was left out of it
/// goes to `progress` as a note. Throws Error(BadOption) for a list that is none, Error(BadInput) for a MIDI
/// file that does not hold exactly one melody.
[[nodiscard]] MelodyPrimer readPrimer(const MelodyGenerateOptions &options,
                                      const std::optional<NoteSequence> &midi, int fallbackPitch,
                                      Progress &progress);

/// Reads "60,-2,62", brackets and blanks allowed. Throws Error(BadOption) saying which entry is wrong.
[[nodiscard]] std::vector<int> parseMelodyList(const std::string &text);

/// The steps of the melody that follows the new notes, from the first step after them; empty if there is
/// none.
[[nodiscard]] std::vector<int> readFollowing(const NoteSequence &midi);

/// `sequence` at one tempo, every event on its place in quarters.
[[nodiscard]] NoteSequence atConstantTempo(const NoteSequence &sequence, double quartersPerMinute);

} // namespace solferino::models
