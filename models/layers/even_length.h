// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace solferino::models {

/// The length that sequences of up to `length` steps are filled to in a batch for a captured step: `length`
/// rounded up to eighths of `longest`, so that few different ones come up.
[[nodiscard]] constexpr std::int64_t evenLength(std::int64_t length, std::int64_t longest)
{
    constexpr std::int64_t kLengths = 8;
    const std::int64_t unit = std::max<std::int64_t>(1, (longest + kLengths - 1) / kLengths);
    return std::max(length, std::min(longest, (length + unit - 1) / unit * unit));
}

} // namespace solferino::models
