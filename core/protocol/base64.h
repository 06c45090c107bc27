// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// Standard alphabet, padded with "=", without line breaks.
[[nodiscard]] std::string toBase64(std::span<const std::uint8_t> bytes);
/// Nothing if `text` is no such encoding.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text);

} // namespace solferino
