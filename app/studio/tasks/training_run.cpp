// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/training_run.h"

#include "app/studio/tasks/sketch_takes.h"
#include "core/base/background.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>

#include <algorithm>

namespace solferino {

namespace {

QString reasonText(const std::string &reason)
{
    const char *context = "TrainingRun";
    static const std::pair<const char *, const char *> known[] = {
        {"melodies_discarded_too_short", QT_TRANSLATE_NOOP("TrainingRun", "too short (under 7 bars)")},
        {"melodies_discarded_too_few_pitches", QT_TRANSLATE_NOOP("TrainingRun", "too few pitches")},
        {"melodies_discarded_too_long", QT_TRANSLATE_NOOP("TrainingRun", "too long")},
        {"melodies_truncated", QT_TRANSLATE_NOOP("TrainingRun", "cut to 32 bars")},
        {"polyphonic_tracks_discarded", QT_TRANSLATE_NOOP("TrainingRun", "more than one voice")},
    };
    for (const auto &[name, text] : known) {
        if (reason == name)
            return QCoreApplication::translate(context, text);
    }
    return QString::fromStdString(reason).replace(QLatin1Char('_'), QLatin1Char(' '));
}

DataReport styleReportFrom(const nlohmann::json &body)
{
    DataReport report;
    const nlohmann::json &photos = body.at("photos");
    report.files = photos.value("used", 0);
    report.training = photos.value("training", report.files);
    report.validation = photos.value("validation", 0);
    report.examples = static_cast<int>(body.value("styles", nlohmann::json::array()).size());
    const nlohmann::json discarded = photos.value("discarded", nlohmann::json::object());
    for (const auto &[reason, count] : discarded.items())
        report.discarded.emplace_back(reasonText(reason), count.get<int>());
    return report;
}

DataReport reportFrom(const nlohmann::json &body)
{
    if (body.contains("photos"))
        return styleReportFrom(body);
    DataReport report;
    report.files = body.value("files", 0);
    const std::string unit = body.contains("drawings") ? "drawings" : "melodies";
    report.examples = body.value(unit, 0);
    report.training = body.value("training_" + unit, 0);
    report.validation = body.value("validation_" + unit, 0);
    const nlohmann::json discarded = body.value("discarded", nlohmann::json::object());
    for (const auto &[reason, count] : discarded.items())
        report.discarded.emplace_back(reasonText(reason), count.get<int>());
    std::stable_sort(report.discarded.begin(), report.discarded.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    for (const nlohmann::json &entry : body.value("unreadable", nlohmann::json::array())) {
        report.unreadable << QStringLiteral("%1: %2").arg(
            QString::fromStdString(entry.at(0).get<std::string>()),
            QString::fromStdString(entry.at(1).get<std::string>()));
    }
    return report;
}

TrainingSample sampleFrom(const nlohmann::json &body)
{
    TrainingSample sample;
    sample.step = body.value("step", qint64{0});
    if (const auto loss = body.find("validation_loss"); loss != body.end() && loss->is_number())
        sample.validationLoss = loss->get<double>();
    if (const auto png = body.find("png"); png != body.end())
        sample.pictures = QImage::fromData(
            QByteArray::fromBase64(QByteArray::fromStdString(png->get_ref<const std::string &>())));
    const nlohmann::json drawings = body.value("drawings", nlohmann::json::array());
    for (const nlohmann::json &drawing : drawings)
        sample.drawings.push_back(linesFromJson(drawing.at("strokes")));
    const nlohmann::json notes = body.value("notes", nlohmann::json::array());
    for (const nlohmann::json &row : notes) {
        SongNote note;
        note.pitch = row.at(0).get<int>();
        note.velocity = row.at(1).get<int>();
        note.start = row.at(2).get<Tick>() * kSampleTicks;
        note.length = row.at(3).get<Tick>() * kSampleTicks - note.start;
        sample.notes.push_back(note);
    }
    return sample;
}

/// What a run's folder has kept of what the job said.
struct FolderContents
{
    std::vector<nlohmann::json> reports;
    std::vector<TrainingSample> pictures;
};

std::vector<nlohmann::json> reportsIn(const QString &folder)
{
    std::vector<nlohmann::json> found;
    QFile data(folder + QStringLiteral("/data.json"));
    if (data.open(QIODevice::ReadOnly)) {
        const QByteArray text = data.readAll();
        auto body = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
        if (body.is_object() && body.value("kind", std::string()) == "data")
            found.push_back(std::move(body));
    }
    QFile metrics(folder + QStringLiteral("/metrics.jsonl"));
    const bool isOpen = metrics.open(QIODevice::ReadOnly);
    while (isOpen && !metrics.atEnd()) {
        const QByteArray line = metrics.readLine();
        if (!line.contains("\"kind\""))
            continue;
        auto body = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
        if (body.is_object() && body.contains("kind"))
            found.push_back(std::move(body));
    }
    return found;
}

/// Files named sample-000250.png.
std::vector<TrainingSample> picturesIn(const QString &folder)
{
    std::vector<TrainingSample> samples;
    for (const QFileInfo &file :
         QDir(folder).entryInfoList({QStringLiteral("sample-*.png")}, QDir::Files, QDir::Name)) {
        TrainingSample sample;
        sample.step = file.completeBaseName().mid(7).toLongLong();
        sample.pictures = QImage(file.filePath());
        if (!sample.pictures.isNull())
            samples.push_back(std::move(sample));
    }
    return samples;
}

} // namespace

QString lossText(double loss)
{
    return QLocale().toString(loss, 'f', loss < 1000.0 ? 3 : 0);
}

bool isTraining(const Job &job)
{
    const std::string &operation = job.request().operation;
    return operation == "train" || operation == "add_style";
}

TrainingRun::TrainingRun(Job &job, QObject *parent)
    : QObject(parent)
    , m_job(&job)
{
    connect(&job, &Job::stateChanged, this, &TrainingRun::changed);
    connect(&job, &Job::progressChanged, this, &TrainingRun::changed);
    connect(&job, &Job::partialArrived, this, &TrainingRun::receive);
    readFolder();
}

std::string TrainingRun::model() const
{
    return m_job ? m_job->request().model : std::string();
}

QString TrainingRun::folder() const
{
    if (!m_job)
        return {};
    const nlohmann::json &options = m_job->request().options;
    const std::string resumed = options.value("resume", std::string());
    return QString::fromStdString(resumed.empty() ? options.value("output", std::string()) : resumed);
}

QString TrainingRun::config() const
{
    return m_job ? QString::fromStdString(m_job->request().options.value("config", std::string()))
                 : QString();
}

QString TrainingRun::bestFile() const
{
    return folder() + QStringLiteral("/best.safetensors");
}

LossCurves TrainingRun::curves() const
{
    return m_job ? lossCurves(m_job->metricsHistory()) : LossCurves{};
}

void TrainingRun::receive(const nlohmann::json &body)
{
    const std::string kind = body.value("kind", std::string());
    if (kind == "data") {
        m_report = reportFrom(body);
        Q_EMIT reportChanged();
    } else if (kind == "sample" &&
               (body.contains("notes") || body.contains("drawings") || body.contains("png"))) {
        m_samples.push_back(sampleFrom(body));
        Q_EMIT samplesChanged();
    }
}

void TrainingRun::readFolder()
{
    runInBackground(
        this,
        [path = folder()] {
            return FolderContents{reportsIn(path), picturesIn(path)};
        },
        [this](const FolderContents &found) {
            if (!m_samples.empty() || m_report.files > 0)
                return; // the running job was faster
            for (const nlohmann::json &body : found.reports)
                receive(body);
            m_samples.insert(m_samples.end(), found.pictures.begin(), found.pictures.end());
            if (!found.pictures.empty())
                Q_EMIT samplesChanged();
        });
}

} // namespace solferino
