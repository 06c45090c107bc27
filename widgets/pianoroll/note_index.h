// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace solferino {

/// Finds the notes of a track that touch a stretch of time: a binary search for its end, and for its
/// beginning the latest note end of each block of notes, so that a few long notes cost nothing. Holds no
/// note; valid until the list changes.
class NoteIndex final
{
public:
    /// `notes` are sorted by start, as in a track.
    void rebuild(std::span<const SongNote> notes);

    /// Calls `visit(note)` for each note that sounds in [from, to), in their order, without allocating.
    template <class Visit>
    void forEachIn(std::span<const SongNote> notes, Tick from, Tick to, Visit &&visit) const
    {
        const std::size_t count = countBefore(notes, to);
        for (std::size_t block = 0; block * kBlock < count; ++block) {
            if (m_blockEnds[block] <= from) {
                continue;
            }
            const std::size_t last = std::min(count, (block + 1) * kBlock);
            for (std::size_t i = block * kBlock; i < last; ++i) {
                if (notes[i].end() > from) {
                    visit(notes[i]);
                }
            }
        }
    }

private:
    static constexpr std::size_t kBlock = 64;

    [[nodiscard]] static std::size_t countBefore(std::span<const SongNote> notes, Tick to);

    std::vector<Tick> m_blockEnds; ///< latest end within each block
};

} // namespace solferino
