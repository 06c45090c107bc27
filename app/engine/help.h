// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/model_catalog.h"

#include <string>

namespace solferino {

/// Help texts of the command line, wrapped for 100 columns.
[[nodiscard]] std::string programHelp();
[[nodiscard]] std::string modelHelp(const ModelInfo &model);
[[nodiscard]] std::string operationHelp(const ModelInfo &model, const OperationInfo &operation);

/// "lowest_pitch" as it is typed: "--lowest-pitch".
[[nodiscard]] std::string flagOf(const std::string &name);

} // namespace solferino
