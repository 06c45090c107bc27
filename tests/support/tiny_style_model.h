// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_config.h"
#include "models/runtime/model_file.h"

namespace solferino::test {

/// Styles "red_dots", "blue_lines" and "green_waves", each with a thumbnail of 16 x 16 pixels.
[[nodiscard]] models::StyleConfig tinyStyleConfig(double alpha = 0.125);

/// A model of random numbers, the same for the same config, which makes pictures of middling contrast that
/// differ from style to style.
[[nodiscard]] models::ModelFile tinyStyleModel(const models::StyleConfig &config = tinyStyleConfig());

} // namespace solferino::test
