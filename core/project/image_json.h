// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"
#include "core/project/image_files.h"

namespace solferino {

/// A photo and its styling in a project file (FORMAT.md). What lies outside the limits of the format is moved
/// inside, and an unsound mask is left out, so that what was written can be read. Any thread.
[[nodiscard]] nlohmann::json writePhoto(const Photo &photo, ImageFiles &files);
[[nodiscard]] nlohmann::json writeStyling(const Styling &styling, ImageFiles &files);

/// Throw JsonError. `warnings` receives the places of members that are not known.
[[nodiscard]] Photo readPhoto(const JsonReader &reader, const ImageFiles &files,
                              std::vector<std::string> &warnings);
[[nodiscard]] Styling readStyling(const JsonReader &reader, const ImageFiles &files,
                                  std::vector<std::string> &warnings);

} // namespace solferino
