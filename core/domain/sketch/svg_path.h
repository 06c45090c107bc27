// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/path_builder.h"

#include <string_view>

namespace solferino {

/// Draws the value of a path's attribute d. Up to the first error, as browsers do; false if there was one.
/// Throws FormatError for numbers that are none.
[[nodiscard]] bool drawSvgPath(std::string_view data, PathBuilder &builder);

} // namespace solferino
