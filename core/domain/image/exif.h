// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"

#include <span>

namespace solferino {

/// How a camera was held: 1 upright, 2 to 8 the turns and reflections of EXIF. `exif` begins with the byte
/// order, or with "Exif" and two zeros before it. 1 if it does not say, or makes no sense.
[[nodiscard]] int exifOrientation(std::span<const std::uint8_t> exif);

/// True if width and height change places on the way to upright.
[[nodiscard]] constexpr bool isTurned(int orientation)
{
    return orientation >= 5;
}

/// Undoes an orientation.
void turnUpright(Picture &picture, int orientation);

} // namespace solferino
