// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace solferino {

/// Rows of 8-bit gray, without padding: 0 is black.
struct GrayImage
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

struct TraceOptions
{
    int threshold = -1;                  ///< darker pixels are ink, 0..255; below 0: found by Otsu's method
    double shortestLine = 4.0;           ///< pixels; shorter spurs and specks are left out
    std::size_t mostPixels = 4'000'000U; ///< of the image
};

/// The middle lines of ink on paper (or of chalk on a board: what covers less is ink), in pixels of the
/// image, one point a pixel. Ordered as a hand would: the first line begins nearest to the left upper corner,
/// each next one where the pen is nearest, turned round if its end is nearer. A closed line ends on its first
/// point. Throws FormatError: pixels that do not fit the size, too many of them, a blank image.
[[nodiscard]] Lines traceLineArt(const GrayImage &image, const TraceOptions &options = {});

} // namespace solferino
