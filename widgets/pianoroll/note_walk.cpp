// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_walk.h"

#include "widgets/pianoroll/roll_state.h"

#include <algorithm>
#include <ranges>

namespace solferino {

namespace {

std::optional<SongNote> noteAfter(const RollState &state)
{
    const auto notes = state.notes();
    if (state.selection().isEmpty()) {
        const auto found = std::ranges::lower_bound(notes, state.cursor().tick, {}, &SongNote::start);
        return found == notes.end() ? std::nullopt : std::optional(*found);
    }
    const auto isSelected = [&](const SongNote &note) {
        return state.selection().contains(note.id);
    };
    const auto last = std::ranges::find_if(notes | std::views::reverse, isSelected).base();
    return last == notes.end() ? std::nullopt : std::optional(*last);
}

std::optional<SongNote> noteBeforeIt(const RollState &state)
{
    const auto notes = state.notes();
    auto first = std::ranges::lower_bound(notes, state.cursor().tick, {}, &SongNote::start);
    if (!state.selection().isEmpty()) {
        first = std::ranges::find_if(
            notes, [&](const SongNote &note) { return state.selection().contains(note.id); });
    }
    return first == notes.begin() ? std::nullopt : std::optional(*std::prev(first));
}

} // namespace

std::optional<SongNote> neighbourNote(const RollState &state, bool next)
{
    return next ? noteAfter(state) : noteBeforeIt(state);
}

void selectWalked(RollState &state, const SongNote &note, bool extends)
{
    NoteSet selection = extends ? state.selection() : NoteSet();
    selection.insert(note.id);
    state.setSelection(std::move(selection));
    state.setCursor({note.start, note.pitch});
}

} // namespace solferino
