// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace solferino {

/// Ink (1) on paper (0) with a margin of one pixel of paper all around.
struct InkImage
{
    InkImage(int width, int height)
        : stride(width + 2)
        , ink(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height + 2))
    {}

    std::ptrdiff_t stride;
    std::vector<std::uint8_t> ink;

    [[nodiscard]] std::size_t indexOf(int x, int y) const
    {
        return static_cast<std::size_t>((y + 1) * stride + x + 1);
    }
    /// Steps to the neighbours: up, then clockwise.
    [[nodiscard]] std::array<std::ptrdiff_t, 8> steps() const
    {
        return {-stride, -stride + 1, 1, stride + 1, stride, stride - 1, -1, -stride - 1};
    }
};

/// Zhang and Suen's thinning, which keeps what was connected connected; nothing vanishes. Lines are then one
/// pixel wide, also where they are slanted. Its time grows with the pixels, not with the width of the lines.
void thin(InkImage &image);

} // namespace solferino
