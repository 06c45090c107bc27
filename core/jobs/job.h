// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"
#include "core/protocol/message.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <optional>

namespace solferino {

enum class JobState { Waiting, Running, Done, Failed, Cancelled, Interrupted };
enum class JobLane { Interactive, Batch };

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

    [[nodiscard]] qint64 id() const { return m_id; }
    [[nodiscard]] const JobRequest &request() const { return m_request; }
    [[nodiscard]] JobLane lane() const { return m_lane; }
    /// A translated phrase: "Continue · 3 takes".
    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] JobState state() const { return m_state; }
    [[nodiscard]] const JobProgress &progress() const { return m_progress; }
    /// Why it failed or was interrupted; empty else.
    [[nodiscard]] const QString &reason() const { return m_reason; }
    /// The raw text behind the reason: the engine's words, the end of its standard error.
    [[nodiscard]] const QString &detail() const { return m_detail; }
    /// The engine's kind of error ("out_of_memory"), empty where it said none.
    [[nodiscard]] const QString &errorKind() const { return m_errorKind; }
    /// True from the cancel of a running job until it has stopped.
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    [[nodiscard]] const QStringList &log() const { return m_log; }
    [[nodiscard]] QDateTime created() const { return m_created; }
    [[nodiscard]] QDateTime started() const { return m_started; }
    [[nodiscard]] QDateTime finished() const { return m_finished; }
    /// The request as it was run (seed, device, weights filled in), once the engine said so.
    [[nodiscard]] const nlohmann::json &summary() const { return m_summary; }
    /// Where it trains: [{step, loss, validation_loss ...}], in order, kept for plots.
    [[nodiscard]] const std::vector<nlohmann::json> &metricsHistory() const { return m_metrics; }
    [[nodiscard]] bool isFinished() const
    {
        return m_state != JobState::Waiting && m_state != JobState::Running;
    }

Q_SIGNALS:
    void stateChanged(); ///< state or isStopping
    void progressChanged();
    /// A growing piece of a result.
    void partialArrived(const nlohmann::json &body);
    /// A whole result with its files.
    void resultArrived(const solferino::Message &message);
    void logged(const QString &line);

private:
    friend class JobQueue;
    qint64 m_id;
    JobRequest m_request;
    JobLane m_lane;
    QString m_title;
    JobState m_state = JobState::Waiting;
    JobProgress m_progress;
    QString m_reason;
    QString m_detail;
    QString m_errorKind;
    bool m_isStopping = false;
    QStringList m_log;
    QDateTime m_created;
    QDateTime m_started;
    QDateTime m_finished;
    nlohmann::json m_summary;
    std::vector<nlohmann::json> m_metrics;
};

} // namespace solferino
