// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

namespace solferino {

/// `image_stylization stylize_video`: writes beside the output and renames it at the end, so that no broken
/// file is left. Throws models::Error, models::Cancelled, OptionError where OpenCV is missing.
nlohmann::json stylizeVideo(const JobRequest &request, OperationContext &context);

} // namespace solferino
