// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <filesystem>
#include <span>

namespace solferino {

/// The whole file, unless it is larger than `mostBytes`. Throws models::Error(File).
[[nodiscard]] Bytes readFile(const std::filesystem::path &path,
                             std::uint64_t mostBytes = std::uint64_t{1} << 30U);

/// Writes to a temporary file beside `path`, then renames it: `path` is never half a file. Makes missing
/// folders. What is there and is no usual file (a pipe, /dev/stdout) is written into. Throws
/// models::Error(File).
void writeFile(const std::filesystem::path &path, std::span<const std::uint8_t> bytes);

} // namespace solferino
