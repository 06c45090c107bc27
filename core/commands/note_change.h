// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <vector>

namespace solferino {

/// Notes that leave a track and notes that enter it, in one step. A note that lives on (moved, resized,
/// louder) is in both with the same id. An added note of id 0 is new and gets its id from
/// ReplaceNotesCommand.
struct NoteChange
{
    TrackId track = 0;
    std::vector<NoteId> removed;
    std::vector<SongNote> added;

    bool operator==(const NoteChange &) const = default;
};

/// `before` becomes `after` within `track`.
[[nodiscard]] NoteChange replaceNotes(TrackId track, const std::vector<SongNote> &before,
                                      std::vector<SongNote> after);

} // namespace solferino
