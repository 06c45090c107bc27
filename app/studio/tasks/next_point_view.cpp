// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/next_point_view.h"

#include "app/studio/tasks/sketch_takes.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/sketch/sketch_state.h"

namespace solferino {

NextPointView::NextPointView(SketchState &state, JobQueue &queue, Settings &settings, ModelPanel &panel,
                             QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_queue(queue)
    , m_settings(settings)
    , m_panel(panel)
{
    connect(&state, &SketchState::displayChanged, this, [this] {
        if (!m_state.showsMixture())
            drop();
        else if (m_state.mixture().empty())
            ask();
    });
    connect(&panel, &ModelPanel::modelChanged, this, &NextPointView::ask);
    connect(&panel, &ModelPanel::optionsChanged, this, &NextPointView::ask);
}

void NextPointView::ask()
{
    const Lines drawing = linesOf(m_state.drawing());
    if (!m_state.showsMixture() || drawing.empty() || !m_panel.currentModel())
        return;
    JobRequest request = m_panel.requestFor("predict");
    request.inputs = {drawingInput("drawing", drawing)};
    request.device = m_settings.device().toStdString();
    if (m_job)
        disconnect(m_job, nullptr, this, nullptr);
    m_job = m_queue.submitPassing(QStringLiteral("sketch-predict"), std::move(request), tr("Next Point"));
    connect(m_job, &Job::resultArrived, this, [this](const Message &message) { show(message.body); });
    connect(m_job, &Job::stateChanged, this, [this, job = m_job.data()] {
        const bool isUnreadable = job->errorKind() == u"bad_input"; // a dot, so far
        if ((job->state() == JobState::Failed && !isUnreadable) || job->state() == JobState::Interrupted)
            Q_EMIT failed(job);
    });
}

void NextPointView::drop()
{
    if (m_job) {
        disconnect(m_job, nullptr, this, nullptr);
        m_queue.cancel(m_job->id());
        m_job = nullptr;
    }
    m_state.setMixture({});
}

void NextPointView::show(const nlohmann::json &prediction)
{
    std::vector<MixtureComponent> mixture;
    for (const nlohmann::json &component : prediction.at("components")) {
        mixture.push_back({.centre = {component.at("x").get<double>(), component.at("y").get<double>()},
                           .sigmaX = component.at("sigma_x").get<double>(),
                           .sigmaY = component.at("sigma_y").get<double>(),
                           .correlation = component.at("rho").get<double>(),
                           .weight = component.at("weight").get<double>()});
    }
    m_state.setMixture(std::move(mixture));
}

} // namespace solferino
