// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/sketch_document.h"

#include <functional>
#include <vector>

namespace solferino {

/// What the tools of a canvas do, as changes for ReplaceStrokesCommand. None of them changes a document. A
/// changed stroke keeps its id and its place in the drawing order.

/// New strokes at the end of the drawing order.
[[nodiscard]] StrokeChange addStrokes(const Drawing &drawing, std::vector<Stroke> strokes);
[[nodiscard]] StrokeChange removeStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids);
/// `change` gets each of the strokes to alter: move, scale, rotate, width, group, layer.
[[nodiscard]] StrokeChange changeStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids,
                                         const std::function<void(Stroke &)> &change);
/// Copies at the end of the order, moved by (dx, dy); groups are copied as new groups whose ids `takeId`
/// yields.
[[nodiscard]] StrokeChange duplicateStrokes(const Drawing &drawing, const std::vector<StrokeId> &ids,
                                            double dx, double dy,
                                            const std::function<std::uint64_t()> &takeId);
/// Takes away what lies within `radius` of the path: strokes are split, pieces of one point vanish. The first
/// piece keeps the id.
[[nodiscard]] StrokeChange eraseAlong(const Drawing &drawing, const std::vector<Point> &path, double radius);
/// Strokes that the path touches within `radius`.
[[nodiscard]] std::vector<StrokeId> strokesNear(const Drawing &drawing, const std::vector<Point> &path,
                                                double radius);
/// Strokes with more than half their points inside the closed path, and the others of their groups.
[[nodiscard]] std::vector<StrokeId> strokesInside(const Drawing &drawing, const std::vector<Point> &lasso);
/// The mirror image of a stroke, with id 0.
[[nodiscard]] Stroke mirrored(const Stroke &stroke, const SymmetryAxis &axis);

} // namespace solferino
