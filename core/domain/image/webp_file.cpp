// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/webp_file.h"

#include "core/domain/image/exif.h"
#include "core/domain/image/xmp.h"
#include "core/domain/text/format_error.h"

#include <memory>
#include <utility>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

namespace solferino {

namespace {

using Demuxer = std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)>;
using Mux = std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)>;

constexpr int kLosslessFrom = 100;
/// WebPBitstreamFeatures::format of what is coded with loss.
constexpr int kLossy = 1;

/// A file whose header was read.
class WebPFile final
{
public:
    explicit WebPFile(ImageBytes bytes);

    [[nodiscard]] ImageHeader header() const;
    [[nodiscard]] Picture picture() const;
    [[nodiscard]] std::vector<std::uint8_t> chunk(const char *name) const;

private:
    [[nodiscard]] int orientation() const { return exifOrientation(chunk("EXIF")); }

    ImageBytes m_bytes;
    Demuxer m_demuxer;
    WebPBitstreamFeatures m_features{};
};

WebPFile::WebPFile(ImageBytes bytes)
    : m_bytes(bytes)
    , m_demuxer(nullptr, &WebPDemuxDelete)
{
    if (WebPGetFeatures(bytes.data(), bytes.size(), &m_features) != VP8_STATUS_OK)
        throwDamaged("WebP", "its header makes no sense");
    if (m_features.has_animation)
        throw FormatError("The WebP file is animated: save one of its pictures as a file of its own.");
    checkImageSize(static_cast<std::uint64_t>(m_features.width),
                   static_cast<std::uint64_t>(m_features.height));
    // Each square of 16 pixels has its way of prediction coded, which takes three bits or more.
    const std::uint64_t squares = static_cast<std::uint64_t>(m_features.width / 16) *
                                  static_cast<std::uint64_t>(m_features.height / 16);
    if (m_features.format == kLossy)
        checkImageBytes(bytes, squares * 3 / 8);
    const WebPData data{bytes.data(), bytes.size()};
    m_demuxer.reset(WebPDemux(&data));
    if (!m_demuxer)
        throwDamaged("WebP", "it ends too early");
}

ImageHeader WebPFile::header() const
{
    ImageHeader header{.format = ImageFormat::WebP,
                       .width = m_features.width,
                       .height = m_features.height,
                       .bits = 8,
                       .hasAlpha = m_features.has_alpha != 0};
    if (isTurned(orientation()))
        std::swap(header.width, header.height);
    return header;
}

std::vector<std::uint8_t> WebPFile::chunk(const char *name) const
{
    WebPChunkIterator found{};
    std::vector<std::uint8_t> data;
    if (WebPDemuxGetChunk(m_demuxer.get(), name, 1, &found) != 0)
        data.assign(found.chunk.bytes, found.chunk.bytes + found.chunk.size);
    WebPDemuxReleaseChunkIterator(&found);
    return data;
}

Picture WebPFile::picture() const
{
    Picture picture = blankPicture(m_features.width, m_features.height, 8, m_features.has_alpha != 0);
    picture.profile = rgbProfile(chunk("ICCP"));
    const std::size_t rowSize = static_cast<std::size_t>(picture.width) * (picture.alpha.empty() ? 3 : 4);
    std::vector<std::uint8_t> rows(rowSize * static_cast<std::size_t>(picture.height));
    const auto decode = picture.alpha.empty() ? WebPDecodeRGBInto : WebPDecodeRGBAInto;
    if (!decode(m_bytes.data(), m_bytes.size(), rows.data(), rows.size(), static_cast<int>(rowSize)))
        throwDamaged("WebP", "its picture is not whole");
    for (int y = 0; y < picture.height; ++y)
        storeRow(picture, y, rows.data() + static_cast<std::size_t>(y) * rowSize);
    turnUpright(picture, orientation());
    return picture;
}

/// What libwebp works on and writes into.
struct Encoding
{
    WebPPicture picture{};
    WebPMemoryWriter writer{};

    Encoding() { WebPMemoryWriterInit(&writer); }
    ~Encoding()
    {
        WebPPictureFree(&picture);
        WebPMemoryWriterClear(&writer);
    }
    Encoding(const Encoding &) = delete;
    Encoding &operator=(const Encoding &) = delete;
};

bool import(WebPPicture &target, const Picture &picture)
{
    const std::size_t rowSize = static_cast<std::size_t>(picture.width) * (picture.alpha.empty() ? 3 : 4);
    std::vector<std::uint8_t> rows(rowSize * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y)
        fetchRow(picture, y, rows.data() + static_cast<std::size_t>(y) * rowSize);
    const auto import = picture.alpha.empty() ? WebPPictureImportRGB : WebPPictureImportRGBA;
    return import(&target, rows.data(), static_cast<int>(rowSize)) != 0;
}

void encode(Encoding &encoding, const Picture &picture, int quality)
{
    WebPConfig config;
    const bool isLossless = quality >= kLosslessFrom;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&encoding.picture))
        throwUnwritten("WebP", "the library does not fit");
    config.quality = isLossless ? 50.0F : static_cast<float>(quality);
    config.lossless = isLossless ? 1 : 0;
    config.exact = isLossless ? 1 : 0;
    encoding.picture.use_argb = isLossless ? 1 : 0;
    encoding.picture.width = picture.width;
    encoding.picture.height = picture.height;
    encoding.picture.writer = WebPMemoryWrite;
    encoding.picture.custom_ptr = &encoding.writer;
    if (!import(encoding.picture, picture) || !WebPEncode(&config, &encoding.picture))
        throwUnwritten("WebP", "there is not enough memory");
}

/// `image` with the chunks that are not empty.
std::vector<std::uint8_t> assembled(const WebPData &image, ImageBytes profile, std::string_view xmp)
{
    const Mux mux(WebPMuxCreate(&image, 0), &WebPMuxDelete);
    const auto add = [&](const char *name, const std::uint8_t *bytes, std::size_t size) {
        const WebPData data{bytes, size};
        return size == 0 || WebPMuxSetChunk(mux.get(), name, &data, 0) == WEBP_MUX_OK;
    };
    WebPData file{};
    const bool isDone = mux && add("ICCP", profile.data(), profile.size()) &&
                        add("XMP ", reinterpret_cast<const std::uint8_t *>(xmp.data()), xmp.size()) &&
                        WebPMuxAssemble(mux.get(), &file) == WEBP_MUX_OK;
    const std::unique_ptr<WebPData, decltype(&WebPDataClear)> owned(&file, &WebPDataClear);
    if (!isDone)
        throwUnwritten("WebP", "there is not enough memory");
    return {file.bytes, file.bytes + file.size};
}

} // namespace

ImageHeader readWebPHeader(ImageBytes bytes)
{
    return WebPFile(bytes).header();
}

Picture readWebP(ImageBytes bytes)
{
    return WebPFile(bytes).picture();
}

std::optional<std::string> readWebPRequest(ImageBytes bytes)
{
    return requestIn(xmpDescription(WebPFile(bytes).chunk("XMP ")));
}

std::vector<std::uint8_t> writeWebP(const Picture &picture, const ImageWriteOptions &options)
{
    if (picture.width > WEBP_MAX_DIMENSION || picture.height > WEBP_MAX_DIMENSION)
        throw FormatError("A WebP picture has at most " + std::to_string(WEBP_MAX_DIMENSION) +
                          " pixels a side: choose JPEG, PNG or TIFF.");
    Encoding encoding;
    encode(encoding, picture, options.quality);
    const std::string xmp = options.request.empty() ? "" : xmpWith(commentOf(options.request));
    return assembled({encoding.writer.mem, encoding.writer.size}, picture.profile, xmp);
}

} // namespace solferino
