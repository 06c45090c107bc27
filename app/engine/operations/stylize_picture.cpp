// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/stylize_picture.h"

#include "app/engine/operations/request_parts.h"
#include "app/engine/operations/style_model.h"
#include "app/engine/operations/stylize_texts.h"
#include "app/engine/part_progress.h"
#include "core/domain/image/image_file.h"
#include "core/domain/image/picture_crop.h"
#include "core/domain/image/picture_mix.h"
#include "core/domain/text/format_error.h"
#include "core/protocol/fields.h"
#include "models/catalog/image_stylization_options.h"
#include "models/runtime/error.h"
#include "models/runtime/memory.h"

#include <chrono>

namespace solferino {

using models::Error;
using models::ImageStylization;
using models::StyleWeight;
using nlohmann::json;
using Mix = std::vector<StyleWeight>;

namespace {

constexpr std::uint32_t kEightBits = 257; // what an 8-bit step is in 16 bits

/// Reading takes memory before the net does.
void requireMemoryToRead(const ImageHeader &header)
{
    constexpr std::uint64_t kChannels = 4;
    const std::uint64_t pixels =
        static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height);
    const std::uint64_t needed = pixels * kChannels * sizeof(std::uint16_t);
    const std::uint64_t available = models::availableMemory();
    if (available != 0 && needed > available)
        throw Error(Error::Kind::OutOfMemory, "Reading a picture of " + std::to_string(header.width) + " x " +
                                                  std::to_string(header.height) + " pixels takes about " +
                                                  models::memoryText(needed) + " of memory and " +
                                                  models::memoryText(available) +
                                                  " are free: make it smaller first.");
}

PictureCrop checkedCrop(const std::string &text, const ImageHeader &header)
{
    const std::optional<PictureCrop> crop = cropFromText(text);
    if (!crop)
        throw OptionError("crop",
                          "crop must be four numbers of pixels, left,top,width,height, not '" + text + "'");
    if (!liesInside(*crop, header.width, header.height))
        throw OptionError("crop", "the crop " + text + " does not lie inside the photo, which has " +
                                      std::to_string(header.width) + " x " + std::to_string(header.height) +
                                      " pixels");
    return *crop;
}

/// Says that it is the mask, not the photo, where it cannot be read.
Picture readMaskPicture(const Bytes &bytes)
{
    try {
        return readImage(bytes);
    } catch (const FormatError &error) {
        throw FormatError(std::string("The mask cannot be used. ") + error.what());
    }
}

/// How light each pixel is, clear ones being black.
StyleMask readMask(const Bytes &bytes)
{
    const Picture picture = readMaskPicture(bytes);
    StyleMask mask{picture.width, picture.height, std::vector<std::uint8_t>(picture.pixels())};
    for (std::size_t i = 0; i < picture.pixels(); ++i) {
        const std::uint16_t *rgb = &picture.rgb[3 * i];
        std::uint32_t light = (299U * rgb[0] + 587U * rgb[1] + 114U * rgb[2]) / 1000U;
        if (!picture.alpha.empty())
            light = light * picture.alpha[i] / 65'535U;
        mask.values[i] = static_cast<std::uint8_t>((light + kEightBits / 2) / kEightBits);
    }
    return mask;
}

/// A `stylize` while it runs.
class Stylization
{
public:
    Stylization(const JobRequest &request, OperationContext &context)
        : m_request(request)
        , m_context(context)
        , m_options(readOptions<StylizeOptions>(request.options))
        , m_model(loadedStyleModel(request, context))
    {
        m_wanted.brush = m_options.brush;
        m_wanted.precision = m_options.precision;
        readPhoto(*findInput(request, "photo"));
        if (const Bytes *mask = findInput(request, "mask"); mask && !m_options.stylizedOnly)
            m_mask = readMask(*mask);
    }

    void run()
    {
        Mix mix = models::parseStyles(m_options.styles, m_model->config());
        if (m_options.each && m_options.styles.empty())
            mix = everyStyle();
        if (!m_options.each)
            return giveResult(mix, 1, m_context.progress);
        PartProgress parts(m_context.progress, static_cast<std::int64_t>(mix.size()), "styles");
        for (const StyleWeight &part : mix) {
            parts.begin(mixName({part}, m_model->config()));
            giveResult({part}, mix.size(), parts);
        }
        parts.finish();
    }

private:
    void readPhoto(const Bytes &bytes)
    {
        const ImageHeader header = readImageHeader(bytes);
        const PictureCrop crop = checkedCrop(m_options.crop, header);
        const PixelSize whole =
            crop.isWhole() ? PixelSize{header.width, header.height} : PixelSize{crop.width, crop.height};
        const PixelSize size = sizeWithin(whole, m_options.longestSide);
        requireMemoryToRead(header);
        requireMemory(*m_model, m_wanted, size, m_request.device);
        m_photo = cropped(readImage(bytes), crop);
        if (size.width != m_photo.width || size.height != m_photo.height)
            m_photo = resized(m_photo, size.width, size.height);
    }

    Mix everyStyle() const
    {
        Mix mix(m_model->config().styles.size());
        for (std::size_t i = 0; i < mix.size(); ++i)
            mix[i].style = static_cast<int>(i);
        return mix;
    }

    Picture painted(const Mix &mix, models::Progress &progress)
    {
        m_wanted.mix = mix;
        Picture stylized = m_model->stylize(m_photo, m_wanted, progress);
        if (!m_options.stylizedOnly)
            return mixed(m_photo, stylized, {m_options.strength, styleColours(m_options.colours), m_mask});
        stylized.bits = m_photo.bits;
        stylized.profile = m_photo.profile;
        return stylized;
    }

    /// The file carries the request that makes it alone, without the photo and the mask.
    Attachment pictureFile(const Picture &picture, const Mix &mix) const
    {
        JobRequest request = m_request;
        request.options["styles"] = mixOption(mix, m_model->config());
        request.options["each"] = false;
        const ImageFormat format = *imageFormat(m_options.format);
        const ImageWriteOptions options{.quality = m_options.quality,
                                        .request = toJson(request, InputBytes::Apart).dump()};
        return {mixName(mix, m_model->config()) + "." + imageExtension(format), mediaType(format),
                writeImage(picture, format, options)};
    }

    void giveResult(const Mix &mix, std::size_t of, models::Progress &progress)
    {
        const auto start = std::chrono::steady_clock::now();
        const Picture picture = painted(mix, progress);
        const auto plan = m_model->plan(m_photo.width, m_photo.height, m_wanted);
        Attachment file = pictureFile(picture, mix);
        json body = {{"styles", mixJson(mix, m_model->config())},
                     {"width", picture.width},
                     {"height", picture.height},
                     {"net_width", plan.netWidth},
                     {"net_height", plan.netHeight}};
        body["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::string text = stylizeText(body);
        m_context.results.result(
            {.body = std::move(body), .files = {std::move(file)}, .text = std::move(text), .of = of});
    }

    const JobRequest &m_request;
    OperationContext &m_context;
    StylizeOptions m_options;
    std::shared_ptr<const ImageStylization> m_model;
    models::StylizeRequest m_wanted;
    Picture m_photo;
    StyleMask m_mask;
};

/// Sizes of what each convolution of the net gives.
json layersJson(double alpha, PixelSize size)
{
    json list = json::array();
    for (const models::StyleLayer &layer : models::styleLayers(alpha)) {
        const auto after = [&layer](int side) {
            return static_cast<int>((side * layer.upsampling + layer.stride - 1) / layer.stride);
        };
        size = {after(size.width), after(size.height)};
        list.push_back({{"name", layer.name},
                        {"width", size.width},
                        {"height", size.height},
                        {"channels", layer.outputs}});
    }
    return list;
}

json photoJson(const Bytes &bytes, const ImageHeader &header)
{
    return {{"format", imageExtension(header.format)},
            {"width", header.width},
            {"height", header.height},
            {"bits", header.bits},
            {"alpha", header.hasAlpha},
            {"profile_bytes", readImage(bytes).profile.size()}};
}

} // namespace

json stylizePicture(const JobRequest &request, OperationContext &context)
{
    Stylization(request, context).run();
    return json::object();
}

json inspectPicture(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<StyleInspectOptions>(request.options);
    const Bytes &bytes = *findInput(request, "photo");
    const ImageHeader header = readImageHeader(bytes);
    const auto model = loadedStyleModel(request, context);
    models::StylizeRequest wanted;
    wanted.brush = options.brush;
    const auto plan = model->plan(header.width, header.height, wanted);
    json body = {{"photo", photoJson(bytes, header)},
                 {"net_width", plan.netWidth},
                 {"net_height", plan.netHeight},
                 {"layers", layersJson(model->config().alpha, {plan.netWidth, plan.netHeight})},
                 {"memory_bytes", plan.memoryBytes}};
    for (const models::StyleInfo &style : model->config().styles)
        body["styles"].push_back(style.name);
    if (const auto stored = readImageRequest(bytes))
        body["request"] = json::parse(*stored, nullptr, false);
    std::string text = body.dump(-1, ' ', false, json::error_handler_t::replace);
    context.results.result({.body = std::move(body), .text = std::move(text)});
    return json::object();
}

} // namespace solferino
