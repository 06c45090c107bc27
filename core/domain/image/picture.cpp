// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture.h"

#include <algorithm>
#include <cassert>

namespace solferino {

namespace {

struct Part
{
    std::size_t left = 0;
    std::size_t top = 0;
    std::size_t width = 0;
    std::size_t height = 0;
};

std::vector<std::uint16_t> part(const std::vector<std::uint16_t> &samples, std::size_t rowPixels,
                                std::size_t channels, const Part &part)
{
    std::vector<std::uint16_t> result;
    result.reserve(part.width * part.height * channels);
    for (std::size_t y = part.top; y < part.top + part.height; ++y) {
        const auto first =
            samples.begin() + static_cast<std::ptrdiff_t>((y * rowPixels + part.left) * channels);
        result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(part.width * channels));
    }
    return result;
}

} // namespace

Picture cropped(const Picture &picture, int left, int top, int width, int height)
{
    assert(left >= 0 && top >= 0 && width >= 1 && height >= 1);
    assert(left + width <= picture.width && top + height <= picture.height);
    const Part kept{static_cast<std::size_t>(left), static_cast<std::size_t>(top),
                    static_cast<std::size_t>(width), static_cast<std::size_t>(height)};
    const auto rowPixels = static_cast<std::size_t>(picture.width);
    Picture result{.width = width,
                   .height = height,
                   .bits = picture.bits,
                   .rgb = part(picture.rgb, rowPixels, 3, kept),
                   .alpha = {},
                   .profile = picture.profile};
    if (!picture.alpha.empty())
        result.alpha = part(picture.alpha, rowPixels, 1, kept);
    return result;
}

} // namespace solferino
