// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/take_session.h"

#include "core/documents/take_list.h"
#include "core/jobs/job_queue.h"

namespace solferino {

namespace {

/// The request that makes one take alone.
JobRequest alone(JobRequest request, std::uint64_t seed)
{
    request.seed = seed;
    if (request.options.contains("count"))
        request.options["count"] = 1;
    return request;
}

} // namespace

TakeSession::TakeSession(JobQueue &queue, TakeList &takes, const QString &purpose, Jobs jobs, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_takes(takes)
    , m_purpose(purpose)
    , m_jobs(jobs)
{}

Job *TakeSession::repeat(const Take &take, std::uint64_t seed, TakeForm form, const QString &title)
{
    return submit(alone(take.request, seed), std::move(form), title);
}

void TakeSession::retry()
{
    if (m_last)
        submit(m_last->request, m_last->form, m_last->title);
}

void TakeSession::cancel()
{
    if (m_job)
        m_queue.cancel(m_job->id());
}

void TakeSession::abandon()
{
    if (!m_job)
        return;
    disconnect(m_job, nullptr, this, nullptr);
    cancel();
    m_job = nullptr;
}

Job *TakeSession::submit(JobRequest request, TakeForm form, const QString &title)
{
    const auto batch = std::make_shared<Batch>(Batch{request, std::move(form), title, {}});
    m_last = batch;
    m_job = m_jobs == Jobs::Pass ? m_queue.submitPassing(m_purpose, std::move(request), title)
                                 : m_queue.submitLatest(m_purpose, std::move(request), title);
    Job *job = m_job;
    connect(job, &Job::partialArrived, this,
            [this, batch](const nlohmann::json &body) { receive(*batch, body, false); });
    connect(job, &Job::resultArrived, this,
            [this, batch](const Message &message) { receive(*batch, message.body, true); });
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job->isFinished())
            Q_EMIT jobFinished(job);
    });
    Q_EMIT jobStarted(job);
    return job;
}

void TakeSession::receive(Batch &batch, const nlohmann::json &body, bool isWhole)
{
    if (!body.contains("take"))
        return;
    const int index = body.at("take").get<int>();
    const Take *former = m_takes.find(batch.takes.value(index));
    Take take;
    take.content = former ? former->content : batch.form.blank;
    take.index = index;
    take.seed = body.value("seed", std::uint64_t{0});
    take.request = alone(batch.request, take.seed);
    if (!batch.form.read(body, isWhole, take))
        return;
    take.isComplete = isWhole;
    if (isWhole)
        take.fraction = 1.0;
    addBlanks(batch, index, take.seed);
    take.id = batch.takes.value(index);
    m_takes.update(take); // a take that was discarded while it grew stays away
}

void TakeSession::addBlanks(Batch &batch, int lastIndex, std::uint64_t lastSeed)
{
    for (int index = static_cast<int>(batch.takes.size()); index <= lastIndex; ++index) {
        Take blank;
        blank.content = batch.form.blank;
        blank.index = index;
        blank.seed = lastSeed - static_cast<std::uint64_t>(lastIndex - index);
        blank.request = alone(batch.request, blank.seed);
        blank.fraction = 0.0;
        const TakeId id = m_takes.add(std::move(blank));
        batch.takes.insert(index, id);
        if (index == 0)
            Q_EMIT firstTakeArrived(id);
    }
}

} // namespace solferino
