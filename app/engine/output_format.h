// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation_parser.h"

namespace solferino {

/// Where an operation has an option `format` and the person did not give it, lets the extension of the output
/// file decide it. Throws OptionError for an extension of no known format, or of another than was asked for.
void settleFormat(const OperationInfo &operation, OperationArguments &arguments);

} // namespace solferino
