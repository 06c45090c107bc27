// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/tiff_memory.h"

namespace solferino {

enum class TiffAlpha { None, Separate, MultipliedIn };

/// What the first page of a TIFF file says of its picture.
struct TiffLayout
{
    std::uint32_t width = 0; ///< as stored, before the orientation
    std::uint32_t height = 0;
    std::uint16_t bits = 1;
    std::uint16_t samples = 1; ///< a pixel
    std::uint16_t photometric = 0;
    std::uint16_t planar = PLANARCONFIG_CONTIG;
    std::uint16_t compression = COMPRESSION_NONE;
    int orientation = 1;
    TiffAlpha alpha = TiffAlpha::None; ///< in the sample after the colours
    bool isPlain = false;              ///< grey or RGB of 8 or 16 bits; else libtiff makes colours of it

    [[nodiscard]] int colours() const { return photometric == PHOTOMETRIC_RGB ? 3 : 1; }
    [[nodiscard]] int depth() const { return isPlain && bits == 16 ? 16 : 8; }
};

/// Throws FormatError for what cannot be read, and for sizes that are too large or cannot be true.
[[nodiscard]] TiffLayout readTiffLayout(const TiffMemory &memory, ImageBytes bytes);

} // namespace solferino
