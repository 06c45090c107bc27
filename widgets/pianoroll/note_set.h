// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <cstddef>
#include <vector>

namespace solferino {

/// A set of note ids. Ids of a song count up from 1, so a bit for each answers `contains` at once, for
/// thousands of notes a frame.
class NoteSet final
{
public:
    NoteSet() = default;
    explicit NoteSet(const std::vector<SongNote> &notes)
    {
        for (const SongNote &note : notes) {
            insert(note.id);
        }
    }

    [[nodiscard]] bool contains(NoteId id) const { return id < m_bits.size() && m_bits[id]; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] std::size_t count() const { return m_count; }

    void insert(NoteId id)
    {
        if (id >= m_bits.size()) {
            m_bits.resize(id + 1);
        }
        m_count += m_bits[id] ? 0 : 1;
        m_bits[id] = true;
    }

    void erase(NoteId id)
    {
        if (contains(id)) {
            m_bits[id] = false;
            --m_count;
        }
    }

    void clear()
    {
        m_bits.clear();
        m_count = 0;
    }

private:
    std::vector<bool> m_bits;
    std::size_t m_count = 0;
};

} // namespace solferino
