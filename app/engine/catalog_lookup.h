// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/model_catalog.h"

#include <string>

namespace solferino {

/// The model and operation of these names. Throws OptionError, which suggests the nearest name.
[[nodiscard]] const ModelInfo &requireModel(const std::string &model);
[[nodiscard]] const OperationInfo &requireOperation(const ModelInfo &model, const std::string &operation);

} // namespace solferino
