// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_take.h"

#include "core/domain/music/melody.h"
#include "models/melody_rnn/melody_extraction.h"

#include <algorithm>

namespace solferino::models {

std::vector<MelodyNote> melodyNotes(const std::vector<int> &events)
{
    std::vector<MelodyNote> notes;
    bool isSounding = false;
    std::int64_t step = 0;
    for (const int event : events) {
        if (event != kMelodyNoEvent) {
            if (isSounding)
                notes.back().endStep = step;
            isSounding = event != kMelodyNoteOff;
            if (isSounding)
                notes.push_back({.pitch = event, .startStep = step});
        }
        ++step;
    }
    if (isSounding)
        notes.back().endStep = step;
    return notes;
}

nlohmann::json melodyNotesJson(const std::vector<MelodyNote> &notes)
{
    nlohmann::json list = nlohmann::json::array();
    for (const MelodyNote &note : notes)
        list.push_back({note.pitch, note.velocity, note.startStep, note.endStep});
    return list;
}

nlohmann::json MelodyTake::toJson() const
{
    const auto steps = static_cast<double>(std::max<std::size_t>(events.size(), 1));
    return {{"take", index},
            {"seed", seed},
            {"steps", events.size()},
            {"steps_per_quarter", kMelodyStepsPerQuarter},
            {"qpm", quartersPerMinute},
            {"notes", melodyNotesJson(notes)},
            {"log_likelihood", logLikelihood},
            {"log_likelihood_per_event", logLikelihood / steps}};
}

} // namespace solferino::models
