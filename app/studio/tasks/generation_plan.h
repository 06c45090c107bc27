// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/domain/music/tempo_map.h"
#include "core/protocol/job_request.h"

#include <QString>

#include <optional>
#include <vector>

namespace solferino {

/// What Ctrl+Return means now: it follows from what is selected.
enum class GenerationKind {
    Generate, ///< nothing selected: new notes at the playhead
    Continue, ///< notes selected: after them
    Fill,     ///< a time range selected: inside it
};

/// Where a person wants new notes.
struct GenerationTarget
{
    TrackId track = 0;
    std::vector<NoteId> selectedNotes; ///< of `track`
    std::optional<LoopRange> timeRange;
    Tick playhead = 0;
};

/// A request without the model's own options: what goes in and where the result belongs.
struct GenerationPlan
{
    GenerationKind kind = GenerationKind::Generate;
    Tick insertAt = 0;                                 ///< where step 0 of the new notes lies
    std::optional<int> steps;                          ///< fixed by a time range, in sixteenths
    std::vector<Attachment> inputs;                    ///< "primer" and "after" as MIDI files
    nlohmann::json options = nlohmann::json::object(); ///< qpm, primer_steps, fit_attempts ...
    Tick contextStart = 0;                             ///< start of the primer, for the ruler
};

/// Why notes cannot be a primer, and which ones the highest voice would leave out.
struct PrimerRefusal
{
    QString sentence;                 ///< "Two notes overlap at bar 3, beat 2."
    std::vector<NoteId> notes;        ///< the first two that collide
    std::vector<NoteId> highestVoice; ///< what is left of the selection without the lower notes
};

[[nodiscard]] GenerationKind generationKind(const GenerationTarget &target);

/// Set if the notes that would be the primer are more than one voice.
[[nodiscard]] std::optional<PrimerRefusal> primerRefusal(const Song &song, const GenerationTarget &target);

[[nodiscard]] GenerationPlan planGeneration(const Song &song, const GenerationTarget &target);

/// A sixteenth's place in ticks; exact where a quarter divides by four, else rounded.
[[nodiscard]] Tick tickOfStep(std::int64_t step, int ticksPerQuarter);
[[nodiscard]] std::int64_t stepOfTick(Tick tick, int ticksPerQuarter);

} // namespace solferino
