// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/canvas_overlays.h"

#include <QRect>

class QPainter;

namespace solferino {

class SketchState;
class Theme;

/// What lies above the ink, in view pixels.

/// The first `shown` points of the ghosts, dashed; a ring at the last one while `isDrawing`.
void paintGhosts(QPainter &painter, const SketchState &state, const Theme &theme, std::size_t shown,
                 bool isDrawing);
/// What changes when the ghosts grow from one count of points to another.
[[nodiscard]] QRect ghostPlace(const SketchState &state, std::size_t before, std::size_t shown);
/// Points of the ghosts that the replay shows; all without a replay.
[[nodiscard]] std::size_t ghostPointsInReplay(const SketchState &state);

void paintModelView(QPainter &painter, const SketchState &state, const Theme &theme);

void paintMixture(QPainter &painter, const SketchState &state, const Theme &theme);
/// True where a position lies on one of the ellipses.
[[nodiscard]] bool isOnMixture(const SketchState &state, QPointF position);

/// The boxes in the lower corners; `area` is the view.
void paintHint(QPainter &painter, const CanvasHint &hint, const Theme &theme, const QRect &area);
void paintLegend(QPainter &painter, const CanvasLegend &legend, const Theme &theme, const QRect &area);
/// What an empty canvas says, in its middle.
void paintEmptyText(QPainter &painter, const QString &headline, const QString &note, const Theme &theme,
                    const QRect &area);

} // namespace solferino
