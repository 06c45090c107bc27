// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

namespace solferino {

/// `sketch_rnn import`: browser models become model files. Of several files those that cannot be read are
/// left out with a note. Throws models::Error.
nlohmann::json importSketchModels(const JobRequest &request, OperationContext &context);

} // namespace solferino
