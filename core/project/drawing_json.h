// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/project/image_files.h"

namespace solferino {

/// A drawing and lines in a project file (FORMAT.md). Every member comes back as it was, but what lies
/// outside the limits of the format is moved inside and strokes without a point are left out, so that what
/// was written can be read.
[[nodiscard]] nlohmann::json writeDrawing(const Drawing &drawing, ImageFiles &files);
[[nodiscard]] nlohmann::json writeLines(const Lines &lines);

/// Throw JsonError. `warnings` receives the places of members that are not known.
[[nodiscard]] Drawing readDrawing(const JsonReader &reader, const ImageFiles &files,
                                  std::vector<std::string> &warnings);
[[nodiscard]] Lines readLines(const JsonReader &reader);

} // namespace solferino
