// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <optional>

namespace solferino {

class RollState;

/// The note after the last selected one, or before the first; with nothing selected, the first after the edit
/// cursor or the last before it.
[[nodiscard]] std::optional<SongNote> neighbourNote(const RollState &state, bool next);

/// Selects a note, alone or in addition, puts the edit cursor there and remembers it as the one walked to.
void selectWalked(RollState &state, const SongNote &note, bool extends);

} // namespace solferino
