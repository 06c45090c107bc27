// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace solferino {

/// What a person reads of Sketch RNN's results on the command line.
[[nodiscard]] std::string sketchTakeText(const nlohmann::json &take);
[[nodiscard]] std::string sketchImportText(const nlohmann::json &imported);
/// A table: a line for each file, then the total.
[[nodiscard]] std::string sketchEvaluationText(const nlohmann::json &result);

} // namespace solferino
