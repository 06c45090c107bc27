// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/command_line.h"
#include "app/studio/tasks/interpolation_controller.h"
#include "app/studio/tasks/live_endings.h"
#include "app/studio/tasks/sketch_reading.h"
#include "app/studio/tasks/sketch_take_controller.h"
#include "app/studio/workspaces/model_panel.h"
#include "core/commands/stroke_edits.h"
#include "core/documents/take_list.h"
#include "core/project/settings.h"
#include "widgets/sketch/endings_grid.h"
#include "widgets/sketch/sketch_state.h"
#include "widgets/takes/take_panel.h"

#include <algorithm>

namespace solferino {

void SketchTakeController::audition(TakeId id)
{
    if (id != 0)
        m_live->drop();
    show(&m_parts.takes, id);
}

void SketchTakeController::show(TakeList *source, TakeId id)
{
    const bool isThere = source && source->find(id);
    m_source = isThere ? source : nullptr;
    m_shown = isThere ? id : 0;
    const TakeId listed = m_source == &m_parts.takes ? m_shown : 0;
    m_parts.list.setAuditioned(listed);
    m_parts.grid.setAuditioned(listed);
    showGhost();
}

const Take *SketchTakeController::shown() const
{
    return m_source ? m_source->find(m_shown) : nullptr;
}

void SketchTakeController::showGhost()
{
    SketchState &state = m_parts.state;
    const Take *take = shown();
    const TakeStrokes *content = take ? strokesOf(*take) : nullptr;
    if (!content) {
        state.setHint({});
        state.setLegend({});
        state.clearGhosts();
        return;
    }
    const QModelIndex index = m_source->indexOf(m_shown);
    const QString name =
        m_source == &m_live->takes() ? tr("Ending %1").arg(index.row() + 1) : index.data().toString();
    const bool hasNothing = take->isComplete && content->lines.empty();
    state.setHint(
        {hasNothing ? tr("The model has nothing to add") : tr("%1 of %2").arg(name).arg(m_source->rowCount()),
         tr("Tab next · Return keep · Esc close")});
    state.setLegend({tr("You"), tr("Model")});
    state.setGhosts({content->lines, !take->isComplete});
}

void SketchTakeController::showNext(int step)
{
    if (!m_source)
        return;
    const int count = m_source->rowCount();
    const int row = m_source->indexOf(m_shown).row();
    for (int i = 1; i <= count; ++i) {
        const Take &take =
            m_source->takes()[static_cast<std::size_t>(((row + i * step) % count + count) % count)];
        if (take.isComplete && isEmpty(take))
            continue;
        if (m_source == &m_parts.takes)
            m_parts.list.setCurrent(take.id); // which auditions it
        else
            show(m_source, take.id);
        return;
    }
}

void SketchTakeController::keepShown()
{
    const Take *take = shown();
    if (!take)
        return;
    if (m_source == &m_parts.takes) {
        keep(m_shown);
        return;
    }
    const Lines lines = strokesOf(*take)->lines;
    keepLines(tr("Keep Ending"), lines);
}

void SketchTakeController::keep(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    const TakeStrokes *content = take ? strokesOf(*take) : nullptr;
    if (!content)
        return;
    const Lines lines = content->lines;
    m_parts.takes.remove(id);
    keepLines(tr("Keep Take"), lines);
}

void SketchTakeController::keepLines(const QString &text, const Lines &lines)
{
    SketchState &state = m_parts.state;
    std::uint64_t ids = 1;
    std::vector<Stroke> strokes =
        strokesFrom(lines, SketchLayer::Machine, static_cast<float>(state.width()), ids);
    for (Stroke &stroke : strokes)
        stroke.id = 0; // the document gives them
    close();
    state.setShowsGrid(false);
    if (!strokes.empty())
        state.replaceStrokes(text, addStrokes(state.drawing(), std::move(strokes)));
    m_isFresh = false; // what was just finished is not finished again
}

void SketchTakeController::close()
{
    m_live->drop();
    show(nullptr, 0);
}

void SketchTakeController::starShown()
{
    const Take *take = shown();
    if (!take)
        return;
    if (m_source == &m_parts.takes) {
        m_parts.takes.setStarred(m_shown, !take->isStarred);
        return;
    }
    const TakeId id = m_parts.takes.add(*take);
    m_parts.takes.setStarred(id, true);
    m_parts.list.setCurrent(id);
}

} // namespace solferino
