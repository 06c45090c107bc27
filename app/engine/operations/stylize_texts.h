// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace solferino {

/// What a person reads of Image Stylization's results on the command line.
[[nodiscard]] std::string stylizeText(const nlohmann::json &result);
[[nodiscard]] std::string stylizeVideoText(const nlohmann::json &result);
/// A table: a line for each style, then the total.
[[nodiscard]] std::string styleEvaluationText(const nlohmann::json &result);

} // namespace solferino
