// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/commands/note_change.h"
#include "core/documents/song_document.h"

#include <QUndoCommand>

namespace solferino {

/// Every edit of notes: draw, move, resize, erase, paste, quantise, keep a take; on one or several tracks.
///
/// Each step of a drag is pushed as a command of its own, computed from the notes as they are now or as they
/// were at its start; commands of one gesture merge into one undo step, which vanishes if nothing has changed
/// in the end. Removed notes that are not there and tracks that are gone are passed over.
class ReplaceNotesCommand final : public QUndoCommand
{
public:
    /// `text` is a translated verb phrase ("Move Notes"). `gesture` is SongDocument::beginGesture() for the
    /// steps of a drag, 0 for an edit that stands alone. New notes get their ids here: see changes().
    ReplaceNotesCommand(SongDocument &document, const QString &text, std::vector<NoteChange> changes,
                        GestureId gesture = 0);

    /// What this command does, with the ids of new notes filled in (to select them after the push).
    [[nodiscard]] const std::vector<NoteChange> &changes() const { return m_changes; }

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    void append(const NoteChange &next, const std::vector<SongNote> &removedByNext);
    [[nodiscard]] bool changesNothing() const;

    SongDocument &m_document;
    GestureId m_gesture;
    std::uint64_t m_nextIdBefore = 0;
    std::vector<NoteChange> m_changes;
    std::vector<std::vector<SongNote>> m_removed; ///< the notes taken out by redo(), for each change
};

} // namespace solferino
