// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_queue.h"

#include "core/jobs/job_queue_private.h"
#include "core/jobs/resumable_run.h"
#include "models/catalog/model_catalog.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <iterator>
#include <utility>

namespace solferino {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr auto kShutDownTime = 2s;

JobLane laneOf(const JobRequest &request)
{
    const ModelInfo *model = findModel(request.model);
    const OperationInfo *operation = model ? model->findOperation(request.operation) : nullptr;
    return operation && operation->isBatch ? JobLane::Batch : JobLane::Interactive;
}

} // namespace

JobQueue::JobQueue(EngineCommand command, const QString &databasePath, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, command, databasePath))
{}

JobQueue::~JobQueue()
{
    std::vector<Job *> running;
    blockSignals(true);
    for (LaneRunner *runner : d->lanes) {
        runner->blockSignals(true);
        if (Job *job = runner->job()) {
            job->blockSignals(true);
            running.push_back(job);
        }
        runner->shutDown();
    }
    const QDeadlineTimer deadline(kShutDownTime);
    for (LaneRunner *runner : d->lanes)
        runner->waitForEnd(std::chrono::milliseconds(deadline.remainingTime()));
    for (Job *job : running) {
        if (job->state() != JobState::Done && job->state() != JobState::Failed)
            Private::interrupt(job->m_record, tr("The studio was closed while this job was running."));
        d->saveMetrics(job);
        d->save(job);
    }
}

Job *JobQueue::submit(JobRequest request, const QString &title)
{
    const JobLane lane = laneOf(request);
    return submit(std::move(request), title, lane);
}

Job *JobQueue::submit(JobRequest request, const QString &title, JobLane lane)
{
    return d->add({.request = std::move(request), .lane = lane, .title = title});
}

Job *JobQueue::submitLatest(const QString &purpose, JobRequest request, const QString &title)
{
    const JobLane lane = laneOf(request);
    return d->replace(purpose, {.request = std::move(request), .lane = lane, .title = title},
                      Private::Storage::Kept);
}

Job *JobQueue::submitPassing(const QString &purpose, JobRequest request, const QString &title)
{
    const JobLane lane = laneOf(request);
    return submitPassing(purpose, std::move(request), title, lane);
}

Job *JobQueue::submitPassing(const QString &purpose, JobRequest request, const QString &title, JobLane lane)
{
    return d->replace(purpose, {.request = std::move(request), .lane = lane, .title = title},
                      Private::Storage::Passing);
}

void JobQueue::cancel(qint64 id)
{
    Job *job = find(id);
    if (!job || job->isFinished())
        return;
    if (job->state() == JobState::Running)
        d->lane(job->lane()).cancel();
    else
        d->cancelWaiting(job);
}

Job *JobQueue::retry(qint64 id, const QString &device)
{
    const Job *job = find(id);
    if (!job || !job->isFinished())
        return nullptr;
    JobRecord record{.request = job->request(), .lane = job->lane(), .title = job->title()};
    d->store.loadInputs(id, record.request);
    if (!device.isEmpty())
        record.request.device = device.toStdString();
    if (const std::string run = runToResume(job->record()); !run.empty()) {
        record.request.options["resume"] = run;
        record.checkpoint = job->record().checkpoint;
        record.metrics = job->record().metrics;
    }
    return d->add(std::move(record));
}

void JobQueue::moveUp(qint64 id)
{
    const auto isHere = [&](const Job *each) {
        return each->id() == id;
    };
    const auto place = std::find_if(d->jobs.begin(), d->jobs.end(), isHere);
    if (place == d->jobs.end() || (*place)->state() != JobState::Waiting)
        return;
    const auto isAhead = [&](const Job *each) {
        return each->state() == JobState::Waiting && each->lane() == (*place)->lane();
    };
    const auto ahead = std::find_if(std::make_reverse_iterator(place), d->jobs.rend(), isAhead);
    if (ahead == d->jobs.rend())
        return;
    std::swap((*place)->m_record.position, (*ahead)->m_record.position);
    d->store.save((*place)->record());
    d->store.save((*ahead)->record());
    std::iter_swap(place, ahead);
    Q_EMIT orderChanged();
}

void JobQueue::moveDown(qint64 id)
{
    const Job *job = find(id);
    if (!job || job->state() != JobState::Waiting)
        return;
    const auto place = std::find(d->jobs.begin(), d->jobs.end(), job);
    const auto behind = std::find_if(place + 1, d->jobs.end(), [job](const Job *each) {
        return each->state() == JobState::Waiting && each->lane() == job->lane();
    });
    if (behind != d->jobs.end())
        moveUp((*behind)->id());
}

void JobQueue::cancelWaiting()
{
    const std::vector<Job *> all = d->jobs;
    for (const Job *job : all) {
        if (job->state() == JobState::Waiting)
            cancel(job->id());
    }
}

void JobQueue::clearFinished()
{
    const std::vector<Job *> all = d->jobs;
    for (Job *job : all) {
        if (job->isFinished())
            d->remove(job);
    }
}

void JobQueue::setPaused(bool paused)
{
    if (paused == d->isPaused)
        return;
    d->isPaused = paused;
    d->startTimer.start();
    Q_EMIT pausedChanged(paused);
}

bool JobQueue::isPaused() const
{
    return d->isPaused;
}

const std::vector<Job *> &JobQueue::jobs() const
{
    return d->jobs;
}

Job *JobQueue::find(qint64 id) const
{
    const auto found =
        std::find_if(d->jobs.begin(), d->jobs.end(), [id](const Job *job) { return job->id() == id; });
    return found == d->jobs.end() ? nullptr : *found;
}

void JobQueue::warmUp(const QString &model, const QString &weights)
{
    d->lane(JobLane::Interactive).warmUp(model, weights);
}

qint64 JobQueue::enginePid(JobLane lane) const
{
    return d->lane(lane).engine().processId();
}

const json &JobQueue::devices() const
{
    return d->devices;
}

const json &JobQueue::engineCatalog() const
{
    return d->catalog;
}

void JobQueue::requestMemory()
{
    for (LaneRunner *runner : d->lanes)
        runner->requestMemory();
}

const json &JobQueue::memory(JobLane lane) const
{
    return d->lane(lane).memory();
}

} // namespace solferino
