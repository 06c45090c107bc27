// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

namespace solferino {

/// `request` as it will be run: options checked and complete, seed chosen, weights named, device settled.
/// What a person should know of that goes to `progress`. Throws OptionError, models::Error.
[[nodiscard]] JobRequest prepareRequest(JobRequest request, models::Progress &progress);

/// Runs a prepared request; results go to the context's sink. Returns the summary of the whole operation.
/// Throws models::Error, models::Cancelled, OptionError, FormatError.
nlohmann::json runOperation(const JobRequest &request, OperationContext &context);

/// Reads a model into `context.models`; `body` is that of a load message. Throws as runOperation.
void loadModel(const nlohmann::json &body, OperationContext &context);

} // namespace solferino
