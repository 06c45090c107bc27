// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace solferino {

/// Another mix near this one: its strongest style keeps the upper hand, one of `styles` joins it by chance.
/// The same seed gives the same mix. At least one style is needed.
[[nodiscard]] std::vector<MixedStyle> variedMix(const std::vector<MixedStyle> &mix,
                                                const std::vector<std::string> &styles, std::uint32_t seed);

} // namespace solferino
