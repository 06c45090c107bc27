// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace solferino {

/// The catalog with what is installed of its bundled models: a list of models. Operations on videos are
/// absent where this engine has no OpenCV.
[[nodiscard]] nlohmann::json catalogJson();
/// The same for people.
[[nodiscard]] std::string catalogText(const nlohmann::json &catalog);

} // namespace solferino
