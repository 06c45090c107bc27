// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_range.h"

#include <algorithm>

namespace solferino {

std::optional<LoopRange> rangeOf(std::span<const SongNote> notes)
{
    if (notes.empty()) {
        return std::nullopt;
    }
    LoopRange range{notes.front().start, notes.front().end()};
    for (const SongNote &note : notes) {
        range.start = std::min(range.start, note.start);
        range.end = std::max(range.end, note.end());
    }
    return range;
}

std::optional<LoopRange> joined(std::optional<LoopRange> a, std::optional<LoopRange> b)
{
    if (!a || !b) {
        return a ? a : b;
    }
    return LoopRange{std::min(a->start, b->start), std::max(a->end, b->end)};
}

std::optional<LoopRange> difference(const std::vector<SongNote> &before, const std::vector<SongNote> &after)
{
    const auto [oldRest, newRest] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    return joined(rangeOf({oldRest, before.end()}), rangeOf({newRest, after.end()}));
}

} // namespace solferino
