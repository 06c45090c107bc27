// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/tiff_file.h"
#include "core/domain/image/tiff_memory.h"

#include <algorithm>

namespace solferino {

namespace {

/// Large enough to be deflated well, small enough to be read piece by piece.
constexpr std::size_t kStripBytes = 1 << 18;

void describe(TIFF *tiff, const Picture &picture, const ImageWriteOptions &options)
{
    const int channels = picture.alpha.empty() ? 3 : 4;
    const std::size_t rowBytes =
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(channels * options.bits / 8);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(picture.width));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(picture.height));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP,
                 static_cast<std::uint32_t>(std::max<std::size_t>(kStripBytes / rowBytes, 1)));
    if (!picture.alpha.empty()) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (!picture.profile.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(picture.profile.size()),
                     picture.profile.data());
    if (!options.request.empty())
        TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, commentOf(options.request).c_str());
}

template <class Sample>
void writeRows(const TiffMemory &memory, const Picture &picture)
{
    std::vector<Sample> row(static_cast<std::size_t>(picture.width) * (picture.alpha.empty() ? 3 : 4));
    for (int y = 0; y < picture.height; ++y) {
        fetchRow(picture, y, row.data());
        if (TIFFWriteScanline(memory.tiff(), row.data(), static_cast<std::uint32_t>(y)) < 0)
            throwUnwritten("TIFF", memory.complaint());
    }
}

} // namespace

std::vector<std::uint8_t> writeTiff(const Picture &picture, const ImageWriteOptions &options)
{
    TiffMemory memory;
    describe(memory.tiff(), picture, options);
    if (options.bits == 16)
        writeRows<std::uint16_t>(memory, picture);
    else
        writeRows<std::uint8_t>(memory, picture);
    std::vector<std::uint8_t> file = memory.finish();
    if (*memory.complaint() != '\0')
        throwUnwritten("TIFF", memory.complaint());
    return file;
}

} // namespace solferino
