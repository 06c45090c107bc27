// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/song.h"

#include <algorithm>
#include <tuple>

namespace solferino {

Tick Song::length() const
{
    Tick last = 0;
    for (const Track &track : tracks) {
        for (const SongNote &note : track.notes)
            last = std::max(last, note.end());
    }
    return last;
}

const Track *Song::findTrack(TrackId id) const
{
    const auto found =
        std::find_if(tracks.begin(), tracks.end(), [id](const Track &track) { return track.id == id; });
    return found == tracks.end() ? nullptr : &*found;
}

bool noteBefore(const SongNote &a, const SongNote &b)
{
    return std::tie(a.start, a.pitch, a.id) < std::tie(b.start, b.pitch, b.id);
}

} // namespace solferino
