// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

namespace solferino {

/// `image_stylization stylize`: the photo becomes a picture file, or one for each style. Throws
/// models::Error, FormatError, models::Cancelled.
nlohmann::json stylizePicture(const JobRequest &request, OperationContext &context);

/// `image_stylization inspect`.
nlohmann::json inspectPicture(const JobRequest &request, OperationContext &context);

} // namespace solferino
