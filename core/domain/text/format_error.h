// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace solferino {

/// A file or text that does not follow its format. `what()` is one English sentence: what is wrong, where,
/// what to do.
class FormatError final : public std::runtime_error
{
public:
    explicit FormatError(const std::string &reason, std::size_t offset = 0)
        : std::runtime_error(reason)
        , m_offset(offset)
    {}

    /// Byte offset in the input where the reader gave up.
    [[nodiscard]] std::size_t offset() const { return m_offset; }

private:
    std::size_t m_offset;
};

} // namespace solferino
