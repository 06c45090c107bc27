// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <optional>
#include <span>
#include <vector>

namespace solferino {

/// The stretch of time that the notes cover; empty for none.
[[nodiscard]] std::optional<LoopRange> rangeOf(std::span<const SongNote> notes);
/// From the first start to the last end of two stretches.
[[nodiscard]] std::optional<LoopRange> joined(std::optional<LoopRange> a, std::optional<LoopRange> b);
/// The stretch in which two lists that mostly share their beginning differ.
[[nodiscard]] std::optional<LoopRange> difference(const std::vector<SongNote> &before,
                                                  const std::vector<SongNote> &after);

} // namespace solferino
