// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstddef>
#include <optional>

namespace solferino {

/// Keeps points that are at least `tolerance` from the last kept one, and the last point.
[[nodiscard]] Polyline thinByDistance(const Polyline &line, double tolerance);
/// Ramer-Douglas-Peucker with distances to the segment; points farther than `tolerance` are kept. Does not
/// recurse.
[[nodiscard]] Polyline simplifyDouglasPeucker(const Polyline &line, double tolerance);

/// As sketch-rnn's canvas does: by distance, then Douglas-Peucker. Lines left with one point or none are
/// dropped. Tolerance 0 changes nothing.
[[nodiscard]] Lines simplifyLines(const Lines &lines, double tolerance);

/// The least tolerance from `first` on, to a twentieth of itself, that leaves `mostPoints` or fewer; nothing
/// where not even `last` does.
[[nodiscard]] std::optional<double> toleranceToFit(const Lines &lines, std::size_t mostPoints, double first,
                                                   double last);

/// A point every `spacing` along the line, and its last one.
[[nodiscard]] Polyline resample(const Polyline &line, double spacing);

/// Quick, Draw!'s own way from raw to simplified: moved to the origin, scaled so that the larger side is
/// `size`, resampled at 1, Douglas-Peucker with `tolerance`.
[[nodiscard]] Lines simplifyAsQuickDraw(const Lines &lines, double size = 255.0, double tolerance = 2.0);

/// Limits of a data set of one's own drawings.
struct SimplifyRecipe
{
    double firstTolerance = 0.25;
    double toleranceStep = 0.25;
    double lastTolerance = 2.25;
    std::size_t fewestPoints = 20;
    std::size_t mostPoints = 200;
};

enum class SimplifyRefusal { TooFewPoints, TooManyPoints };

/// Lines as stroke-3 data wants them, or why not: lines of two points or fewer are skipped, the tolerance
/// rises until the drawing has few enough points.
struct SimplifiedDrawing
{
    Lines lines;
    double tolerance = 0.0;
    std::optional<SimplifyRefusal> refusal;
};
[[nodiscard]] SimplifiedDrawing simplifyForTraining(const Lines &lines, const SimplifyRecipe &recipe);

} // namespace solferino
