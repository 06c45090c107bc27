// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/exif.h"
#include "core/domain/image/tiff_blocks.h"
#include "core/domain/image/tiff_file.h"

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

/// A picture as libtiff makes it of whatever a file holds.
struct ColourImage
{
    TIFFRGBAImage image{};

    ColourImage() = default;
    ~ColourImage() { TIFFRGBAImageEnd(&image); }
    ColourImage(const ColourImage &) = delete;
    ColourImage &operator=(const ColourImage &) = delete;
};

void readColours(const TiffMemory &memory, const TiffLayout &layout, Picture &picture)
{
    std::array<char, 1024> reason = {};
    ColourImage colours;
    if (TIFFRGBAImageBegin(&colours.image, memory.tiff(), 1, reason.data()) == 0)
        throwDamaged("TIFF", reason.data());
    // As stored: it is turned upright afterwards, as all others are.
    colours.image.req_orientation = colours.image.orientation;
    std::vector<std::uint32_t> raster(picture.pixels());
    if (TIFFRGBAImageGet(&colours.image, raster.data(), layout.width, layout.height) == 0)
        throwDamaged("TIFF", memory.complaint());
    for (std::size_t i = 0; i < raster.size(); ++i) {
        picture.rgb[i * 3] = widened(TIFFGetR(raster[i]));
        picture.rgb[i * 3 + 1] = widened(TIFFGetG(raster[i]));
        picture.rgb[i * 3 + 2] = widened(TIFFGetB(raster[i]));
        if (!picture.alpha.empty())
            picture.alpha[i] = widened(TIFFGetA(raster[i]));
    }
}

/// Takes the alpha out of the colours.
void divideByAlpha(Picture &picture)
{
    constexpr unsigned kFull = 65'535;
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        const unsigned alpha = picture.alpha[i / 3];
        const unsigned value = alpha == 0 ? 0 : (picture.rgb[i] * kFull + alpha / 2) / alpha;
        picture.rgb[i] = static_cast<std::uint16_t>(std::min(value, kFull));
    }
}

std::vector<std::uint8_t> profileOf(TIFF *tiff)
{
    std::uint32_t size = 0;
    const std::uint8_t *data = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &size, &data) == 0)
        return {};
    return rgbProfile({data, size});
}

} // namespace

ImageHeader readTiffHeader(ImageBytes bytes)
{
    const TiffMemory memory(bytes);
    const TiffLayout layout = readTiffLayout(memory, bytes);
    ImageHeader header{.format = ImageFormat::Tiff,
                       .width = static_cast<int>(layout.width),
                       .height = static_cast<int>(layout.height),
                       .bits = layout.depth(),
                       .hasAlpha = layout.alpha != TiffAlpha::None};
    if (isTurned(layout.orientation))
        std::swap(header.width, header.height);
    return header;
}

Picture readTiff(ImageBytes bytes)
{
    const TiffMemory memory(bytes);
    const TiffLayout layout = readTiffLayout(memory, bytes);
    Picture picture = blankPicture(static_cast<int>(layout.width), static_cast<int>(layout.height),
                                   layout.depth(), layout.alpha != TiffAlpha::None);
    picture.profile = profileOf(memory.tiff());
    if (layout.isPlain)
        readTiffBlocks(memory, layout, picture);
    else
        readColours(memory, layout, picture);
    // What libtiff makes has its alpha multiplied in whatever the file says.
    if (layout.alpha == TiffAlpha::MultipliedIn || (!layout.isPlain && layout.alpha != TiffAlpha::None))
        divideByAlpha(picture);
    turnUpright(picture, layout.orientation);
    return picture;
}

std::optional<std::string> readTiffRequest(ImageBytes bytes)
{
    const TiffMemory memory(bytes);
    const char *comment = nullptr;
    if (TIFFGetField(memory.tiff(), TIFFTAG_IMAGEDESCRIPTION, &comment) == 0)
        return {};
    return requestIn(comment);
}

} // namespace solferino
