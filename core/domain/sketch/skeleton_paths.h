// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/domain/sketch/thinning.h"

namespace solferino {

/// Follows the lines of a thinned image, a point a pixel at its centre. Where lines cross, those that go on
/// straightest are one. `thickness` is the usual width of the lines before thinning: crossings that lie so
/// near to each other are one crossing. Spurs shorter than `shortestLine` or the thickness are left out. A
/// closed line ends on its first point, a speck is a line of one point. In no order.
[[nodiscard]] Lines pathsOf(const InkImage &skeleton, double thickness, double shortestLine);

} // namespace solferino
