// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_queue.h"
#include "core/jobs/job_store.h"
#include "core/jobs/lane_runner.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <array>
#include <vector>

namespace solferino {

/// What the queue does with its jobs, its store and its two engines; job_queue.cpp is what others call.
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
    /// Marks a job that an end of the studio or of an engine cut short.
    static void interrupt(JobRecord &record, const QString &reason);
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
    nlohmann::json devices;
    nlohmann::json catalog;
    bool isPaused = false;
};

} // namespace solferino
