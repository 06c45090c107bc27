// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_batch.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/base/background.h"
#include "core/jobs/job_queue.h"
#include "core/project/photo_image.h"
#include "core/project/settings.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>

namespace solferino {

namespace {

const QString kFolderPurpose = QStringLiteral("stylize-folder");

/// What a folder holds, by the names of its files.
struct FolderContents
{
    QStringList pictures;
    int others = 0;
};

FolderContents contentsOf(const QString &folder)
{
    FolderContents contents;
    for (const QString &name : QDir(folder).entryList(QDir::Files, QDir::Name)) {
        if (imageFormat(QFileInfo(name).suffix().toStdString()))
            contents.pictures << name;
        else
            ++contents.others;
    }
    return contents;
}

/// A path in the folder that no file has yet.
QString freePath(const QString &folder, const QString &name)
{
    const QFileInfo info(name);
    QString path = QDir(folder).filePath(name);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path =
            QStringLiteral("%1/%2-%3.%4").arg(folder, info.completeBaseName()).arg(number).arg(info.suffix());
    return path;
}

ImageFormat formatNamed(const QString &name)
{
    return imageFormat(name.toStdString()).value_or(ImageFormat::Png);
}

} // namespace

StylizeBatch::StylizeBatch(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{}

void StylizeBatch::open(const QString &folder, const Styling &styling, const nlohmann::json &options,
                        const QString &summary)
{
    if (m_dialog && m_isRunning) {
        m_dialog->show();
        m_dialog->raise();
        return;
    }
    delete m_dialog; // a report that was not closed, or the plan for another folder
    m_styling = styling;
    m_options = options;
    m_dialog = new BatchDialog(m_parts.theme, m_window);
    m_dialog->setSummary(summary);
    connect(m_dialog, &BatchDialog::inputChosen, this, &StylizeBatch::look);
    connect(m_dialog, &BatchDialog::startRequested, this, &StylizeBatch::start);
    connect(m_dialog, &BatchDialog::cancelRequested, this, &StylizeBatch::cancel);
    connect(m_dialog, &QDialog::finished, this, [this] {
        if (!m_isRunning)
            m_dialog->deleteLater();
    });
    connect(m_dialog, &BatchDialog::resultRequested, this,
            [](const QString &results) { QDesktopServices::openUrl(QUrl::fromLocalFile(results)); });
    const QString first = folder.isEmpty() ? m_parts.settings.lastFolder(kFolderPurpose) : folder;
    BatchPlan plan;
    plan.input = first;
    m_dialog->setPlan(plan);
    look(first);
    m_dialog->show();
}

void StylizeBatch::look(const QString &folder)
{
    m_dialog->setFound(-1, -1);
    runInBackground(
        m_dialog, [folder] { return contentsOf(folder); },
        [this](const FolderContents &contents) {
            if (m_dialog)
                m_dialog->setFound(static_cast<int>(contents.pictures.size()), contents.others);
        });
}

void StylizeBatch::start(const BatchPlan &plan)
{
    if (m_isRunning)
        return;
    const ModelChoice *model = m_parts.models.find(m_styling.weights);
    if (!model || stylesOption(*model, m_styling.mix).empty()) {
        m_dialog->showError(tr("No style is chosen yet: choose one in the strip below the picture."));
        return;
    }
    if (!QDir().mkpath(plan.output)) {
        m_dialog->showError(tr("The folder “%1” cannot be made.").arg(QDir::toNativeSeparators(plan.output)));
        return;
    }
    m_parts.settings.setLastFolder(kFolderPurpose, plan.input);
    m_plan = plan;
    m_results.clear();
    m_isRunning = true;
    const int number = ++m_number;
    runInBackground(
        this, [folder = plan.input] { return contentsOf(folder).pictures; },
        [this, number](const QStringList &files) {
            if (number != m_number || !m_isRunning)
                return;
            m_files = files;
            next();
        });
}

void StylizeBatch::next()
{
    const auto done = static_cast<qsizetype>(m_results.size());
    if (done >= m_files.size()) {
        int failures = 0;
        for (const BatchResult &result : m_results)
            failures += result.reason.isEmpty() ? 0 : 1;
        finish(failures == 0 ? tr("All %n picture(s) are done.", nullptr, static_cast<int>(done))
                             : tr("%1 of %2 pictures are done.").arg(done - failures).arg(done));
        return;
    }
    const QString name = m_files.at(done);
    if (m_dialog)
        m_dialog->showProgress(static_cast<int>(done), static_cast<int>(m_files.size()), name);
    runInBackground(
        this, [path = QDir(m_plan.input).filePath(name)] { return readPhoto(path); },
        [this, number = m_number](const Result<Photo> &photo) {
            if (number != m_number || !m_isRunning)
                return;
            if (photo)
                submit(photo.value());
            else
                finishFile(photo.error().message);
        });
}

void StylizeBatch::submit(const Photo &photo)
{
    const ModelChoice *model = m_parts.models.find(m_styling.weights);
    if (!model) {
        finish(tr("The model is not there any more."));
        return;
    }
    Styling styling = m_styling;
    styling.finish.mask = {}; // it was painted for one photo
    JobRequest request = stylizeRequest(*model, styling);
    request.options.update(m_options);
    request.options["format"] = m_plan.format.toStdString();
    request.options["quality"] = m_plan.quality;
    request.inputs = {photoInput(photo)};
    request.device = m_parts.settings.device().toStdString();
    //: %1 is a photo's file name
    const QString title = tr("Render %1").arg(QString::fromStdString(photo.name));
    Job *job = m_parts.queue.submitPassing(QStringLiteral("stylize-batch"), std::move(request), title,
                                           JobLane::Batch);
    m_job = job;
    connect(job, &Job::resultArrived, this, [this, name = photo.name](const Message &message) {
        if (!message.attachments.empty())
            write(message.attachments.front().bytes, name);
    });
    connect(job, &Job::stateChanged, this, [this, job] {
        if (job != m_job || !job->isFinished())
            return;
        m_job = nullptr;
        if (job->state() == JobState::Cancelled)
            cancel();
        else if (job->state() != JobState::Done)
            finishFile(job->reason());
    });
}

void StylizeBatch::write(const Bytes &bytes, const std::string &photoName)
{
    const QString name = stylizedFileName(photoName, m_styling.mix, formatNamed(m_plan.format));
    runInBackground(
        this,
        [folder = m_plan.output, name, bytes] {
            QSaveFile file(freePath(folder, name));
            const auto size = static_cast<qint64>(bytes.size());
            const bool isWritten = file.open(QIODevice::WriteOnly) &&
                                   file.write(reinterpret_cast<const char *>(bytes.data()), size) == size &&
                                   file.commit();
            return isWritten ? QString() : file.errorString();
        },
        [this, number = m_number](const QString &problem) {
            if (number != m_number || !m_isRunning)
                return;
            if (problem.isEmpty())
                finishFile({});
            else // the next ones would not fit either
                finish(tr("The results cannot be written to “%1”: %2.")
                           .arg(QDir::toNativeSeparators(m_plan.output), problem));
        });
}

void StylizeBatch::finishFile(const QString &reason)
{
    m_results.push_back({m_files.at(static_cast<qsizetype>(m_results.size())), reason});
    next();
}

void StylizeBatch::finish(const QString &sentence)
{
    m_isRunning = false;
    ++m_number;
    if (m_dialog) {
        m_dialog->setAttribute(Qt::WA_ShowWithoutActivating); // a report comes in the midst of other work
        m_dialog->showReport(m_results, sentence);
        m_dialog->show();
    }
}

void StylizeBatch::cancel()
{
    if (!m_isRunning)
        return;
    if (Job *job = std::exchange(m_job, nullptr))
        m_parts.queue.cancel(job->id());
    finish(tr("Cancelled after %1 of %2 pictures.").arg(m_results.size()).arg(m_files.size()));
}

} // namespace solferino
