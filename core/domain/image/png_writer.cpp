// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/error_escape.h"
#include "core/domain/image/png_errors.h"
#include "core/domain/image/png_file.h"

#include <array>
#include <bit>
#include <new>
#include <utility>

namespace solferino {

namespace {

/// Photos become about as small as with zlib's own choice, in half to two thirds of the time.
constexpr int kCompressionLevel = 3;

struct PngOutput
{
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::vector<std::uint8_t> file;

    PngOutput() = default;
    ~PngOutput() { png_destroy_write_struct(&png, &info); }
    PngOutput(const PngOutput &) = delete;
    PngOutput &operator=(const PngOutput &) = delete;
};

void takeBytes(png_structp png, png_bytep bytes, std::size_t count)
{
    if (!appendBytes(*static_cast<std::vector<std::uint8_t> *>(png_get_io_ptr(png)), bytes, count))
        png_error(png, "there is not enough memory");
}

void flushNothing(png_structp) {}

void create(PngOutput &output, ErrorEscape &escape)
{
    output.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &escape, leavePng, ignorePngWarning);
    output.info = output.png ? png_create_info_struct(output.png) : nullptr;
}

void begin(PngOutput &output, const Picture &picture, int bits)
{
    png_set_benign_errors(output.png, 1);
    png_set_option(output.png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
    png_set_user_limits(output.png, kLongestSide, kLongestSide);
    png_set_write_fn(output.png, &output.file, takeBytes, flushNothing);
    png_set_compression_level(output.png, kCompressionLevel);
    png_set_IHDR(output.png, output.info, static_cast<png_uint_32>(picture.width),
                 static_cast<png_uint_32>(picture.height), bits,
                 picture.alpha.empty() ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (!picture.profile.empty())
        png_set_iCCP(output.png, output.info, "ICC profile", PNG_COMPRESSION_TYPE_DEFAULT,
                     picture.profile.data(), static_cast<png_uint_32>(picture.profile.size()));
}

void addComment(PngOutput &output, std::string &comment)
{
    std::array<char, 8> key = {"Comment"};
    png_text text{};
    text.compression = PNG_ITXT_COMPRESSION_NONE;
    text.key = key.data();
    text.text = comment.data();
    png_set_text(output.png, output.info, &text, 1);
}

template <class Sample>
void writeRows(PngOutput &output, ErrorEscape &escape, const Picture &picture)
{
    std::vector<Sample> row(static_cast<std::size_t>(picture.width) * (picture.alpha.empty() ? 3 : 4));
    const bool isWritten = succeeds(escape, [&] {
        png_write_info(output.png, output.info);
        if constexpr (std::endian::native == std::endian::little)
            png_set_swap(output.png);
        for (int y = 0; y < picture.height; ++y) {
            fetchRow(picture, y, row.data());
            png_write_row(output.png, reinterpret_cast<png_const_bytep>(row.data()));
        }
        png_write_end(output.png, output.info);
    });
    if (!isWritten)
        throwUnwritten("PNG", escape.message.data());
}

} // namespace

std::vector<std::uint8_t> writePng(const Picture &picture, const ImageWriteOptions &options)
{
    ErrorEscape escape;
    PngOutput output;
    std::string comment = commentOf(options.request);
    bool isBegun = succeeds(escape, [&] { create(output, escape); });
    if (!isBegun || !output.info)
        throw std::bad_alloc();
    isBegun = succeeds(escape, [&] {
        begin(output, picture, options.bits);
        if (!options.request.empty())
            addComment(output, comment);
    });
    if (!isBegun)
        throwUnwritten("PNG", escape.message.data());
    if (options.bits == 16)
        writeRows<std::uint16_t>(output, escape, picture);
    else
        writeRows<std::uint8_t>(output, escape, picture);
    return std::move(output.file);
}

} // namespace solferino
