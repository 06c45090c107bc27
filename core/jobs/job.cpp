// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job.h"

#include <algorithm>
#include <cmath>

namespace solferino {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxMetrics = 2048;
constexpr qsizetype kMaxLogLines = 1000;

std::optional<double> optionalNumber(const json &body, const char *name)
{
    const auto found = body.find(name);
    if (found == body.end() || found->is_null())
        return std::nullopt;
    return found->get<double>();
}

qint64 stepOf(const json &metrics)
{
    return metrics.value("step", qint64{0});
}

/// Drops every second entry, but the last and, while they are the fewer, those with a validation.
void thinOut(std::vector<json> &metrics)
{
    const auto hasValidation = [](const json &entry) {
        return entry.contains("validation_loss");
    };
    const auto validations = std::count_if(metrics.begin(), metrics.end(), hasValidation);
    const bool keepsValidations = validations < static_cast<std::ptrdiff_t>(kMaxMetrics / 4);
    std::vector<json> kept;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (i % 2 == 0 || i + 1 == metrics.size() || (keepsValidations && hasValidation(metrics[i])))
            kept.push_back(std::move(metrics[i]));
    }
    metrics = std::move(kept);
}

} // namespace

Job::Job(qint64 id, JobRequest request, JobLane lane, QString title, QObject *parent)
    : Job({.id = id,
           .request = std::move(request),
           .lane = lane,
           .title = std::move(title),
           .created = QDateTime::currentDateTimeUtc()},
          parent)
{}

Job::Job(JobRecord record, QObject *parent)
    : QObject(parent)
    , m_record(std::move(record))
    , m_storedMetrics(m_record.metrics.size())
{}

void Job::readProgress(const json &body)
{
    JobProgress progress;
    progress.step = body.value("step", qint64{0});
    progress.total = body.value("total", qint64{0});
    progress.fraction = optionalNumber(body, "fraction");
    if (progress.fraction)
        progress.fraction = std::clamp(*progress.fraction, 0.0, 1.0);
    else if (progress.total > 0)
        progress.fraction = std::clamp(double(progress.step) / double(progress.total), 0.0, 1.0);
    progress.unit = QString::fromStdString(body.value("unit", std::string()));
    progress.rate = optionalNumber(body, "rate").value_or(0.0);
    progress.secondsLeft = optionalNumber(body, "seconds_left");
    progress.text = QString::fromStdString(body.value("text", std::string()));
    progress.metrics = body.value("metrics", json::object());
    if (!progress.metrics.empty())
        addMetrics(progress.step, progress.metrics);
    m_progress = std::move(progress);
}

void Job::addMetrics(qint64 step, const json &metrics)
{
    std::vector<json> &history = m_record.metrics;
    while (!history.empty() && stepOf(history.back()) > step) { // a run that went back to its checkpoint
        history.pop_back();
        m_areMetricsRewritten = true;
    }
    if (history.empty() || stepOf(history.back()) != step)
        history.push_back({{"step", step}});
    else
        m_storedMetrics = std::min(m_storedMetrics, history.size() - 1);
    history.back().update(metrics);
    if (history.size() > kMaxMetrics) {
        thinOut(history);
        m_areMetricsRewritten = true;
    }
}

void Job::addLog(const QString &line)
{
    if (m_record.log.size() >= kMaxLogLines)
        m_record.log.removeFirst();
    m_record.log.append(line);
    Q_EMIT logged(line);
}

} // namespace solferino
