// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

class QMenu;
class QWidget;

namespace solferino {

class TrackEdits;

/// General MIDI instruments by family and the drum kits, the present one checked. Choosing one changes the
/// track.
[[nodiscard]] QMenu *createInstrumentMenu(const Track &track, TrackEdits &edits, QWidget *parent);

} // namespace solferino
