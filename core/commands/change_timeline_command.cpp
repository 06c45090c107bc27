// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_timeline_command.h"

#include "core/commands/command_id.h"

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

/// Sorts by time; of several changes at one tick the last one stays.
template <class Change>
void settle(std::vector<Change> &changes)
{
    std::ranges::stable_sort(changes, {}, &Change::time);
    const auto sameTime = [](const Change &a, const Change &b) {
        return a.time == b.time;
    };
    // std::unique keeps the first of equals, so it runs from the back.
    const auto kept = std::unique(changes.rbegin(), changes.rend(), sameTime);
    changes.erase(changes.begin(), kept.base());
}

} // namespace

ChangeTimelineCommand::ChangeTimelineCommand(SongDocument &document, const QString &text, Timeline timeline,
                                             GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_gesture(gesture)
    , m_timeline(std::move(timeline))
{
    settle(m_timeline.tempos);
    settle(m_timeline.meters);
    settle(m_timeline.keys);
    std::ranges::stable_sort(m_timeline.markers, {}, &SongText::time);
}

void ChangeTimelineCommand::redo()
{
    m_document.exchangeTimeline(m_timeline);
    setObsolete(m_timeline == timelineOf(m_document.song()));
}

void ChangeTimelineCommand::undo()
{
    m_document.exchangeTimeline(m_timeline);
}

int ChangeTimelineCommand::id() const
{
    return static_cast<int>(CommandId::ChangeTimeline);
}

bool ChangeTimelineCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ChangeTimelineCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    // The song has the next command's timeline already; this one holds the timeline from before the gesture.
    setObsolete(m_timeline == timelineOf(m_document.song()));
    return true;
}

} // namespace solferino
