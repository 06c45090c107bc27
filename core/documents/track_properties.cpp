// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/track_properties.h"

#include <utility>

namespace solferino {

TrackProperties propertiesOf(const Track &track)
{
    return {
        .name = track.name,
        .channel = track.channel,
        .isDrum = track.isDrum,
        .program = track.program,
        .bank = track.bank,
        .volume = track.volume,
        .pan = track.pan,
        .isMuted = track.isMuted,
        .isSolo = track.isSolo,
        .colour = track.colour,
        .port = track.port,
    };
}

void setProperties(Track &track, TrackProperties properties)
{
    track.name = std::move(properties.name);
    track.channel = properties.channel;
    track.isDrum = properties.isDrum;
    track.program = properties.program;
    track.bank = properties.bank;
    track.volume = properties.volume;
    track.pan = properties.pan;
    track.isMuted = properties.isMuted;
    track.isSolo = properties.isSolo;
    track.colour = properties.colour;
    track.port = properties.port;
}

} // namespace solferino
