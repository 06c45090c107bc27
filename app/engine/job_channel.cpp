// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/job_channel.h"

#include "app/engine/interrupt.h"
#include "app/engine/serve_loop.h"

namespace solferino {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kProgressInterval = std::chrono::milliseconds(50);

} // namespace

JobChannel::JobChannel(ServeLoop &loop, std::int64_t job)
    : m_loop(loop)
    , m_job(job)
{}

void JobChannel::report(const models::ProgressReport &report)
{
    stopIfCancelled();
    const auto now = Clock::now();
    m_meter.add(report, std::chrono::duration<double>(now.time_since_epoch()).count());
    // Numbers worth plotting are never dropped.
    if (report.metrics.empty() && now - m_sent < kProgressInterval && report.step != report.total)
        return;
    m_sent = now;
    m_loop.send({.type = "progress", .job = m_job, .body = m_meter.toJson()});
}

void JobChannel::partial(const nlohmann::json &piece)
{
    m_loop.send({.type = "partial", .job = m_job, .body = piece});
    stopIfCancelled();
}

void JobChannel::note(const std::string &text)
{
    m_loop.send({.type = "log", .job = m_job, .body = {{"level", "note"}, {"text", text}}});
}

void JobChannel::result(OperationResult result)
{
    m_loop.send({.type = "result",
                 .job = m_job,
                 .body = std::move(result.body),
                 .attachments = std::move(result.files)});
}

void JobChannel::stopIfCancelled() const
{
    if (m_loop.isCancelRequested() || isInterrupted())
        throw models::Cancelled();
}

} // namespace solferino
