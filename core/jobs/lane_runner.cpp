// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/lane_runner.h"

#include "core/jobs/job.h"

#include <QLoggingCategory>

#include <utility>

namespace solferino {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

Q_LOGGING_CATEGORY(logLane, "solferino.jobs")

/// Ending the engine takes a moment too: together less than two seconds.
constexpr auto kStopGrace = 1700ms;
constexpr auto kProgressInterval = 33ms;

QString text(const json &body, const char *name)
{
    return QString::fromStdString(body.value(name, std::string()));
}

} // namespace

LaneRunner::LaneRunner(EngineCommand command, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_stopTimer(this)
    , m_progressTimer(this)
{
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(kStopGrace);
    connect(&m_stopTimer, &QTimer::timeout, this, &LaneRunner::forceStop);
    m_progressTimer.setSingleShot(true);
    m_progressTimer.setInterval(kProgressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this, &LaneRunner::announceProgress);
    makeEngine();
}

void LaneRunner::makeEngine()
{
    m_engine = new EngineProcess(m_command, this);
    connect(m_engine, &EngineProcess::started, this, &LaneRunner::engineChanged);
    connect(m_engine, &EngineProcess::greeted, this, &LaneRunner::handleGreeting);
    connect(m_engine, &EngineProcess::messageArrived, this, &LaneRunner::handleMessage);
    connect(m_engine, &EngineProcess::ended, this, &LaneRunner::handleEnd);
}

void LaneRunner::run(Job *job)
{
    Q_ASSERT(!m_job);
    m_job = job;
    m_wasRequestSent = false;
    job->m_record.state = JobState::Running;
    job->m_record.started = QDateTime::currentDateTimeUtc();
    Q_EMIT job->stateChanged();
    if (m_engine->isGreeted())
        sendRequest();
    else
        m_engine->start();
}

void LaneRunner::cancel()
{
    if (!m_job || m_job->m_isStopping)
        return;
    if (!m_wasRequestSent) {
        finish(JobState::Cancelled);
        return;
    }
    (void)m_engine->send({.type = "cancel", .job = m_job->id()});
    m_stopTimer.start();
    m_job->m_isStopping = true;
    Q_EMIT m_job->stateChanged();
}

void LaneRunner::warmUp(const QString &model, const QString &weights)
{
    m_warmModel = model.toStdString();
    m_warmWeights = weights.toStdString();
    if (m_engine->isGreeted())
        sendLoad();
    else
        m_engine->start();
}

void LaneRunner::requestMemory()
{
    if (m_engine->isGreeted())
        (void)m_engine->send({.type = "memory"});
}

void LaneRunner::shutDown()
{
    if (m_job && m_wasRequestSent)
        (void)m_engine->send({.type = "cancel", .job = m_job->id()});
    m_engine->disconnect(this);
    m_engine->shutDown();
}

void LaneRunner::sendRequest()
{
    m_wasRequestSent = true;
    if (const Result<> sent = m_engine->send(requestMessage(m_job->id(), m_job->request())); !sent)
        finish(JobState::Failed, sent.error());
}

void LaneRunner::sendLoad()
{
    if (!m_warmModel.empty())
        (void)m_engine->send({.type = "load", .body = {{"model", m_warmModel}, {"weights", m_warmWeights}}});
}

void LaneRunner::handleGreeting()
{
    if (m_job)
        sendRequest();
    else
        sendLoad();
    Q_EMIT engineChanged();
}

void LaneRunner::handleEnd(const Error &why)
{
    m_memory = nullptr;
    const bool wasGreeted = m_engine->hello().is_object();
    if (m_job && !m_wasRequestSent && wasGreeted)
        m_engine->start(); // it ended before it was given this job
    else if (m_job && m_job->m_isStopping)
        finish(JobState::Cancelled);
    else if (m_job && m_wasRequestSent)
        finish(JobState::Interrupted, why);
    else if (m_job)
        finish(JobState::Failed, why);
    if (!wasGreeted)
        Q_EMIT engineFailed(why);
    Q_EMIT engineChanged();
}

void LaneRunner::handleMessage(const Message &message)
{
    if (message.type == "memory") {
        m_memory = message.body;
        Q_EMIT memoryChanged();
    } else if (m_job && message.job == m_job->id() && m_wasRequestSent) {
        handleJobMessage(message);
    } else if (message.type == "log" || message.type == "error") {
        qCInfo(logLane).noquote() << "engine:" << QString::fromStdString(message.body.dump());
    }
}

void LaneRunner::handleJobMessage(const Message &message)
{
    if (message.type == "progress") {
        m_job->readProgress(message.body);
        m_hasProgress = true;
        if (!m_progressTimer.isActive())
            announceProgress();
    } else if (message.type == "partial") {
        handlePartial(message);
    } else if (message.type == "result") {
        announceProgress();
        Q_EMIT m_job->resultArrived(message);
    } else if (message.type == "log") {
        m_job->addLog(text(message.body, "text"));
    } else if (message.type == "done") {
        handleDone(message);
    } else if (message.type == "error") {
        handleError(message);
    } else if (message.type == "cancelled") {
        finish(JobState::Cancelled);
    }
}

void LaneRunner::handlePartial(const Message &message)
{
    if (text(message.body, "kind") == QStringLiteral("checkpoint"))
        m_job->m_record.checkpoint = text(message.body, "path");
    Q_EMIT m_job->partialArrived(message.body);
}

void LaneRunner::handleDone(const Message &message)
{
    m_job->m_record.summary = message.body;
    m_job->m_progress.fraction = 1.0;
    m_job->m_progress.secondsLeft.reset();
    m_hasProgress = true;
    finish(JobState::Done);
}

void LaneRunner::handleError(const Message &message)
{
    if (m_job->m_isStopping) {
        finish(JobState::Cancelled);
        return;
    }
    const QString sentence = text(message.body, "message");
    finish(JobState::Failed, {sentence.isEmpty() ? tr("The engine could not do this job.") : sentence, {}},
           text(message.body, "kind"));
}

void LaneRunner::forceStop()
{
    m_job->addLog(tr("The engine did not stop within two seconds and was ended."));
    std::exchange(m_engine, nullptr)->abandon();
    makeEngine();
    m_memory = nullptr;
    if (!m_warmModel.empty())
        m_engine->start();
    finish(JobState::Cancelled);
    Q_EMIT engineChanged();
}

void LaneRunner::announceProgress()
{
    if (!m_job || !std::exchange(m_hasProgress, false))
        return;
    m_progressTimer.start();
    Q_EMIT m_job->progressChanged();
}

void LaneRunner::finish(JobState state, const Error &why, const QString &errorKind)
{
    announceProgress();
    m_stopTimer.stop();
    m_progressTimer.stop();
    Job *job = std::exchange(m_job, nullptr);
    job->m_isStopping = false;
    job->m_record.state = state;
    job->m_record.reason = why.message;
    job->m_record.detail = why.detail;
    job->m_record.errorKind = errorKind;
    job->m_record.finished = QDateTime::currentDateTimeUtc();
    Q_EMIT job->stateChanged();
    Q_EMIT jobFinished(job);
}

} // namespace solferino
