// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/take_session.h"

#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"

#include <memory>

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

TakeSession::TakeSession(JobQueue &queue, TakeList &takes, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_takes(takes)
{}

Job *TakeSession::generate(JobRequest request, const GenerationPlan &plan, TrackId track, int ticksPerQuarter,
                           const QString &title)
{
    request.inputs = plan.inputs;
    request.options.update(plan.options);
    if (plan.steps)
        request.options["steps"] = *plan.steps;
    const int steps = request.options.value("steps", 0);
    return submit({std::move(request), track, plan.insertAt, steps, ticksPerQuarter, {}}, title);
}

Job *TakeSession::repeat(const Take &take, std::uint64_t seed, int ticksPerQuarter, const QString &title)
{
    JobRequest request = take.request;
    request.seed = seed;
    request.options["count"] = 1;
    const int steps = request.options.value("steps", 0);
    return submit({std::move(request), take.track, take.position, steps, ticksPerQuarter, {}}, title);
}

void TakeSession::cancel()
{
    if (m_job)
        m_queue.cancel(m_job->id());
}

Job *TakeSession::submit(Place place, const QString &title)
{
    JobRequest request = place.request;
    m_job = m_queue.submitLatest(QStringLiteral("takes"), std::move(request), title);
    Job *job = m_job;
    const auto shared = std::make_shared<Place>(std::move(place));
    connect(job, &Job::partialArrived, this,
            [this, shared](const nlohmann::json &body) { receive(*shared, body, false); });
    connect(job, &Job::resultArrived, this,
            [this, shared](const Message &message) { receive(*shared, message.body, true); });
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isFinished())
            Q_EMIT jobFinished(job);
    });
    Q_EMIT jobStarted(job);
    return job;
}

void TakeSession::receive(Place &place, const nlohmann::json &body, bool isWhole)
{
    if (!body.contains("take") || !body.contains("notes"))
        return;
    const int index = body.at("take").get<int>();
    Take take;
    take.index = index;
    take.seed = body.value("seed", std::uint64_t{0});
    take.request = place.request;
    take.request.seed = take.seed;
    take.request.options["count"] = 1;
    take.track = place.track;
    take.position = place.position;
    take.length = tickOfStep(place.steps, place.ticksPerQuarter);
    take.notes = notesFromSteps(body.at("notes"), place.ticksPerQuarter);
    take.isComplete = isWhole;
    take.fraction = 1.0;
    if (isWhole && body.contains("log_likelihood_per_event"))
        take.score = body.at("log_likelihood_per_event").get<double>();
    if (!isWhole && place.steps > 0)
        take.fraction = static_cast<double>(body.value("steps_done", 0)) / place.steps;

    // Results may arrive in any order; the list shows them in that of their seeds.
    for (int missing = static_cast<int>(place.takes.size()); missing <= index; ++missing) {
        Take blank = take;
        blank.index = missing;
        blank.seed = take.seed - static_cast<std::uint64_t>(index - missing);
        blank.notes.clear();
        blank.score.reset();
        blank.fraction = 0.0;
        blank.isComplete = false;
        const TakeId id = m_takes.add(std::move(blank));
        place.takes.insert(missing, id);
        if (missing == 0)
            Q_EMIT firstTakeArrived(id);
    }
    take.id = place.takes.value(index);
    m_takes.update(take); // a take that was discarded while it grew stays away
}

} // namespace solferino
