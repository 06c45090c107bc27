// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

namespace solferino {

extern const ModelOperations kImageStylizationOperations;

} // namespace solferino
