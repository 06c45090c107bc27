// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_queue.h"

#include "core/jobs/job_store.h"
#include "core/jobs/lane_runner.h"
#include "core/jobs/resumable_run.h"
#include "models/catalog/model_catalog.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace solferino {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr auto kSaveInterval = 2s;
constexpr auto kShutDownTime = 2s;

JobLane laneOf(const JobRequest &request)
{
    const ModelInfo *model = findModel(request.model);
    const OperationInfo *operation = model ? model->findOperation(request.operation) : nullptr;
    return operation && operation->isBatch ? JobLane::Batch : JobLane::Interactive;
}

void interrupt(JobRecord &record, const QString &reason)
{
    record.state = JobState::Interrupted;
    record.reason = reason;
    record.finished = QDateTime::currentDateTimeUtc();
}

} // namespace

class JobQueue::Private final
{
public:
    Private(JobQueue &queue, const EngineCommand &command, const QString &databasePath);

    LaneRunner &lane(JobLane which) { return *lanes[which == JobLane::Batch ? 1 : 0]; }
    enum class Storage { Kept, Passing };
    Job *add(JobRecord record, Storage storage = Storage::Kept);
    Job *replace(const QString &purpose, JobRecord record, Storage storage);
    void save(const Job *job);
    void restore();
    void startJobs();
    void cancelWaiting(Job *job);
    void handleFinished(Job *job);
    /// Leaves the bytes of a finished job's inputs to the store: photos are large.
    void dropInputs(Job *job);
    void remove(Job *job);
    void saveMetrics(Job *job);
    void keepStored(Job *job);

    JobQueue &q;
    JobStore store;
    std::array<LaneRunner *, 2> lanes;
    std::vector<Job *> jobs;
    QHash<qint64, QString> purposes; ///< of unfinished jobs that a newer one replaces
    QSet<qint64> superseded;         ///< removed as soon as they have ended
    QSet<qint64> passing;            ///< not in the store
    QTimer startTimer;
    QTimer saveTimer;
    json devices;
    json catalog;
    bool isPaused = false;
};

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
            interrupt(job->m_record, tr("The studio was closed while this job was running."));
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
