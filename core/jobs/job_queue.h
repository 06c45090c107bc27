// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/engine_command.h"
#include "core/jobs/job.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace solferino {

/// All jobs of the studio. Two engines at most run: one for the interactive lane, one for the batch lane;
/// each starts when first needed, stays warm, and is started again after a crash. Requests and states are
/// kept in SQLite. GUI thread.
class JobQueue final : public QObject
{
    Q_OBJECT
public:
    /// `databasePath` may be ":memory:". Jobs that were running when the last studio ended come back as
    /// Interrupted, waiting batch jobs as Waiting.
    JobQueue(EngineCommand command, const QString &databasePath, QObject *parent);
    ~JobQueue() override;

    /// Adds a job; it starts as soon as its lane is free. The lane follows from the operation's catalog
    /// entry.
    Job *submit(JobRequest request, const QString &title);
    /// The same in a lane of one's choice: work that is quick for a preview and long at full size.
    Job *submit(JobRequest request, const QString &title, JobLane lane);
    /// Interactive jobs of one `purpose` replace each other: an older one that waits or runs is cancelled
    /// first, and removed from the queue once it has stopped.
    Job *submitLatest(const QString &purpose, JobRequest request, const QString &title);
    /// The same for what is made while a person works, many times a minute: the job leaves the queue with its
    /// end and is never stored.
    Job *submitPassing(const QString &purpose, JobRequest request, const QString &title);
    Job *submitPassing(const QString &purpose, JobRequest request, const QString &title, JobLane lane);
    /// Waiting jobs end at once; running ones are asked to stop and their engine is ended two seconds later.
    void cancel(qint64 id);
    /// A new job with the same request, on another device if one is given; for training that left a
    /// checkpoint, one that resumes it. Null if the job is not finished.
    Job *retry(qint64 id, const QString &device = {});
    /// Lets a waiting job run before the one ahead of it in its lane.
    void moveUp(qint64 id);
    /// Lets the one behind it run first.
    void moveDown(qint64 id);
    /// Ends what waits; running jobs go on.
    void cancelWaiting();
    void clearFinished();
    /// Of the batch lane: running jobs go on, waiting ones wait.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const;

    /// Oldest first, but for moveUp(). A job is deleted after jobRemoved().
    [[nodiscard]] const std::vector<Job *> &jobs() const;
    [[nodiscard]] Job *find(qint64 id) const;
    /// Starts the interactive engine and loads a model, so that the first Generate is fast.
    void warmUp(const QString &model, const QString &weights);
    /// Process id of a lane's engine, 0 if none runs (for tests and the memory display).
    [[nodiscard]] qint64 enginePid(JobLane lane) const;
    /// The device list of the engine's hello, null before the first one.
    [[nodiscard]] const nlohmann::json &devices() const;
    /// Catalog of the running engine as its hello said it (operations that this build has).
    [[nodiscard]] const nlohmann::json &engineCatalog() const;
    /// Asks the engines that run how much memory they use; memoryChanged() tells when they have answered.
    void requestMemory();
    /// A lane's last answer (Message's `memory`), null before the first one and after its engine has ended.
    [[nodiscard]] const nlohmann::json &memory(JobLane lane) const;

Q_SIGNALS:
    void jobAdded(solferino::Job *job);
    void jobRemoved(qint64 id);
    void orderChanged();
    void pausedChanged(bool paused);
    void engineChanged(); ///< started, greeted, ended
    void memoryChanged();
    /// An engine did not get as far as its greeting; the job that needed it has failed with the same words.
    void engineFailed(const solferino::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace solferino
