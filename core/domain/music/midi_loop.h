// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

namespace solferino {

inline constexpr const char *kLoopStartMarker = "loopStart";
inline constexpr const char *kLoopEndMarker = "loopEnd";

/// Finds how game music marks its loop, by two markers or by a single controller 111, sets `song.loop` from
/// it and takes the marks out. A loop without an end ends with the last note.
void takeLoopFromMarks(Song &song);

} // namespace solferino
