// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>

namespace solferino {

/// The program's standard output. While it exists, descriptor 1 leads to standard error, so that nothing
/// that a library prints gets between what we write. One at a time.
class StandardOutput final
{
public:
    StandardOutput();
    ~StandardOutput();
    StandardOutput(const StandardOutput &) = delete;
    StandardOutput &operator=(const StandardOutput &) = delete;

    /// Writes all of it at once; false if the reader has gone. Any thread.
    bool write(std::span<const std::uint8_t> bytes);
    bool write(std::string_view text);

private:
    int m_descriptor;
    std::mutex m_mutex;
};

} // namespace solferino
