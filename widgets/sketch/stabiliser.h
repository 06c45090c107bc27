// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <vector>

namespace solferino {

/// Smooths a line while it is drawn: the ink follows the pen as if pulled on a string. It goes by distance,
/// so a fast hand and a slow one get the same line.
class Stabiliser final
{
public:
    /// `reach`: how far the ink stays behind, canvas pixels; 0 leaves every point as it is. `step`: the
    /// largest distance of two points of a smoothed line.
    Stabiliser(double reach, double step);

    [[nodiscard]] bool isOff() const { return m_reach <= 0.0; }
    /// The pen is here; returns the ink's new points.
    [[nodiscard]] std::vector<StrokePoint> follow(const StrokePoint &pen);
    /// The way that is left to the pen's last place.
    [[nodiscard]] std::vector<StrokePoint> catchUp() const;

private:
    double m_reach;
    double m_step;
    bool m_hasBegun = false;
    StrokePoint m_pen;
    StrokePoint m_ink;
};

} // namespace solferino
