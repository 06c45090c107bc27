// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/interpolation_controller.h"

#include "app/studio/tasks/sketch_takes.h"
#include "app/studio/tasks/take_session.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/documents/take_list.h"
#include "core/project/settings.h"
#include "widgets/sketch/sketch_state.h"

namespace solferino {

namespace {

Lines chosenLines(const SketchState &state)
{
    if (state.selection().empty())
        return linesOf(state.drawing());
    Drawing chosen;
    for (const Stroke &stroke : state.drawing().strokes) {
        if (state.isSelected(stroke.id))
            chosen.strokes.push_back(stroke);
    }
    return linesOf(chosen);
}

} // namespace

InterpolationController::InterpolationController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_takes(new TakeList(this))
    , m_session(new TakeSession(parts.queue, *m_takes, QStringLiteral("sketch-between"),
                                TakeSession::Jobs::Pass, this))
{
    InterpolationPad &pad = parts.pad;
    connect(&pad, &InterpolationPad::endRequested, this, &InterpolationController::setEnd);
    connect(&pad, &InterpolationPad::moved, this, &InterpolationController::request);
    connect(&pad, &InterpolationPad::keepRequested, this, [this] {
        if (m_takes->rowCount() == 0)
            return;
        const Take &take = m_takes->takes().front();
        if (const TakeStrokes *content = strokesOf(take); content && take.isComplete)
            Q_EMIT keepRequested(content->lines);
    });
    connect(m_takes, &TakeList::takeChanged, this, &InterpolationController::showResult);
    connect(m_session, &TakeSession::jobFinished, this, [this](Job *job) {
        if (job->state() == JobState::Failed || job->state() == JobState::Interrupted)
            Q_EMIT jobFailed(job);
    });
}

void InterpolationController::setEnd(InterpolationPad::End end)
{
    Lines lines = chosenLines(m_parts.state);
    (end == InterpolationPad::End::First ? m_first : m_second) = lines;
    m_parts.pad.setEnd(end, std::move(lines));
    Q_EMIT endsChanged(); // the listener may choose other weights
    request();
}

std::vector<Attachment> InterpolationController::inputs() const
{
    return {drawingInput("first", m_first), drawingInput("second", m_second)};
}

void InterpolationController::request()
{
    if (!isReady() || !m_parts.panel.currentModel())
        return;
    JobRequest request = m_parts.panel.requestFor("interpolate");
    request.inputs = inputs();
    request.options["position"] = m_parts.pad.position();
    request.options["temperature"] = m_parts.pad.temperature();
    if (!m_parts.panel.isSeedLocked())
        request.seed = m_seed;
    request.device = m_parts.settings.device().toStdString();
    m_session->abandon();
    m_takes->clear();
    const Point place = placeOf(request, {});
    m_session->submit(std::move(request), strokeTakes({}, place), tr("Between Two Drawings"));
}

void InterpolationController::showResult()
{
    const Take &take = m_takes->takes().front();
    if (const TakeStrokes *content = strokesOf(take))
        m_parts.pad.setResult(content->lines, take.isComplete);
}

void InterpolationController::stop()
{
    m_session->abandon();
    m_takes->clear();
    m_parts.pad.clearResult();
}

} // namespace solferino
