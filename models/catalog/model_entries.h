// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/model_catalog.h"

namespace solferino {

/// The rows of the catalog, a function in a file of its own for each model.
[[nodiscard]] ModelInfo melodyRnnEntry();
[[nodiscard]] ModelInfo sketchRnnEntry();
[[nodiscard]] ModelInfo imageStylizationEntry();

} // namespace solferino
