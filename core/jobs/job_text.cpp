// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_text.h"

#include "core/jobs/job.h"
#include "models/catalog/model_catalog.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

struct Jobs
{
    Q_DECLARE_TR_FUNCTIONS(Jobs)
};

/// The unit's number and name: "step 4,120 of 20,000" or "4,120 steps".
QString countText(const JobProgress &progress)
{
    const QLocale locale;
    const QString unit = progress.unit.isEmpty() ? Jobs::tr("steps") : progress.unit;
    if (progress.total > 0)
        return Jobs::tr("%1 of %2 %3")
            .arg(locale.toString(progress.step), locale.toString(progress.total), unit);
    return progress.step > 0 ? u"%1 %2"_s.arg(locale.toString(progress.step), unit) : QString();
}

QString rateText(const JobProgress &progress)
{
    if (progress.rate <= 0.0)
        return {};
    const int digits = progress.rate < 10.0 ? 1 : 0;
    const QString unit = progress.unit.isEmpty() ? Jobs::tr("steps") : progress.unit;
    return u"%1 %2/s"_s.arg(QLocale().toString(progress.rate, 'f', digits), unit);
}

QString lossText(const JobProgress &progress)
{
    const auto loss = progress.metrics.find("loss");
    if (loss == progress.metrics.end() || !loss->is_number())
        return {};
    return Jobs::tr("loss %1").arg(QLocale().toString(loss->get<double>(), 'f', 2));
}

QString runningText(const JobProgress &progress)
{
    QStringList parts{progress.text, countText(progress), rateText(progress), lossText(progress)};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

} // namespace

QString jobStateText(const Job &job)
{
    if (job.isStopping())
        return Jobs::tr("Stopping");
    switch (job.state()) {
    case JobState::Waiting:
        return Jobs::tr("Waiting");
    case JobState::Running:
        return Jobs::tr("Running");
    case JobState::Done:
        return Jobs::tr("Done");
    case JobState::Failed:
        return Jobs::tr("Failed");
    case JobState::Cancelled:
        return Jobs::tr("Cancelled");
    case JobState::Interrupted:
        return Jobs::tr("Interrupted");
    }
    return {};
}

QString jobSubtitle(const Job &job)
{
    const JobRequest &request = job.request();
    const ModelInfo *model = findModel(request.model);
    QString text = QString::fromStdString(model ? model->title : request.model);
    const auto config = request.options.find("config");
    std::string variant = request.weights;
    if (variant.empty() && config != request.options.end() && config->is_string())
        variant = *config;
    if (!variant.empty())
        text += u" · "_s + QString::fromStdString(variant).section(u'/', -1);
    return text;
}

QString jobProgressText(const Job &job)
{
    if (job.state() == JobState::Running && !job.isStopping()) {
        const QString text = runningText(job.progress());
        return text.isEmpty() ? Jobs::tr("Starting") : text;
    }
    return job.reason().isEmpty() ? jobStateText(job) : job.reason();
}

QString jobTimeText(const Job &job)
{
    if (job.state() == JobState::Running && job.progress().secondsLeft)
        return Jobs::tr("%1 left").arg(durationText(*job.progress().secondsLeft));
    if (job.state() == JobState::Done && job.started().isValid())
        return Jobs::tr("took %1").arg(durationText(double(job.started().msecsTo(job.finished())) / 1000.0));
    return {};
}

QString jobDeviceText(const Job &job)
{
    std::string device = job.request().device;
    if (const json &summary = job.summary(); summary.is_object()) {
        const json &request = summary.value("request", json::object());
        if (request.is_object() && request.contains("device") && request["device"].is_string())
            device = request["device"];
    }
    if (device == "cpu")
        return Jobs::tr("CPU");
    if (device == "cuda" || device == "cuda:0")
        return Jobs::tr("GPU");
    if (device.starts_with("cuda:"))
        return Jobs::tr("GPU %1").arg(QString::fromStdString(device.substr(5)));
    return {};
}

QString jobReport(const Job &job)
{
    JobRequest request = job.request();
    request.inputs.clear();
    QStringList lines{job.title(), jobSubtitle(job), jobStateText(job)};
    if (!job.reason().isEmpty())
        lines << job.reason();
    lines << QString::fromStdString(toJson(request, InputBytes::Base64).dump()) << job.log();
    if (!job.detail().isEmpty())
        lines << job.detail();
    return lines.join(u'\n');
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0.0)
        return {};
    const auto whole = static_cast<qint64>(std::llround(std::min(seconds, 1e9)));
    if (seconds < 1.0)
        return Jobs::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    if (whole < 60)
        return Jobs::tr("%1 s").arg(whole);
    if (whole < 3600)
        return Jobs::tr("%1 min").arg((whole + 30) / 60);
    //: hours and minutes
    return Jobs::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QChar(u'0'));
}

} // namespace solferino
