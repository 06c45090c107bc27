// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "core/project/image_files.h"

namespace solferino {

/// A take in a project file (FORMAT.md). The files of its pictures are added to `files`.
[[nodiscard]] nlohmann::json writeTake(const Take &take, ImageFiles &files);
/// Throw JsonError. `warnings` receives the places of members that are not known.
[[nodiscard]] Take readTakeOfNotes(const JsonReader &reader, std::vector<std::string> &warnings);
[[nodiscard]] Take readTakeOfStrokes(const JsonReader &reader, std::vector<std::string> &warnings);
[[nodiscard]] Take readTakeOfPicture(const JsonReader &reader, const ImageFiles &files,
                                     std::vector<std::string> &warnings);

} // namespace solferino
