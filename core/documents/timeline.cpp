// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/timeline.h"

namespace solferino {

Timeline timelineOf(const Song &song)
{
    return {song.tempos, song.meters, song.keys, song.markers, song.loop};
}

} // namespace solferino
