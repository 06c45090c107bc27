// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace solferino {

/// What a person reads of Melody RNN's results on the command line.
[[nodiscard]] std::string takeText(const nlohmann::json &take);
[[nodiscard]] std::string trainingText(const nlohmann::json &result);
/// A table: a line for each file, then the total.
[[nodiscard]] std::string evaluationText(const nlohmann::json &result);

} // namespace solferino
