// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <filesystem>
#include <span>

namespace solferino {

/// The whole file. Throws models::Error(File).
[[nodiscard]] Bytes readFile(const std::filesystem::path &path);

/// Writes to a temporary file beside `path`, then renames it: `path` is never half a file. Makes missing
/// folders. Throws models::Error(File).
void writeFile(const std::filesystem::path &path, std::span<const std::uint8_t> bytes);

} // namespace solferino
