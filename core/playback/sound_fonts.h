// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace solferino {

/// The General MIDI SoundFont to play with where the person chose none: SOLFERINO_SOUNDFONT, else the first
/// of the usual files in the data folders of system and person. Empty if there is none.
[[nodiscard]] QString findSoundFont();

} // namespace solferino
