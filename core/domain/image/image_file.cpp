// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/image_file.h"

#include "core/domain/image/jpeg_file.h"
#include "core/domain/image/png_file.h"
#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

namespace solferino {

namespace {

struct Codec
{
    ImageHeader (*readHeader)(ImageBytes);
    Picture (*read)(ImageBytes);
    std::optional<std::string> (*readRequest)(ImageBytes);
};

constexpr Codec kJpeg{readJpegHeader, readJpeg, readJpegRequest};
constexpr Codec kPng{readPngHeader, readPng, readPngRequest};

const Codec &codecOf(ImageBytes bytes)
{
    const ByteReader reader(bytes);
    if (reader.hasTag(0, "\xFF\xD8\xFF"))
        return kJpeg;
    if (reader.hasTag(0, "\x89PNG\r\n\x1A\n"))
        return kPng;
    throw FormatError("This is no picture that can be read: open a JPEG, PNG, TIFF or WebP file.");
}

} // namespace

ImageHeader readImageHeader(std::span<const std::uint8_t> bytes)
{
    return codecOf(bytes).readHeader(bytes);
}

Picture readImage(std::span<const std::uint8_t> bytes)
{
    return codecOf(bytes).read(bytes);
}

std::optional<std::string> readImageRequest(std::span<const std::uint8_t> bytes)
{
    return codecOf(bytes).readRequest(bytes);
}

} // namespace solferino
