// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/standard_output.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace solferino {

StandardOutput::StandardOutput()
    : m_descriptor(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))
{
    std::fflush(stdout);
    dup2(STDERR_FILENO, STDOUT_FILENO);
}

StandardOutput::~StandardOutput()
{
    std::fflush(stdout);
    dup2(m_descriptor, STDOUT_FILENO);
    close(m_descriptor);
}

bool StandardOutput::write(std::span<const std::uint8_t> bytes)
{
    const std::lock_guard lock(m_mutex);
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

bool StandardOutput::write(std::string_view text)
{
    return write({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
}

} // namespace solferino
