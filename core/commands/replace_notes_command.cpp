// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/replace_notes_command.h"

#include "core/commands/command_id.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace solferino {

namespace {

std::vector<NoteId> idsOf(const std::vector<SongNote> &notes)
{
    std::vector<NoteId> ids;
    ids.reserve(notes.size());
    for (const SongNote &note : notes)
        ids.push_back(note.id);
    return ids;
}

bool areSameNotes(std::vector<SongNote> a, std::vector<SongNote> b)
{
    if (a.size() != b.size())
        return false;
    std::ranges::sort(a, noteBefore);
    std::ranges::sort(b, noteBefore);
    return a == b;
}

} // namespace

ReplaceNotesCommand::ReplaceNotesCommand(SongDocument &document, const QString &text,
                                         std::vector<NoteChange> changes, GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_gesture(gesture)
    , m_changes(std::move(changes))
    , m_removed(m_changes.size())
{
    for (NoteChange &change : m_changes) {
        for (SongNote &note : change.added) {
            if (note.id == 0)
                note.id = m_document.takeId();
        }
    }
}

void ReplaceNotesCommand::redo()
{
    std::uint64_t &nextId = m_document.m_song.nextId;
    m_nextIdBefore = nextId;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        const NoteChange &change = m_changes[i];
        m_removed[i] = m_document.exchangeNotes(change.track, change.removed, change.added);
        for (const SongNote &note : change.added)
            nextId = std::max(nextId, note.id + 1);
    }
    setObsolete(changesNothing());
}

void ReplaceNotesCommand::undo()
{
    for (std::size_t i = m_changes.size(); i-- > 0;)
        m_document.exchangeNotes(m_changes[i].track, idsOf(m_changes[i].added), m_removed[i]);
    m_document.m_song.nextId = m_nextIdBefore;
}

int ReplaceNotesCommand::id() const
{
    return static_cast<int>(CommandId::ReplaceNotes);
}

bool ReplaceNotesCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ReplaceNotesCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    for (std::size_t i = 0; i < next.m_changes.size(); ++i)
        append(next.m_changes[i], next.m_removed[i]);
    setObsolete(changesNothing());
    return true;
}

void ReplaceNotesCommand::append(const NoteChange &next, const std::vector<SongNote> &removedByNext)
{
    auto ours = std::ranges::find(m_changes, next.track, &NoteChange::track);
    if (ours == m_changes.end()) {
        ours = m_changes.insert(m_changes.end(), {.track = next.track, .removed = {}, .added = {}});
        m_removed.emplace_back();
    }
    std::vector<SongNote> &removed = m_removed[static_cast<std::size_t>(ours - m_changes.begin())];

    // A note that this command had added and the next one took out was never there as far as undo goes.
    std::unordered_map<NoteId, const SongNote *> gone;
    for (const SongNote &note : removedByNext)
        gone.emplace(note.id, &note);
    std::erase_if(ours->added, [&gone](const SongNote &note) { return gone.erase(note.id) > 0; });
    for (const SongNote &note : removedByNext) {
        if (gone.contains(note.id)) {
            ours->removed.push_back(note.id);
            removed.push_back(note);
        }
    }
    ours->added.insert(ours->added.end(), next.added.begin(), next.added.end());
}

bool ReplaceNotesCommand::changesNothing() const
{
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        if (!areSameNotes(m_removed[i], m_changes[i].added))
            return false;
    }
    return true;
}

} // namespace solferino
