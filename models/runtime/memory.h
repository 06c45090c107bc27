// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace solferino::models {

/// Bytes that this program may still take of the computer's memory: what the system calls available, within
/// the limits that were set on the program (address space, control group). 0: unknown. Any thread.
[[nodiscard]] std::uint64_t availableMemory();

/// "2.1 GB", "640 MB": for people, in powers of ten.
[[nodiscard]] std::string memoryText(std::uint64_t bytes);

} // namespace solferino::models
