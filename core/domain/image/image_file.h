// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace solferino {

enum class ImageFormat { Jpeg, Png, Tiff, WebP };

/// What a file's header says; nothing is decoded for it.
struct ImageHeader
{
    ImageFormat format = ImageFormat::Png;
    int width = 0; ///< upright, after the orientation of the camera
    int height = 0;
    int bits = 8; ///< 8 or 16
    bool hasAlpha = false;
};

/// By content, not by name. Throws FormatError with one sentence: no picture of a known kind, truncated
/// header, zero or absurd sizes (kMostPixels, kLongestSide), CMYK, animated.
[[nodiscard]] ImageHeader readImageHeader(std::span<const std::uint8_t> bytes);

/// Decodes JPEG, PNG, TIFF (8 or 16 bits, the first page) and WebP: grey, RGB or palette, with or without
/// alpha, turned upright as EXIF says. Sizes are checked before memory is taken. A file that is cut off
/// throws FormatError. Any thread.
[[nodiscard]] Picture readImage(std::span<const std::uint8_t> bytes);

struct ImageWriteOptions
{
    int quality = 92;         ///< 1..100, JPEG and WebP
    int bits = 0;             ///< 8 or 16; 0: as the picture says. PNG and TIFF have 16, others always 8
    std::string request = {}; ///< JSON of the job that made it, kept in the file (see readImageRequest)
};

/// JPEG has no alpha: the picture is put on white. The ICC profile is written. Throws FormatError where a
/// format cannot hold such a size.
[[nodiscard]] std::vector<std::uint8_t> writeImage(const Picture &picture, ImageFormat format,
                                                   const ImageWriteOptions &options = {});

/// The request that writeImage() put into a file of ours; nothing for other files.
[[nodiscard]] std::optional<std::string> readImageRequest(std::span<const std::uint8_t> bytes);

/// By a file's extension: jpg, jpeg, png, tif, tiff, webp; lower or upper case, with or without the dot.
[[nodiscard]] std::optional<ImageFormat> imageFormat(std::string_view extension);
/// "image/jpeg" ...
[[nodiscard]] const char *mediaType(ImageFormat format);
/// "jpg", "png", "tif", "webp"
[[nodiscard]] const char *imageExtension(ImageFormat format);

} // namespace solferino
