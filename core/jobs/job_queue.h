// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace solferino {

/// How to start an engine: a program and its arguments ("solferino-engine serve", "ssh host solferino-engine
/// serve").
struct EngineCommand
{
    QString program;
    QStringList arguments;
};

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
    /// Interactive jobs of one `purpose` replace each other: an older one that waits or runs is cancelled
    /// first.
    Job *submitLatest(const QString &purpose, JobRequest request, const QString &title);
    /// Waiting jobs end at once; running ones are asked to stop and their engine is ended two seconds later.
    void cancel(qint64 id);
    /// A new job with the same request; for training that left a checkpoint, one that resumes it.
    Job *retry(qint64 id);
    void moveUp(qint64 id);
    void clearFinished();
    void setPaused(bool paused); ///< running jobs go on, waiting ones wait
    [[nodiscard]] bool isPaused() const;

    [[nodiscard]] const std::vector<Job *> &jobs() const; ///< oldest first
    [[nodiscard]] Job *find(qint64 id) const;
    /// Starts the interactive engine and loads a model, so that the first Generate is fast.
    void warmUp(const QString &model, const QString &weights);
    /// Process id of a lane's engine, 0 if none runs (for tests and the memory display).
    [[nodiscard]] qint64 enginePid(JobLane lane) const;
    /// The device list of the engine's hello, null before the first one.
    [[nodiscard]] const nlohmann::json &devices() const;
    /// Catalog of the running engine as its hello said it (operations that this build has).
    [[nodiscard]] const nlohmann::json &engineCatalog() const;

Q_SIGNALS:
    void jobAdded(solferino::Job *job);
    void jobRemoved(qint64 id);
    void orderChanged();
    void pausedChanged(bool paused);
    void engineChanged(); ///< started, greeted, ended

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace solferino
