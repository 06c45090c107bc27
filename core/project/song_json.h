// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/project/json_reader.h"

namespace solferino {

/// A song and its parts in a project file (FORMAT.md). Every member comes back as it was.
[[nodiscard]] nlohmann::json writeSong(const Song &song);
[[nodiscard]] nlohmann::json writeNotes(const std::vector<SongNote> &notes);

/// Throw JsonError. `warnings` receives the places of members that are not known.
[[nodiscard]] Song readSong(const JsonReader &reader, std::vector<std::string> &warnings);
[[nodiscard]] std::vector<SongNote> readNotes(const JsonReader &reader);

} // namespace solferino
