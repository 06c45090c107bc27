// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_change.h"

#include <utility>

namespace solferino {

NoteChange replaceNotes(TrackId track, const std::vector<SongNote> &before, std::vector<SongNote> after)
{
    NoteChange change{.track = track, .removed = {}, .added = std::move(after)};
    change.removed.reserve(before.size());
    for (const SongNote &note : before)
        change.removed.push_back(note.id);
    return change;
}

} // namespace solferino
