// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <filesystem>

namespace solferino {

/// The request that made a file, which the file carries; inputs whose bytes it does not carry are empty.
/// Throws models::Error(BadInput) if there is none, models::Error(File), FormatError, OptionError.
[[nodiscard]] JobRequest readStoredRequest(const std::filesystem::path &path);

} // namespace solferino
