// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace solferino {

/// An XMP packet that says nothing but this description.
[[nodiscard]] std::string xmpWith(const std::string &description);
/// The description in an XMP packet; empty if there is none, or no packet.
[[nodiscard]] std::string xmpDescription(std::span<const std::uint8_t> xmp);

} // namespace solferino
