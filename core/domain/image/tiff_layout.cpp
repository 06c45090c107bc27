// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/tiff_layout.h"

#include "core/domain/text/format_error.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr int kMostSamples = 8;
constexpr std::uint64_t kMostTileBytes = 1 << 28;

template <class Value>
Value field(TIFF *tiff, std::uint32_t tag, Value otherwise)
{
    Value value{};
    return TIFFGetFieldDefaulted(tiff, tag, &value) != 0 ? value : otherwise;
}

/// How many bytes one byte of a file can become at most; 0 where there is no bound worth the name.
std::uint64_t mostExpansion(std::uint16_t compression)
{
    switch (compression) {
    case COMPRESSION_NONE:
        return 1;
    case COMPRESSION_PACKBITS:
        return 64;
    case COMPRESSION_DEFLATE:
    case COMPRESSION_ADOBE_DEFLATE:
        return 1032;
    case COMPRESSION_JPEG:
        return 2048;
    case COMPRESSION_LZW:
        return 4096;
    default:
        return 0;
    }
}

TiffAlpha alphaOf(TIFF *tiff)
{
    std::uint16_t count = 0;
    const std::uint16_t *kinds = nullptr;
    if (TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) == 0 || count == 0)
        return TiffAlpha::None;
    if (kinds[0] == EXTRASAMPLE_UNASSALPHA)
        return TiffAlpha::Separate;
    return kinds[0] == EXTRASAMPLE_ASSOCALPHA ? TiffAlpha::MultipliedIn : TiffAlpha::None;
}

bool isPlain(TIFF *tiff, const TiffLayout &layout)
{
    const auto format = field<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    const bool isKnown = layout.photometric == PHOTOMETRIC_RGB ||
                         layout.photometric == PHOTOMETRIC_MINISBLACK ||
                         layout.photometric == PHOTOMETRIC_MINISWHITE;
    const int needed = layout.colours() + (layout.alpha == TiffAlpha::None ? 0 : 1);
    return isKnown && (layout.bits == 8 || layout.bits == 16) && layout.samples >= needed &&
           layout.samples <= kMostSamples && (format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID);
}

/// Refuses what is no RGB picture, or not the picture that a person means.
void checkKind(TIFF *tiff, const TiffLayout &layout)
{
    if (layout.photometric == PHOTOMETRIC_SEPARATED)
        throw FormatError("The picture has the colours of printing (CMYK): save it as RGB first.");
    std::uint8_t *version = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_DNGVERSION, &version) != 0)
        throw FormatError("This is a camera's raw file: develop it and save it as TIFF or JPEG first.");
    std::array<char, 1024> reason = {};
    if (!layout.isPlain && TIFFRGBAImageOK(tiff, reason.data()) == 0)
        throw FormatError("The TIFF file holds no picture of a common kind: save it as RGB with 8 or 16 bits "
                          "a channel first.");
}

void checkSize(TIFF *tiff, const TiffLayout &layout, ImageBytes bytes)
{
    checkImageSize(layout.width, layout.height);
    const std::uint64_t tile = TIFFIsTiled(tiff) != 0 ? TIFFTileSize64(tiff) : 1;
    if (tile == 0 || tile > kMostTileBytes)
        throwDamaged("TIFF", "its tiles are of no sensible size");
    const std::uint64_t samples = layout.photometric == PHOTOMETRIC_YCBCR ? 1 : layout.samples;
    const std::uint64_t bits = std::uint64_t{layout.width} * layout.height * samples * layout.bits;
    if (const std::uint64_t expansion = mostExpansion(layout.compression))
        checkImageBytes(bytes, std::max(bits / 8, tile) / expansion);
}

} // namespace

TiffLayout readTiffLayout(const TiffMemory &memory, ImageBytes bytes)
{
    TIFF *const tiff = memory.tiff();
    TiffLayout layout{
        .width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0),
        .height = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0),
        .bits = field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1),
        .samples = field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1),
        .photometric = field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK),
        .planar = field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG),
        .compression = field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE),
        .orientation = std::clamp<int>(field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1), 1, 8),
        .alpha = alphaOf(tiff),
        .isPlain = false,
    };
    layout.isPlain = isPlain(tiff, layout);
    checkSize(tiff, layout, bytes);
    checkKind(tiff, layout);
    return layout;
}

} // namespace solferino
