// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <string>

namespace solferino {

/// Everything about a track but its contents: what the track list and the mixer change. Units as in Track.
struct TrackProperties
{
    std::string name;
    int channel = 0;
    bool isDrum = false;
    int program = 0;
    int bank = 0;
    double volume = 100.0 / 127.0;
    double pan = 0.0;
    bool isMuted = false;
    bool isSolo = false;
    int colour = 0;
    int port = 0;

    bool operator==(const TrackProperties &) const = default;
};

[[nodiscard]] TrackProperties propertiesOf(const Track &track);
void setProperties(Track &track, TrackProperties properties);

} // namespace solferino
