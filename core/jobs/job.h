// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_record.h"
#include "core/protocol/message.h"

#include <QObject>

#include <optional>

namespace solferino {

/// The last progress message of a running job.
struct JobProgress
{
    std::optional<double> fraction; ///< 0..1; absent while unknown
    qint64 step = 0;
    qint64 total = 0;
    QString unit;
    double rate = 0.0; ///< units per second
    std::optional<double> secondsLeft;
    QString text;
    nlohmann::json metrics = nlohmann::json::object();
};

/// One request on its way through the queue. Lives on the GUI thread, owned by JobQueue; read-only for
/// everybody else.
class Job final : public QObject
{
    Q_OBJECT
public:
    Job(qint64 id, JobRequest request, JobLane lane, QString title, QObject *parent);
    Job(JobRecord record, QObject *parent);

    [[nodiscard]] qint64 id() const { return m_record.id; }
    /// Once the job is finished, its inputs are without their bytes: JobQueue::retry() has them.
    [[nodiscard]] const JobRequest &request() const { return m_record.request; }
    [[nodiscard]] JobLane lane() const { return m_record.lane; }
    /// A translated phrase: "Continue · 3 takes".
    [[nodiscard]] const QString &title() const { return m_record.title; }
    [[nodiscard]] JobState state() const { return m_record.state; }
    [[nodiscard]] const JobProgress &progress() const { return m_progress; }
    /// Why it failed or was interrupted; empty else.
    [[nodiscard]] const QString &reason() const { return m_record.reason; }
    /// The raw text behind the reason: the engine's words, the end of its standard error.
    [[nodiscard]] const QString &detail() const { return m_record.detail; }
    /// The engine's kind of error ("out_of_memory"), empty where it said none.
    [[nodiscard]] const QString &errorKind() const { return m_record.errorKind; }
    /// True from the cancel of a running job until it has stopped.
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    [[nodiscard]] const QStringList &log() const { return m_record.log; }
    [[nodiscard]] QDateTime created() const { return m_record.created; }
    [[nodiscard]] QDateTime started() const { return m_record.started; }
    [[nodiscard]] QDateTime finished() const { return m_record.finished; }
    /// What the engine said at the end; its member `request` is the request as it was run (seed, device,
    /// weights filled in). Null before.
    [[nodiscard]] const nlohmann::json &summary() const { return m_record.summary; }
    /// Where it trains: [{step, loss, validation_loss ...}], in order, kept for plots; thinned out evenly
    /// where there are thousands.
    [[nodiscard]] const std::vector<nlohmann::json> &metricsHistory() const { return m_record.metrics; }
    [[nodiscard]] bool isFinished() const
    {
        return state() != JobState::Waiting && state() != JobState::Running;
    }
    [[nodiscard]] const JobRecord &record() const { return m_record; }

Q_SIGNALS:
    void stateChanged(); ///< state or isStopping
    /// Progress, metrics history; at most about 30 times a second.
    void progressChanged();
    /// A growing piece of a result.
    void partialArrived(const nlohmann::json &body);
    /// A whole result with its files.
    void resultArrived(const solferino::Message &message);
    void logged(const QString &line);

private:
    friend class JobQueue;
    friend class LaneRunner;

    /// Throws nlohmann::json::exception for members of another type.
    void readProgress(const nlohmann::json &body);
    void addMetrics(qint64 step, const nlohmann::json &metrics);
    void addLog(const QString &line);

    JobRecord m_record;
    JobProgress m_progress;
    bool m_isStopping = false;
    bool m_areMetricsRewritten = false; ///< thinned out or cut since they were stored
    std::size_t m_storedMetrics = 0;    ///< how many of them are in the database
};

} // namespace solferino
