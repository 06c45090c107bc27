// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/replace_strokes_command.h"

#include "core/commands/command_id.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

namespace solferino {

namespace {

/// A stroke in an order of strokes.
struct Entry
{
    StrokeId id = 0;
    const Stroke *stroke = nullptr; ///< null: as it is in the drawing
};

void dropUnsoundPoints(StrokeChange &change)
{
    std::size_t dropped = 0;
    for (StrokeChange::Placed &placed : change.added) {
        std::erase_if(placed.stroke.points, [](const StrokePoint &point) {
            return !std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.pressure);
        });
        placed.place -= std::min(placed.place, dropped);
        dropped += placed.stroke.points.empty() ? 1 : 0;
    }
    std::erase_if(change.added,
                  [](const StrokeChange::Placed &placed) { return placed.stroke.points.empty(); });
}

/// What SketchDocument::exchangeStrokes() does, for the order alone.
std::vector<Entry> changed(const std::vector<Entry> &before, const StrokeChange &change)
{
    std::unordered_set<StrokeId> leaving(change.removed.begin(), change.removed.end());
    for (const StrokeChange::Placed &placed : change.added)
        leaving.insert(placed.stroke.id);
    std::vector<Entry> after;
    after.reserve(before.size() + change.added.size());
    auto next = change.added.begin();
    const auto addNext = [&] {
        after.push_back({next->stroke.id, &next->stroke});
        ++next;
    };
    for (const Entry &entry : before) {
        if (leaving.contains(entry.id))
            continue;
        while (next != change.added.end() && next->place <= after.size())
            addNext();
        after.push_back(entry);
    }
    while (next != change.added.end())
        addNext();
    return after;
}

} // namespace

ReplaceStrokesCommand::ReplaceStrokesCommand(SketchDocument &document, const QString &text,
                                             StrokeChange change, GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_change(std::move(change))
    , m_gesture(gesture)
{
    dropUnsoundPoints(m_change);
    for (StrokeChange::Placed &placed : m_change.added) {
        if (placed.stroke.id == 0)
            placed.stroke.id = m_document.takeId();
        m_addedIds.push_back(placed.stroke.id);
        m_nextIdAfter = std::max({m_nextIdAfter, placed.stroke.id + 1, placed.stroke.group + 1});
    }
}

void ReplaceStrokesCommand::redo()
{
    std::uint64_t &nextId = m_document.m_drawing.nextId;
    m_nextIdBefore = nextId;
    nextId = std::max(nextId, m_nextIdAfter);
    m_change = m_document.exchangeStrokes(std::move(m_change));
    vanishIfNothingChanged();
}

void ReplaceStrokesCommand::undo()
{
    m_change = m_document.exchangeStrokes(std::move(m_change));
    m_document.m_drawing.nextId = m_nextIdBefore;
}

int ReplaceStrokesCommand::id() const
{
    return static_cast<int>(CommandId::ReplaceStrokes);
}

bool ReplaceStrokesCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ReplaceStrokesCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    prepend(next.m_change);
    m_nextIdAfter = std::max(m_nextIdAfter, next.m_nextIdAfter);
    vanishIfNothingChanged();
    return true;
}

std::vector<StrokeId> ReplaceStrokesCommand::addedIds() const
{
    return m_addedIds;
}

void ReplaceStrokesCommand::prepend(const StrokeChange &next)
{
    std::vector<Entry> now;
    now.reserve(m_document.drawing().strokes.size());
    for (const Stroke &stroke : m_document.drawing().strokes)
        now.push_back({stroke.id, nullptr});
    const std::vector<Entry> before = changed(changed(now, next), m_change);

    StrokeChange merged;
    std::unordered_set<StrokeId> kept;
    for (std::size_t place = 0; place < before.size(); ++place) {
        if (before[place].stroke != nullptr)
            merged.added.push_back({place, *before[place].stroke});
        else
            kept.insert(before[place].id);
    }
    for (const Entry &entry : now) {
        if (!kept.contains(entry.id))
            merged.removed.push_back(entry.id);
    }
    m_change = std::move(merged);
}

void ReplaceStrokesCommand::vanishIfNothingChanged()
{
    const std::vector<Stroke> &strokes = m_document.drawing().strokes;
    // Each stroke that undo would bring is at its place already, and no others would go.
    const bool isNothing = m_change.removed.size() == m_change.added.size() &&
                           std::ranges::all_of(m_change.added, [&](const StrokeChange::Placed &placed) {
                               return placed.place < strokes.size() && strokes[placed.place] == placed.stroke;
                           });
    setObsolete(isNothing);
    if (isNothing)
        m_document.m_drawing.nextId = m_nextIdBefore;
}

} // namespace solferino
