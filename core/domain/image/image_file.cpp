// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/image_file.h"

#include "core/domain/image/jpeg_file.h"
#include "core/domain/image/png_file.h"
#include "core/domain/image/tiff_file.h"
#include "core/domain/image/webp_file.h"
#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <array>

namespace solferino {

namespace {

struct Codec
{
    ImageFormat format;
    bool (*isOwn)(const ByteReader &);
    ImageHeader (*readHeader)(ImageBytes);
    Picture (*read)(ImageBytes);
    std::optional<std::string> (*readRequest)(ImageBytes);
    std::vector<std::uint8_t> (*write)(const Picture &, const ImageWriteOptions &);
    bool hasDepth; ///< can hold 16 bits
    const char *mediaType;
    std::array<const char *, 2> extensions; ///< the usual one first
};

bool isJpeg(const ByteReader &reader)
{
    return reader.hasTag(0, "\xFF\xD8\xFF");
}

bool isPng(const ByteReader &reader)
{
    return reader.hasTag(0, "\x89PNG\r\n\x1A\n");
}

bool isTiff(const ByteReader &reader)
{
    using namespace std::string_view_literals;
    return reader.hasTag(0, "II*\0"sv) || reader.hasTag(0, "MM\0*"sv) || reader.hasTag(0, "II+\0"sv) ||
           reader.hasTag(0, "MM\0+"sv);
}

bool isWebP(const ByteReader &reader)
{
    return reader.hasTag(0, "RIFF") && reader.hasTag(8, "WEBP");
}

constexpr std::array<Codec, 4> kCodecs{{
    {ImageFormat::Jpeg,
     isJpeg,
     readJpegHeader,
     readJpeg,
     readJpegRequest,
     writeJpeg,
     false,
     "image/jpeg",
     {"jpg", "jpeg"}},
    {ImageFormat::Png,
     isPng,
     readPngHeader,
     readPng,
     readPngRequest,
     writePng,
     true,
     "image/png",
     {"png", "png"}},
    {ImageFormat::Tiff,
     isTiff,
     readTiffHeader,
     readTiff,
     readTiffRequest,
     writeTiff,
     true,
     "image/tiff",
     {"tif", "tiff"}},
    {ImageFormat::WebP,
     isWebP,
     readWebPHeader,
     readWebP,
     readWebPRequest,
     writeWebP,
     false,
     "image/webp",
     {"webp", "webp"}},
}};

/// Kinds that people have, and that are known well enough to be called by their name.
const char *foreignKind(const ByteReader &reader)
{
    if (reader.hasTag(0, "GIF8"))
        return "a GIF picture";
    if (reader.hasTag(0, "BM"))
        return "a BMP picture";
    if (reader.hasTag(0, "8BPS"))
        return "a Photoshop file";
    if (reader.hasTag(4, "ftyphei") || reader.hasTag(4, "ftypmif1") || reader.hasTag(4, "ftyphev"))
        return "a HEIC picture";
    if (reader.hasTag(4, "ftypavif"))
        return "an AVIF picture";
    if (reader.hasTag(4, "ftyp"))
        return "a video or a camera's raw file";
    if (reader.hasTag(4, "JXL ") || reader.hasTag(0, "\xFF\x0A"))
        return "a JPEG XL picture";
    if (reader.hasTag(4, "jP  "))
        return "a JPEG 2000 picture";
    if (reader.hasTag(0, "%PDF"))
        return "a PDF document";
    if (reader.hasTag(0, "<"))
        return "an SVG drawing or another text";
    return nullptr;
}

const Codec &codecOf(ImageBytes bytes)
{
    const ByteReader reader(bytes);
    for (const Codec &codec : kCodecs)
        if (codec.isOwn(reader))
            return codec;
    if (bytes.empty())
        throw FormatError("The file is empty: pictures are read from JPEG, PNG, TIFF and WebP files.");
    const char *const kind = foreignKind(reader);
    throw FormatError(std::string("This is ") + (kind ? kind : "no picture of a known kind") +
                      ": pictures are read from JPEG, PNG, TIFF and WebP files.");
}

const Codec &codecOf(ImageFormat format)
{
    return *std::find_if(kCodecs.begin(), kCodecs.end(),
                         [format](const Codec &codec) { return codec.format == format; });
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

std::vector<std::uint8_t> writeImage(const Picture &picture, ImageFormat format,
                                     const ImageWriteOptions &options)
{
    checkImageSize(static_cast<std::uint64_t>(picture.width), static_cast<std::uint64_t>(picture.height));
    const Codec &codec = codecOf(format);
    ImageWriteOptions fitting = options;
    fitting.quality = std::clamp(options.quality, 1, 100);
    if (fitting.bits == 0)
        fitting.bits = picture.bits;
    if (!codec.hasDepth)
        fitting.bits = 8;
    return codec.write(picture, fitting);
}

std::optional<std::string> readImageRequest(std::span<const std::uint8_t> bytes)
{
    return codecOf(bytes).readRequest(bytes);
}

std::optional<ImageFormat> imageFormat(std::string_view extension)
{
    std::string name(extension.substr(extension.starts_with('.') ? 1 : 0));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter; });
    for (const Codec &codec : kCodecs)
        if (name == codec.extensions[0] || name == codec.extensions[1])
            return codec.format;
    return {};
}

const char *mediaType(ImageFormat format)
{
    return codecOf(format).mediaType;
}

const char *imageExtension(ImageFormat format)
{
    return codecOf(format).extensions[0];
}

} // namespace solferino
