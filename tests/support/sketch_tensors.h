// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>

namespace solferino {

/// A part of what Magenta's own network and losses gave, tests/data/golden/sketch_network.json.
[[nodiscard]] nlohmann::json sketchReferencePart(const char *name);

/// Nested lists of numbers as floats of that shape.
[[nodiscard]] torch::Tensor tensorOf(const nlohmann::json &json);

/// Same shape, and equal within `tolerance`, relative and absolute.
[[nodiscard]] bool isNear(const torch::Tensor &left, const torch::Tensor &right, double tolerance);

} // namespace solferino
