// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/live_endings.h"

#include "app/studio/tasks/sketch_takes.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/documents/take_list.h"
#include "core/project/settings.h"
#include "widgets/sketch/sketch_state.h"

namespace solferino {

namespace {

constexpr int kEndings = 3;

} // namespace

LiveEndings::LiveEndings(SketchState &state, JobQueue &queue, Settings &settings, ModelPanel &panel,
                         QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_settings(settings)
    , m_panel(panel)
    , m_takes(new TakeList(this))
    , m_session(
          new TakeSession(queue, *m_takes, QStringLiteral("sketch-live"), TakeSession::Jobs::Pass, this))
{
    connect(m_session, &TakeSession::firstTakeArrived, this, &LiveEndings::offered);
    connect(m_session, &TakeSession::jobFinished, this, [this](Job *job) {
        const bool isUnreadable = job->errorKind() == u"bad_input"; // a dot, so far: nobody asked for endings
        if ((job->state() == JobState::Failed && !isUnreadable) || job->state() == JobState::Interrupted)
            Q_EMIT failed(job);
        else
            Q_EMIT ended();
    });
}

void LiveEndings::begin()
{
    Lines drawing = linesOf(m_state.drawing());
    if (drawing.empty() || !m_panel.currentModel())
        return;
    JobRequest request = m_panel.requestFor("continue");
    request.inputs = {drawingInput("drawing", drawing)};
    submit(std::move(request), std::move(drawing));
}

void LiveEndings::begin(Point place, const Lines &modelView)
{
    if (!m_panel.currentModel())
        return;
    JobRequest request = m_panel.requestFor("continue");
    Lines steered = modelView;
    steered.push_back({place});
    request.inputs = {drawingInput("drawing", steered)};
    request.options["tolerance"] = 0.0; // simplified already; a line of one point would go
    request.options["pen"] = "down";    // a line begins at the place
    submit(std::move(request), linesOf(m_state.drawing()));
}

void LiveEndings::submit(JobRequest request, Lines context)
{
    drop();
    request.options["count"] = kEndings;
    if (!m_panel.isSeedLocked())
        request.seed.reset();
    request.device = m_settings.device().toStdString();
    m_session->submit(std::move(request), strokeTakes(std::move(context), {}), tr("Live Endings"));
}

void LiveEndings::drop()
{
    m_session->abandon();
    m_takes->clear();
}

} // namespace solferino
