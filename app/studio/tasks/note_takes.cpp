// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/note_takes.h"

#include <algorithm>

namespace solferino {

namespace {

/// [[pitch, velocity, start_step, end_step], ...] as notes in ticks from the take's beginning.
std::vector<SongNote> notesFromSteps(const nlohmann::json &rows, int ticksPerQuarter)
{
    std::vector<SongNote> notes;
    notes.reserve(rows.size());
    for (const nlohmann::json &row : rows) {
        SongNote note;
        note.pitch = row.at(0).get<int>();
        note.velocity = row.at(1).get<int>();
        note.start = tickOfStep(row.at(2).get<std::int64_t>(), ticksPerQuarter);
        note.length =
            std::max<Tick>(1, tickOfStep(row.at(3).get<std::int64_t>(), ticksPerQuarter) - note.start);
        notes.push_back(note);
    }
    return notes;
}

} // namespace

JobRequest withPlan(JobRequest request, const GenerationPlan &plan)
{
    request.inputs = plan.inputs;
    request.options.update(plan.options);
    if (plan.steps)
        request.options["steps"] = *plan.steps;
    return request;
}

TakeForm noteTakes(const JobRequest &request, TakeNotes place, int ticksPerQuarter)
{
    const int steps = request.options.value("steps", 0);
    place.length = tickOfStep(steps, ticksPerQuarter);
    place.notes.clear();
    const auto read = [place, steps, ticksPerQuarter](const nlohmann::json &body, bool isWhole, Take &take) {
        if (!body.contains("notes"))
            return false;
        TakeNotes content = place;
        content.notes = notesFromSteps(body.at("notes"), ticksPerQuarter);
        take.content = std::move(content);
        if (isWhole && body.contains("log_likelihood_per_event"))
            take.score = body.at("log_likelihood_per_event").get<double>();
        if (!isWhole && steps > 0)
            take.fraction = static_cast<double>(body.value("steps_done", 0)) / steps;
        return true;
    };
    return {std::move(place), read};
}

} // namespace solferino
