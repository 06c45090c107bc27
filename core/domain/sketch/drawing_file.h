// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstdint>
#include <span>
#include <string>

namespace solferino {

/// The lines of a drawing in a file of any kind that has one: SVG, one line of .ndjson, or JSON
/// {"strokes": [[[x, y], ...], ...]}. Recognized by its content. Throws FormatError; also for a drawing
/// without a point.
[[nodiscard]] Lines readDrawingLines(std::span<const std::uint8_t> bytes);

/// {"strokes": [[[x, y], ...], ...]}: what the studio attaches to a request ("application/json").
[[nodiscard]] std::string writeDrawingJson(const Lines &lines);

} // namespace solferino
