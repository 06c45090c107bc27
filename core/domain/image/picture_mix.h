// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"

#include <cstdint>
#include <vector>

namespace solferino {

/// What becomes of the colours of a stylized picture.
enum class StyleColours {
    FromStyle, ///< as the style has them
    Keep,      ///< the photo's own: only the luminance (Rec. 601 Y) is the style's
    Match      ///< the style's picture with mean and spread of each channel moved to the photo's
};

/// Pixels of a mask's longer side at most: it is small next to the photo, and so is each undo step.
inline constexpr int kLongestMask = 1024;

/// Where a style applies: 0 the photo, 255 the stylized picture. Stretched over the picture, bilinear.
struct StyleMask
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> values; ///< width * height; empty: everywhere

    bool operator==(const StyleMask &) const = default;
};

struct PictureMix
{
    double strength = 1.0; ///< 0 the photo, 1 the stylized picture
    StyleColours colours = StyleColours::FromStyle;
    StyleMask mask;

    bool operator==(const PictureMix &) const = default;
};

/// What a person gets to see of a photo and its stylized form, of equal size: colours first, then strength
/// and mask between the two. Cheap next to a style, and all that a moved slider of these has to redo. Alpha,
/// profile and depth are the photo's. Strength 0 gives the photo exactly.
[[nodiscard]] Picture mixed(const Picture &photo, const Picture &stylized, const PictureMix &mix);

} // namespace solferino
