// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_queue_private.h"

#include <algorithm>
#include <span>
#include <utility>

namespace solferino {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr auto kSaveInterval = 2s;

} // namespace

JobQueue::Private::Private(JobQueue &queue, const EngineCommand &command, const QString &databasePath)
    : q(queue)
    , store(databasePath)
{
    // Jobs start from the event loop, so that whoever submits one can connect to it first.
    startTimer.setSingleShot(true);
    startTimer.setInterval(0);
    connect(&startTimer, &QTimer::timeout, &q, [this] { startJobs(); });
    saveTimer.setInterval(kSaveInterval);
    connect(&saveTimer, &QTimer::timeout, &q, [this] {
        for (LaneRunner *runner : lanes) {
            if (Job *job = runner->job()) {
                saveMetrics(job);
                save(job);
            }
        }
    });
    for (LaneRunner *&runner : lanes) {
        runner = new LaneRunner(command, &q);
        connect(runner, &LaneRunner::jobFinished, &q, [this](Job *job) { handleFinished(job); });
        connect(runner, &LaneRunner::engineChanged, &q, [this, runner] {
            if (const json &hello = runner->engine().hello(); hello.is_object()) {
                devices = hello.value("devices", json());
                catalog = hello.value("catalog", json());
            }
            Q_EMIT q.engineChanged();
        });
        connect(runner, &LaneRunner::engineFailed, &q, &JobQueue::engineFailed);
        connect(runner, &LaneRunner::memoryChanged, &q, &JobQueue::memoryChanged);
    }
    restore();
}

void JobQueue::Private::interrupt(JobRecord &record, const QString &reason)
{
    record.state = JobState::Interrupted;
    record.reason = reason;
    record.finished = QDateTime::currentDateTimeUtc();
}

void JobQueue::Private::restore()
{
    for (JobRecord &record : store.load()) {
        if (record.state == JobState::Running)
            interrupt(record, tr("The studio ended while this job was running."));
        else if (record.state == JobState::Waiting && record.lane == JobLane::Interactive)
            interrupt(record, tr("The studio ended before this job began."));
        if (record.state == JobState::Waiting)
            store.loadInputs(record.id, record.request);
        Job *job = new Job(std::move(record), &q);
        jobs.push_back(job);
        store.save(job->record());
        keepStored(job);
    }
    startTimer.start();
}

void JobQueue::Private::keepStored(Job *job)
{
    connect(job, &Job::stateChanged, &q, [this, job] { store.save(job->record()); });
}

void JobQueue::Private::save(const Job *job)
{
    if (!passing.contains(job->id()))
        store.save(job->record());
}

Job *JobQueue::Private::add(JobRecord record, Storage storage)
{
    record.id = store.takeId();
    record.position = record.id;
    record.created = QDateTime::currentDateTimeUtc();
    Job *job = new Job(std::move(record), &q);
    job->m_storedMetrics = 0;
    jobs.push_back(job);
    if (storage == Storage::Passing) {
        passing.insert(job->id());
        superseded.insert(job->id());
    } else {
        store.save(job->record());
        keepStored(job);
    }
    Q_EMIT q.jobAdded(job);
    startTimer.start();
    return job;
}

void JobQueue::Private::startJobs()
{
    for (LaneRunner *runner : lanes) {
        const JobLane which = runner == lanes[1] ? JobLane::Batch : JobLane::Interactive;
        if (runner->job() || (isPaused && which == JobLane::Batch))
            continue;
        const auto next = std::find_if(jobs.begin(), jobs.end(), [&](const Job *job) {
            return job->state() == JobState::Waiting && job->lane() == which;
        });
        if (next != jobs.end())
            runner->run(*next);
    }
    const bool isAnyRunning =
        std::any_of(lanes.begin(), lanes.end(), [](LaneRunner *each) { return each->job(); });
    if (!isAnyRunning)
        saveTimer.stop();
    else if (!saveTimer.isActive())
        saveTimer.start();
}

void JobQueue::Private::cancelWaiting(Job *job)
{
    job->m_record.state = JobState::Cancelled;
    job->m_record.finished = QDateTime::currentDateTimeUtc();
    Q_EMIT job->stateChanged();
    handleFinished(job);
}

void JobQueue::Private::handleFinished(Job *job)
{
    saveMetrics(job);
    purposes.remove(job->id());
    if (superseded.remove(job->id()))
        remove(job);
    else
        dropInputs(job);
    startTimer.start();
}

void JobQueue::Private::dropInputs(Job *job)
{
    if (!store.hasInputs(job->record()))
        return;
    for (Attachment &input : job->m_record.request.inputs)
        input.bytes = {};
}

void JobQueue::Private::remove(Job *job)
{
    jobs.erase(std::find(jobs.begin(), jobs.end(), job));
    if (!passing.remove(job->id()))
        store.remove(job->id());
    job->disconnect(&q);
    Q_EMIT q.jobRemoved(job->id());
    job->deleteLater();
}

void JobQueue::Private::saveMetrics(Job *job)
{
    const std::vector<json> &metrics = job->m_record.metrics;
    if (std::exchange(job->m_areMetricsRewritten, false)) {
        store.removeMetrics(job->id());
        job->m_storedMetrics = 0;
    }
    if (job->m_storedMetrics < metrics.size())
        store.addMetrics(job->id(), std::span(metrics).subspan(job->m_storedMetrics));
    job->m_storedMetrics = metrics.size();
}

Job *JobQueue::Private::replace(const QString &purpose, JobRecord record, Storage storage)
{
    for (const qint64 id : purposes.keys(purpose)) {
        superseded.insert(id);
        q.cancel(id);
    }
    Job *job = add(std::move(record), storage);
    purposes.insert(job->id(), purpose);
    return job;
}

} // namespace solferino
