// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QString>

namespace solferino {

/// Strokes that the machine offers and nobody has kept: dashed, drawn point by point.
struct GhostLines
{
    Lines lines;            ///< in canvas pixels
    bool isGrowing = false; ///< more points will come: a ring marks the pen

    [[nodiscard]] bool isEmpty() const { return lines.empty(); }
    bool operator==(const GhostLines &) const = default;
};

/// Where a model's next point may go: one ellipse, in canvas pixels.
struct MixtureComponent
{
    Point centre;
    double sigmaX = 1.0;
    double sigmaY = 1.0;
    double correlation = 0.0; ///< -1..1
    double weight = 0.0;      ///< 0..1, shown as opacity

    bool operator==(const MixtureComponent &) const = default;
};

/// The box at the bottom left; nothing is shown without a title.
struct CanvasHint
{
    QString title; ///< "Ending 1 of 9"
    QString keys;  ///< "Tab next · Return keep · Esc close"

    bool operator==(const CanvasHint &) const = default;
};

/// The box at the bottom right; nothing is shown without a text.
struct CanvasLegend
{
    QString person;  ///< "You", beside a solid line
    QString machine; ///< "Model", beside a dashed one

    bool operator==(const CanvasLegend &) const = default;
};

} // namespace solferino
