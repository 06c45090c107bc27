// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/engine_command.h"
#include "core/jobs/engine_process.h"
#include "core/jobs/job_record.h"

#include <QObject>
#include <QTimer>

#include <string>

namespace solferino {

class Job;

/// One lane's engine and the job that it runs. The engine starts when a job or a model to be kept warm needs
/// it. GUI thread.
class LaneRunner final : public QObject
{
    Q_OBJECT
public:
    LaneRunner(EngineCommand command, QObject *parent);

    [[nodiscard]] Job *job() const { return m_job; }
    [[nodiscard]] const EngineProcess &engine() const { return *m_engine; }
    [[nodiscard]] const nlohmann::json &memory() const { return m_memory; }

    /// Only while no job runs.
    void run(Job *job);
    /// Asks the job to stop; its engine is ended if it has not stopped in time.
    void cancel();
    /// Starts the engine, and has it read a model whenever it starts.
    void warmUp(const QString &model, const QString &weights);
    void requestMemory();
    /// Tells the job, if any, to stop at a safe point and the engine to end.
    void shutDown();
    bool waitForEnd(std::chrono::milliseconds timeout) { return m_engine->waitForEnd(timeout); }

Q_SIGNALS:
    /// The job has reached its final state and is no longer this lane's.
    void jobFinished(solferino::Job *job);
    void engineChanged(); ///< started, greeted, ended
    void engineFailed(const solferino::Error &error);
    void memoryChanged();

private:
    void makeEngine();
    void sendRequest();
    void sendLoad();
    void handleGreeting();
    void handleEnd(const Error &why);
    void handleMessage(const Message &message);
    void handleJobMessage(const Message &message);
    void handleDone(const Message &message);
    void handleError(const Message &message);
    void handlePartial(const Message &message);
    void forceStop();
    void announceProgress();
    void finish(JobState state, const Error &why = {}, const QString &errorKind = {});

    EngineCommand m_command;
    EngineProcess *m_engine = nullptr;
    Job *m_job = nullptr;
    QTimer m_stopTimer;
    QTimer m_progressTimer; ///< runs while no progress may be announced
    bool m_hasProgress = false;
    bool m_wasRequestSent = false;
    std::string m_warmModel;
    std::string m_warmWeights;
    nlohmann::json m_memory;
};

} // namespace solferino
