// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace solferino {

/// A picture as files hold it: upright, top row first, no padding between rows. Values are as coded in the
/// file (sRGB, or what `profile` says), stretched to 16 bits: 8-bit v is v * 257.
struct Picture
{
    int width = 0;                  ///< pixels
    int height = 0;                 ///< pixels
    int bits = 8;                   ///< 8 or 16: the depth of the file that it came from, and is written with
    std::vector<std::uint16_t> rgb; ///< width * height * 3
    std::vector<std::uint16_t> alpha;  ///< width * height, 0 is clear, not multiplied in; empty: opaque
    std::vector<std::uint8_t> profile; ///< ICC profile, as in the file; empty: sRGB

    [[nodiscard]] std::size_t pixels() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    bool operator==(const Picture &) const = default;
};

/// Largest picture that is read: pixels, and pixels a side.
inline constexpr std::size_t kMostPixels = 250'000'000;
inline constexpr int kLongestSide = 65'500;

/// The picture at another size: the average of what falls into each pixel where it shrinks, cubic where it
/// grows. Sizes of at least 1.
[[nodiscard]] Picture resized(const Picture &picture, int width, int height);

/// A part of it; the rectangle must lie inside.
[[nodiscard]] Picture cropped(const Picture &picture, int left, int top, int width, int height);

} // namespace solferino
