// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/exif.h"
#include "core/domain/image/jpeg_errors.h"
#include "core/domain/image/jpeg_file.h"
#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

#include <cstdlib>
#include <memory>
#include <utility>

namespace solferino {

namespace {

/// Cameras and programs write about ten. Many more, on a large picture, are there to keep a reader busy.
constexpr int kMostScans = 64;
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr int kProfileMarker = JPEG_APP0 + 2;
constexpr unsigned kWholeMarker = 0xFFFF;

void limitScans(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans)
        leaveJpeg(info, "it has more than 64 scans");
}

struct Decompression
{
    jpeg_decompress_struct info{};

    Decompression() = default;
    ~Decompression() { jpeg_destroy_decompress(&info); }
    Decompression(const Decompression &) = delete;
    Decompression &operator=(const Decompression &) = delete;
};

/// A file whose header was read.
class JpegDecoder final
{
public:
    explicit JpegDecoder(ImageBytes bytes);

    [[nodiscard]] ImageHeader header() const;
    [[nodiscard]] std::optional<std::string> request() const;
    [[nodiscard]] Picture picture();

private:
    template <class Step>
    void decode(Step step);
    void checkHeader(ImageBytes bytes) const;
    [[nodiscard]] int orientation() const;
    [[nodiscard]] std::vector<std::uint8_t> profile();

    ErrorEscape m_escape;
    jpeg_error_mgr m_errors{};
    jpeg_progress_mgr m_progress{};
    Decompression m_decompression;
    jpeg_decompress_struct &m_info = m_decompression.info;
};

JpegDecoder::JpegDecoder(ImageBytes bytes)
{
    escapeJpegErrors(reinterpret_cast<j_common_ptr>(&m_info), m_errors, m_escape);
    m_progress.progress_monitor = limitScans;
    decode([&] {
        jpeg_create_decompress(&m_info);
        m_info.progress = &m_progress;
        jpeg_mem_src(&m_info, bytes.data(), bytes.size());
        jpeg_save_markers(&m_info, kExifMarker, kWholeMarker);
        jpeg_save_markers(&m_info, kProfileMarker, kWholeMarker);
        jpeg_save_markers(&m_info, JPEG_COM, kWholeMarker);
        jpeg_read_header(&m_info, TRUE);
    });
    checkHeader(bytes);
}

template <class Step>
void JpegDecoder::decode(Step step)
{
    if (!succeeds(m_escape, step))
        throwDamaged("JPEG", m_escape.message.data());
}

void JpegDecoder::checkHeader(ImageBytes bytes) const
{
    if (m_info.jpeg_color_space == JCS_CMYK || m_info.jpeg_color_space == JCS_YCCK)
        throw FormatError("The picture has the colours of printing (CMYK): save it as RGB first.");
    checkImageSize(m_info.image_width, m_info.image_height);
    // Each block of the first component takes a bit or more, unless arithmetic coding takes it together with
    // others.
    const std::uint64_t blocks =
        std::uint64_t{m_info.comp_info[0].width_in_blocks} * m_info.comp_info[0].height_in_blocks;
    if (!m_info.arith_code)
        checkImageBytes(bytes, blocks / 8);
}

ImageHeader JpegDecoder::header() const
{
    ImageHeader header{.format = ImageFormat::Jpeg,
                       .width = static_cast<int>(m_info.image_width),
                       .height = static_cast<int>(m_info.image_height),
                       .bits = 8,
                       .hasAlpha = false};
    if (isTurned(orientation()))
        std::swap(header.width, header.height);
    return header;
}

int JpegDecoder::orientation() const
{
    for (const jpeg_marker_struct *marker = m_info.marker_list; marker; marker = marker->next) {
        const ImageBytes data(marker->data, marker->data_length);
        if (marker->marker == kExifMarker && ByteReader(data).hasTag(0, "Exif"))
            return exifOrientation(data);
    }
    return 1;
}

std::optional<std::string> JpegDecoder::request() const
{
    std::string request;
    for (const jpeg_marker_struct *marker = m_info.marker_list; marker; marker = marker->next) {
        if (marker->marker == JPEG_COM)
            request += requestIn({reinterpret_cast<const char *>(marker->data), marker->data_length})
                           .value_or(std::string());
    }
    return request.empty() ? std::nullopt : std::optional(request);
}

std::vector<std::uint8_t> JpegDecoder::profile()
{
    JOCTET *data = nullptr;
    unsigned size = 0;
    decode([&] { jpeg_read_icc_profile(&m_info, &data, &size); });
    const std::unique_ptr<JOCTET, decltype(&std::free)> owned(data, &std::free);
    return rgbProfile({data, size});
}

Picture JpegDecoder::picture()
{
    m_info.out_color_space = JCS_RGB;
    decode([&] { jpeg_start_decompress(&m_info); });
    Picture picture =
        blankPicture(static_cast<int>(m_info.output_width), static_cast<int>(m_info.output_height), 8, false);
    picture.profile = profile();
    std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.width) * 3);
    decode([&] {
        JSAMPROW target = row.data();
        for (int y = 0; y < picture.height; ++y) {
            jpeg_read_scanlines(&m_info, &target, 1);
            storeRow(picture, y, row.data());
        }
    });
    turnUpright(picture, orientation());
    return picture;
}

} // namespace

ImageHeader readJpegHeader(ImageBytes bytes)
{
    return JpegDecoder(bytes).header();
}

Picture readJpeg(ImageBytes bytes)
{
    return JpegDecoder(bytes).picture();
}

std::optional<std::string> readJpegRequest(ImageBytes bytes)
{
    return JpegDecoder(bytes).request();
}

} // namespace solferino
