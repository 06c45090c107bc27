// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_index.h"

#include <algorithm>

namespace solferino {

void NoteIndex::rebuild(std::span<const SongNote> notes)
{
    m_blockEnds.assign((notes.size() + kBlock - 1) / kBlock, 0);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        Tick &end = m_blockEnds[i / kBlock];
        end = std::max(end, notes[i].end());
    }
}

std::size_t NoteIndex::countBefore(std::span<const SongNote> notes, Tick to)
{
    const auto last = std::partition_point(notes.begin(), notes.end(),
                                           [to](const SongNote &note) { return note.start < to; });
    return static_cast<std::size_t>(last - notes.begin());
}

} // namespace solferino
