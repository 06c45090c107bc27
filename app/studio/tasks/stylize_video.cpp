// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/stylize_video.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/stylize_requests.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/stylize/video_dialog.h"

#include <QFileInfo>

namespace solferino {

namespace {

constexpr const char *kOperation = "stylize_video";

/// Whether a catalog that an engine has sent has the operation.
bool hasOperation(const nlohmann::json &catalog)
{
    for (const nlohmann::json &model : catalog) {
        const nlohmann::json operations = model.value("operations", nlohmann::json::array());
        for (const nlohmann::json &operation : operations) {
            if (operation.value("id", std::string()) == kOperation)
                return true;
        }
    }
    return false;
}

} // namespace

StylizeVideo::StylizeVideo(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{}

void StylizeVideo::open(const QString &path, const Styling &styling, const QString &summary)
{
    if (!m_dialog) {
        m_dialog = new VideoDialog(m_parts.theme, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &VideoDialog::startRequested, this, &StylizeVideo::start);
    }
    m_styling = styling;
    m_dialog->setSummary(summary);
    if (!path.isEmpty()) {
        VideoPlan plan = m_dialog->plan();
        plan.input = path;
        plan.output.clear(); // the dialog's own proposal
        m_dialog->setPlan(plan);
    }
    m_dialog->show();
    m_dialog->raise();
}

QString StylizeVideo::obstacle(const VideoPlan &plan) const
{
    const ModelChoice *model = m_parts.models.find(m_styling.weights);
    if (!model || stylesOption(*model, m_styling.mix).empty())
        return tr("No style is chosen yet: choose one in the strip below the picture.");
    const nlohmann::json &catalog = m_parts.queue.engineCatalog();
    if (catalog.is_array() && !hasOperation(catalog))
        return tr("This engine was built without OpenCV, which videos need.");
    if (!QFileInfo(plan.input).isFile())
        return tr("“%1” is no video.").arg(QFileInfo(plan.input).fileName());
    if (QFileInfo(plan.input) == QFileInfo(plan.output))
        return tr("The result needs another name than the video.");
    return {};
}

void StylizeVideo::start(const VideoPlan &plan)
{
    if (const QString sentence = obstacle(plan); !sentence.isEmpty()) {
        m_dialog->showError(sentence);
        return;
    }
    JobRequest request = stylizeRequest(*m_parts.models.find(m_styling.weights), m_styling);
    request.operation = kOperation;
    request.options["video"] = plan.input.toStdString();
    request.options["output"] = plan.output.toStdString();
    request.options["longest_side"] = plan.longestSide;
    request.options["stability"] = plan.stability;
    request.device = m_parts.settings.device().toStdString();
    //: %1 is a video's file name
    Job *job =
        m_parts.queue.submit(std::move(request), tr("Stylize %1").arg(QFileInfo(plan.input).fileName()));
    connect(job, &Job::stateChanged, this, [this, job, path = plan.output] {
        if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
            Q_EMIT jobFailed(job);
        else if (job->state() == JobState::Done)
            Q_EMIT written(path);
    });
    m_dialog->close();
}

} // namespace solferino
