// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/jpeg_errors.h"
#include "core/domain/image/jpeg_file.h"

#include <algorithm>
#include <array>
#include <utility>

namespace solferino {

namespace {

constexpr int kFullColourFrom = 90;
constexpr std::size_t kLongestComment = 65'000;
constexpr unsigned kWhite = 65'535;

/// What libjpeg writes, taken over block by block. The manager comes first: libjpeg hands back its address.
struct JpegOutput
{
    jpeg_destination_mgr manager{};
    std::vector<std::uint8_t> file;
    std::array<JOCTET, 65'536> block{};
};

JpegOutput &outputOf(j_compress_ptr info)
{
    return *reinterpret_cast<JpegOutput *>(info->dest);
}

void rewind(j_compress_ptr info)
{
    JpegOutput &output = outputOf(info);
    output.manager.next_output_byte = output.block.data();
    output.manager.free_in_buffer = output.block.size();
}

void take(j_compress_ptr info, std::size_t count)
{
    JpegOutput &output = outputOf(info);
    if (!appendBytes(output.file, output.block.data(), count))
        leaveJpeg(reinterpret_cast<j_common_ptr>(info), "there is not enough memory");
    rewind(info);
}

boolean takeBlock(j_compress_ptr info)
{
    take(info, outputOf(info).block.size());
    return TRUE;
}

void takeRest(j_compress_ptr info)
{
    take(info, outputOf(info).block.size() - outputOf(info).manager.free_in_buffer);
}

struct Compression
{
    jpeg_compress_struct info{};

    Compression() = default;
    ~Compression() { jpeg_destroy_compress(&info); }
    Compression(const Compression &) = delete;
    Compression &operator=(const Compression &) = delete;
};

void begin(jpeg_compress_struct &info, JpegOutput &output, const Picture &picture, int quality)
{
    jpeg_create_compress(&info);
    output.manager.init_destination = rewind;
    output.manager.empty_output_buffer = takeBlock;
    output.manager.term_destination = takeRest;
    info.dest = &output.manager;
    info.image_width = static_cast<JDIMENSION>(picture.width);
    info.image_height = static_cast<JDIMENSION>(picture.height);
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    if (quality >= kFullColourFrom)
        info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&info, TRUE);
}

void writeComment(jpeg_compress_struct &info, const std::string &comment)
{
    jpeg_write_marker(&info, JPEG_COM, reinterpret_cast<const JOCTET *>(comment.data()),
                      static_cast<unsigned>(comment.size()));
}

/// A long request is spread over several comments.
std::vector<std::string> comments(const std::string &request)
{
    std::vector<std::string> result;
    for (std::size_t at = 0; at < request.size(); at += kLongestComment)
        result.push_back(commentOf(std::string_view(request).substr(at, kLongestComment)));
    return result;
}

void putOnWhite(const Picture &picture, int y, std::uint8_t *row)
{
    const std::size_t first = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
    const std::uint16_t *const rgb = picture.rgb.data() + first * 3;
    const std::uint16_t *const alpha = picture.alpha.data() + first;
    for (std::size_t i = 0; i < static_cast<std::size_t>(picture.width) * 3; ++i) {
        const unsigned share = alpha[i / 3];
        row[i] = narrowed(static_cast<std::uint16_t>((rgb[i] * share + kWhite * (kWhite - share)) / kWhite));
    }
}

} // namespace

std::vector<std::uint8_t> writeJpeg(const Picture &picture, const ImageWriteOptions &options)
{
    ErrorEscape escape;
    jpeg_error_mgr errors;
    JpegOutput output;
    Compression compression;
    jpeg_compress_struct &info = compression.info;
    escapeJpegErrors(reinterpret_cast<j_common_ptr>(&info), errors, escape);
    const std::vector<std::string> markers = comments(options.request);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.width) * 3);
    const bool isWritten = succeeds(escape, [&] {
        begin(info, output, picture, options.quality);
        if (!picture.profile.empty())
            jpeg_write_icc_profile(&info, picture.profile.data(),
                                   static_cast<unsigned>(picture.profile.size()));
        for (const std::string &marker : markers)
            writeComment(info, marker);
        JSAMPROW source = row.data();
        for (int y = 0; y < picture.height; ++y) {
            if (picture.alpha.empty())
                fetchRow(picture, y, row.data());
            else
                putOnWhite(picture, y, row.data());
            jpeg_write_scanlines(&info, &source, 1);
        }
        jpeg_finish_compress(&info);
    });
    if (!isWritten)
        throwUnwritten("JPEG", escape.message.data());
    return std::move(output.file);
}

} // namespace solferino
