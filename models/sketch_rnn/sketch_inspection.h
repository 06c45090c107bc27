// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "models/catalog/sketch_rnn_options.h"

#include <nlohmann/json.hpp>

namespace solferino::models {

/// What a Sketch RNN makes of a drawing in canvas pixels:
///
///     lines, points       how many are left once it is simplified
///     stroke3             [[dx, dy, lifts], ...] over scale_factor; the first offset is 0, 0
///     stroke5             [[dx, dy, draws, lifts, ends], ...]: the start token, the same rows, and end rows
///                         up to max_length
///     scale_factor        what offsets were divided by
///     simplified_strokes  [[[x, y], ...], ...] in canvas pixels
///
/// Throws Error(BadInput) for a drawing of which nothing is left, that is longer than max_length, or whose
/// points are no places.
[[nodiscard]] nlohmann::json inspectDrawing(const Lines &drawing, const SketchInspectOptions &options);

} // namespace solferino::models
