// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

namespace solferino::models {

/// Velocity of generated notes.
inline constexpr int kNewNoteVelocity = 100;

/// A generated note in sixteenths; step 0 is the first new step.
struct MelodyNote
{
    int pitch = 60;
    int velocity = kNewNoteVelocity;
    std::int64_t startStep = 0;
    std::int64_t endStep = 0;

    bool operator==(const MelodyNote &) const = default;
};

/// One generated melody.
struct MelodyTake
{
    int index = 0;
    std::uint64_t seed = 0;  ///< with it, as seed and a count of 1, the same take comes out alone
    std::vector<int> events; ///< of the new steps: -2, -1 or a pitch
    std::vector<MelodyNote> notes;
    double quartersPerMinute = 120.0;
    double logLikelihood = 0.0; ///< nats, of the new events, at temperature 1 and without masks
    NoteSequence sequence; ///< what a MIDI file of the take holds: the new notes, after the primer if wanted

    /// {take, seed, steps, steps_per_quarter, qpm, notes, log_likelihood, log_likelihood_per_event}
    [[nodiscard]] nlohmann::json toJson() const;
};

/// Notes that begin in `events`. A note still sounding at the end ends there.
[[nodiscard]] std::vector<MelodyNote> melodyNotes(const std::vector<int> &events);

/// [[pitch, velocity, start_step, end_step], ...]
[[nodiscard]] nlohmann::json melodyNotesJson(const std::vector<MelodyNote> &notes);

} // namespace solferino::models
