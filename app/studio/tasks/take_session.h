// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/generation_plan.h"
#include "core/documents/take.h"
#include "core/jobs/job.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace solferino {

class JobQueue;
class TakeList;

/// Turns requests for notes into takes: submits the job and lets its partial results grow in the take list. A
/// newer request replaces one that still runs; takes that were whole by then stay.
class TakeSession final : public QObject
{
    Q_OBJECT
public:
    TakeSession(JobQueue &queue, TakeList &takes, QObject *parent);

    /// `request` carries model, weights, options and seed of the panel; the plan's inputs and options are
    /// added.
    Job *generate(JobRequest request, const GenerationPlan &plan, TrackId track, int ticksPerQuarter,
                  const QString &title);
    /// The request of a take run again as it was, or with another seed; the result lies where the take lies.
    Job *repeat(const Take &take, std::uint64_t seed, int ticksPerQuarter, const QString &title);
    void cancel();
    [[nodiscard]] Job *currentJob() const { return m_job; }

Q_SIGNALS:
    void jobStarted(solferino::Job *job);
    /// The first take of a request has its first notes.
    void firstTakeArrived(solferino::TakeId id);
    void jobFinished(solferino::Job *job);

private:
    /// Where the results of one job go.
    struct Place
    {
        JobRequest request;
        TrackId track = 0;
        Tick position = 0;
        int steps = 0;
        int ticksPerQuarter = 480;
        QHash<int, TakeId> takes; ///< index of the result -> its take
    };

    Job *submit(Place place, const QString &title);
    void receive(Place &place, const nlohmann::json &body, bool isWhole);

    JobQueue &m_queue;
    TakeList &m_takes;
    QPointer<Job> m_job;
};

} // namespace solferino
