// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <optional>
#include <vector>

namespace solferino {

/// What holds for all tracks of a song at a time: tempo, meter, key, markers and the loop.
struct Timeline
{
    std::vector<TempoChange> tempos;
    std::vector<MeterChange> meters;
    std::vector<KeyChange> keys;
    std::vector<SongText> markers;
    std::optional<LoopRange> loop;

    bool operator==(const Timeline &) const = default;
};

[[nodiscard]] Timeline timelineOf(const Song &song);

} // namespace solferino
