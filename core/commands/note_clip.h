// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// Notes on the clipboard or on their way by drag and drop, free of song and track.
struct NoteClip
{
    static constexpr const char *kMimeType = "application/x-solferino-notes+json";

    int ticksPerQuarter = 480;
    std::vector<SongNote> notes; ///< sorted, ids 0, the times relative to the place they were copied from

    bool operator==(const NoteClip &) const = default;
};

/// Copies `notes`; `origin` becomes tick 0 of the clip (the first note's start, or that of a time range).
[[nodiscard]] NoteClip copyNotes(std::vector<SongNote> notes, Tick origin, int ticksPerQuarter);
/// New notes at `place`, with the clip's ticks converted to those of the song.
[[nodiscard]] std::vector<SongNote> pasteNotes(const NoteClip &clip, Tick place, int ticksPerQuarter);

/// The form on the clipboard, JSON.
[[nodiscard]] std::string clipToJson(const NoteClip &clip);
/// Throws FormatError where the text is not a clip; values out of range are not accepted.
[[nodiscard]] NoteClip clipFromJson(std::string_view json);

} // namespace solferino
