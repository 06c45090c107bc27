// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <optional>

namespace solferino {

/// What a person meant who held the pen still at the end of a stroke.
struct CleanShape
{
    bool isLine = false; ///< else a circle or an ellipse, closed
    Polyline points;
};

/// A straight line for a stroke that is nearly one, a circle or ellipse for a closed round one, else nothing.
[[nodiscard]] std::optional<CleanShape> cleanShape(const Polyline &stroke);

} // namespace solferino
