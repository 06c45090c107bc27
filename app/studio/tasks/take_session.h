// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "core/jobs/job.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace solferino {

class JobQueue;
class TakeList;

/// What the takes of one job are made of: the part of a session that knows a kind of content.
struct TakeForm
{
    /// Takes content, score and, of a partial result, fraction from the JSON body of a result. The take comes
    /// as it is so far, at first with `blank`, and with its request. False for a body that holds nothing of a
    /// take.
    using Reader = std::function<bool(const nlohmann::json &body, bool isWhole, Take &take)>;

    TakeContent blank; ///< of a take of which nothing has arrived yet
    Reader read;
};

/// Turns requests into takes: submits the job and lets its partial results grow in the take list. A newer
/// request replaces one that still runs; takes that were whole by then stay.
class TakeSession final : public QObject
{
    Q_OBJECT
public:
    /// Whether jobs stay in the queue once they have ended.
    enum class Jobs { Stay, Pass };

    /// Jobs of one `purpose` replace each other, those of different ones live side by side.
    TakeSession(JobQueue &queue, TakeList &takes, const QString &purpose, Jobs jobs, QObject *parent);

    /// `request` is complete. Its results name their take from 0 in the member "take", and its seed.
    Job *submit(JobRequest request, TakeForm form, const QString &title);
    /// The request of a take run again alone, as it was or with another seed.
    Job *repeat(const Take &take, std::uint64_t seed, TakeForm form, const QString &title);
    /// Runs the last request again, as it was.
    void retry();
    void cancel();
    /// Cancels, and nothing of the job is heard of any more.
    void abandon();
    [[nodiscard]] Job *currentJob() const { return m_job; }

Q_SIGNALS:
    void jobStarted(solferino::Job *job);
    /// The first take of a request has its first content.
    void firstTakeArrived(solferino::TakeId id);
    void jobFinished(solferino::Job *job);

private:
    /// The takes of one job.
    struct Batch
    {
        JobRequest request;
        TakeForm form;
        QString title;
        QHash<int, TakeId> takes; ///< index of the result -> its take
    };

    void receive(Batch &batch, const nlohmann::json &body, bool isWhole);
    /// Results may arrive in any order; the list shows them in that of their seeds.
    void addBlanks(Batch &batch, int lastIndex, std::uint64_t lastSeed);

    JobQueue &m_queue;
    TakeList &m_takes;
    QString m_purpose;
    Jobs m_jobs;
    QPointer<Job> m_job;
    std::shared_ptr<const Batch> m_last;
};

} // namespace solferino
