// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/take_session.h"
#include "core/domain/sketch/drawing.h"

#include <QString>

namespace solferino {

/// What Ctrl+Return means on the canvas.
enum class SketchTask {
    Finish,      ///< `continue`: endings of the drawing
    FromNothing, ///< `generate`
    Again,       ///< `reconstruct`: the drawing as the model understood it
    Between,     ///< `interpolate`: from a first drawing to a second
};

/// A drawing as a request attaches it.
[[nodiscard]] Attachment drawingInput(const char *name, const Lines &lines);
/// [[[x, y], ...], ...]; throws nlohmann::json::exception for anything else.
[[nodiscard]] Lines linesFromJson(const nlohmann::json &strokes);
[[nodiscard]] Lines moved(Lines lines, Point way);

/// How far the results of a request are moved on the canvas: endings not at all, drawings from nothing into
/// the middle of the view, what is drawn again beside its original.
[[nodiscard]] Point placeOf(const JobRequest &request, Point viewCentre);

/// Takes of strokes, read from {strokes, points_done, most_points, log_likelihood_per_point, position} and
/// moved by `way`. `context` is the drawing that they go on from; empty where they stand alone.
[[nodiscard]] TakeForm strokeTakes(Lines context, Point way);

/// The take as an SVG file that carries its request.
[[nodiscard]] std::string takeSvg(const Take &take);

} // namespace solferino
