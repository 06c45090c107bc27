// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/error_escape.h"
#include "core/domain/image/exif.h"
#include "core/domain/image/png_errors.h"
#include "core/domain/image/png_file.h"
#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

namespace solferino {

namespace {

constexpr std::size_t kSignatureSize = 8;
constexpr std::size_t kChunkHeadSize = 8;
constexpr std::size_t kChecksumSize = 4;
/// No compressed byte gives more.
constexpr std::uint64_t kMostDeflated = 1032;

/// The data of the first chunk of this name, wherever it stands.
std::optional<ImageBytes> findChunk(ImageBytes bytes, std::string_view name)
{
    ByteReader reader(bytes);
    reader.seek(kSignatureSize);
    while (reader.remaining() >= kChunkHeadSize) {
        const bool isFound = reader.hasTag(reader.position() + 4, name);
        const std::size_t length = reader.nextBigEndian(4);
        reader.seek(reader.position() + 4);
        if (length > reader.remaining())
            return {};
        if (isFound)
            return reader.take(length);
        reader.seek(reader.position() + length + kChecksumSize);
    }
    return {};
}

void readBytes(png_structp png, png_bytep target, std::size_t count)
{
    ByteReader &reader = *static_cast<ByteReader *>(png_get_io_ptr(png));
    if (reader.remaining() < count)
        png_error(png, "it ends too early");
    const ImageBytes bytes = reader.take(count);
    std::copy(bytes.begin(), bytes.end(), target);
}

struct PngHandle
{
    png_structp png = nullptr;
    png_infop info = nullptr;

    PngHandle() = default;
    ~PngHandle() { png_destroy_read_struct(&png, &info, nullptr); }
    PngHandle(const PngHandle &) = delete;
    PngHandle &operator=(const PngHandle &) = delete;
};

/// A file whose header was read.
class PngDecoder final
{
public:
    explicit PngDecoder(ImageBytes bytes);

    [[nodiscard]] ImageHeader header() const;
    [[nodiscard]] std::optional<std::string> request() const;
    [[nodiscard]] Picture picture();

private:
    template <class Step>
    void decode(Step step);
    void checkHeader() const;
    void toColours();
    [[nodiscard]] int orientation() const;
    [[nodiscard]] std::vector<std::uint8_t> profile() const;
    template <class Sample>
    void readRows(Picture &picture, int passes);

    ImageBytes m_bytes;
    ByteReader m_reader;
    ErrorEscape m_escape;
    PngHandle m_handle;
    png_structp &m_png = m_handle.png;
    png_infop &m_info = m_handle.info;
};

PngDecoder::PngDecoder(ImageBytes bytes)
    : m_bytes(bytes)
    , m_reader(bytes)
{
    if (findChunk(m_bytes, "acTL"))
        throw FormatError("The PNG file is animated: save one of its pictures as a file of its own.");
    decode([&] {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_escape, leavePng, ignorePngWarning);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
    });
    if (!m_info)
        throw std::bad_alloc();
    decode([&] {
        png_set_user_limits(m_png, kLongestSide, kLongestSide);
        png_set_option(m_png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
        png_set_read_fn(m_png, &m_reader, readBytes);
        png_read_info(m_png, m_info);
    });
    checkHeader();
}

template <class Step>
void PngDecoder::decode(Step step)
{
    if (!succeeds(m_escape, step))
        throwDamaged("PNG", m_escape.message.data());
}

void PngDecoder::checkHeader() const
{
    const std::uint64_t height = png_get_image_height(m_png, m_info);
    checkImageSize(png_get_image_width(m_png, m_info), height);
    checkImageBytes(m_bytes, png_get_rowbytes(m_png, m_info) * height / kMostDeflated);
}

ImageHeader PngDecoder::header() const
{
    ImageHeader header{.format = ImageFormat::Png,
                       .width = static_cast<int>(png_get_image_width(m_png, m_info)),
                       .height = static_cast<int>(png_get_image_height(m_png, m_info)),
                       .bits = png_get_bit_depth(m_png, m_info) == 16 ? 16 : 8,
                       .hasAlpha = (png_get_color_type(m_png, m_info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                                   png_get_valid(m_png, m_info, PNG_INFO_tRNS) != 0};
    if (isTurned(orientation()))
        std::swap(header.width, header.height);
    return header;
}

int PngDecoder::orientation() const
{
    return exifOrientation(findChunk(m_bytes, "eXIf").value_or(ImageBytes()));
}

std::vector<std::uint8_t> PngDecoder::profile() const
{
    png_charp name = nullptr;
    png_bytep data = nullptr;
    png_uint_32 size = 0;
    int compression = 0;
    if (png_get_iCCP(m_png, m_info, &name, &compression, &data, &size) == 0)
        return {};
    return rgbProfile({data, size});
}

std::optional<std::string> PngDecoder::request() const
{
    png_textp texts = nullptr;
    int count = 0;
    png_get_text(m_png, m_info, &texts, &count);
    for (int i = 0; i < count; ++i) {
        if (std::optional<std::string> request = requestIn(texts[i].text ? texts[i].text : ""))
            return request;
    }
    return {};
}

void PngDecoder::toColours()
{
    png_set_expand(m_png);
    png_set_gray_to_rgb(m_png);
    if constexpr (std::endian::native == std::endian::little)
        png_set_swap(m_png);
}

template <class Sample>
void PngDecoder::readRows(Picture &picture, int passes)
{
    const std::size_t rowSamples = png_get_rowbytes(m_png, m_info) / sizeof(Sample);
    const bool isInterlaced = passes > 1;
    std::vector<Sample> rows(rowSamples * (isInterlaced ? static_cast<std::size_t>(picture.height) : 1));
    decode([&] {
        for (int pass = 0; pass < passes; ++pass) {
            for (int y = 0; y < picture.height; ++y) {
                Sample *const row =
                    rows.data() + (isInterlaced ? static_cast<std::size_t>(y) * rowSamples : 0);
                png_read_row(m_png, reinterpret_cast<png_bytep>(row), nullptr);
                if (pass + 1 == passes)
                    storeRow(picture, y, row);
            }
        }
        png_read_end(m_png, nullptr);
    });
}

Picture PngDecoder::picture()
{
    int passes = 1;
    decode([&] {
        toColours();
        passes = png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
    });
    const int bits = png_get_bit_depth(m_png, m_info);
    Picture picture = blankPicture(static_cast<int>(png_get_image_width(m_png, m_info)),
                                   static_cast<int>(png_get_image_height(m_png, m_info)), bits,
                                   png_get_channels(m_png, m_info) == 4);
    picture.profile = profile();
    if (bits == 16)
        readRows<std::uint16_t>(picture, passes);
    else
        readRows<std::uint8_t>(picture, passes);
    turnUpright(picture, orientation());
    return picture;
}

} // namespace

ImageHeader readPngHeader(ImageBytes bytes)
{
    return PngDecoder(bytes).header();
}

Picture readPng(ImageBytes bytes)
{
    return PngDecoder(bytes).picture();
}

std::optional<std::string> readPngRequest(ImageBytes bytes)
{
    return PngDecoder(bytes).request();
}

} // namespace solferino
