// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/image_stylization.h"

#include "models/image_stylization/style_device.h"
#include "models/image_stylization/style_forward.h"
#include "models/runtime/device.h"
#include "models/runtime/error.h"
#include "models/runtime/memory.h"
#include "models/runtime/torch_errors.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace solferino::models {

namespace {

using stylizing::LayerStatistics;
using stylizing::StatisticsFilter;
using stylizing::StyleDevice;
using stylizing::StyleForward;

/// Above that, computing maps of full size twice is quicker than keeping them.
constexpr std::uint64_t kMostUntiled = 160'000'000;
constexpr double kSmallestBrush = 0.25;
constexpr double kLargestBrush = 8.0;

struct Size
{
    int width = 0;
    int height = 0;

    bool operator==(const Size &) const = default;
};

/// What the net sees of a picture, before it is mirrored up to its multiple of 4.
Size sizeForBrush(Size size, double brush)
{
    const auto side = [brush](int pixels) {
        return std::clamp(static_cast<int>(std::lround(pixels / brush)), 1, kLongestSide);
    };
    return {side(size.width), side(size.height)};
}

std::uint64_t pictureBytes(Size size)
{
    return static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height) * 3 *
           sizeof(std::uint16_t);
}

void requireOptions(const StylizeRequest &request)
{
    if (request.mix.empty())
        throw Error(Error::Kind::BadOption, "No style is chosen.");
    if (!(request.brush >= kSmallestBrush && request.brush <= kLargestBrush))
        throw Error(Error::Kind::BadOption, "The brush must be between 0.25 and 8.");
    if (request.precision != "auto" && request.precision != "float32" && request.precision != "fast")
        throw Error(Error::Kind::BadOption, "The precision \"" + request.precision + "\" is unknown.");
}

void requirePicture(const Picture &picture)
{
    if (picture.width < 1 || picture.height < 1 || picture.rgb.size() != picture.pixels() * 3)
        throw Error(Error::Kind::BadInput, "The picture has no pixels.");
}

} // namespace

struct ImageStylization::Data
{
    ModelFileInfo info;
    StyleConfig config;
    FloatTensors rows; ///< gamma and beta of all layers
    StyleForward processor;
    std::optional<StyleDevice> gpu;
    std::string device;

    Data(const ModelFile &file, const StyleConfig &modelConfig, const std::string &deviceId);

    [[nodiscard]] Picture stylize(const Picture &photo, const StylizeRequest &request,
                                  const StatisticsFilter &filter, Progress &progress) const;
    [[nodiscard]] Picture run(const Picture &picture, const StylizeRequest &request, std::uint64_t needed,
                              const StatisticsFilter &filter, Progress &progress) const;
    [[nodiscard]] std::optional<Picture> runOnGpu(const Picture &picture, const StyleRows &styleRows,
                                                  const std::string &precision,
                                                  const StatisticsFilter &filter, Progress &progress) const;
    [[nodiscard]] bool isTiled(Size net, std::uint64_t limit) const;
    [[nodiscard]] std::uint64_t memory(Size photo, Size net, std::uint64_t limit) const;
};

ImageStylization::Data::Data(const ModelFile &file, const StyleConfig &modelConfig,
                             const std::string &deviceId)
    : info(file.info)
    , config(modelConfig)
    , processor(file.tensors, modelConfig.alpha)
    , device(deviceId)
{
    for (const auto &[name, tensor] : file.tensors) {
        if (name.ends_with(".gamma") || name.ends_with(".beta"))
            rows.emplace(name, tensor);
    }
    if (device != "cpu")
        gpu.emplace(file.tensors, config.alpha, device);
}

bool ImageStylization::Data::isTiled(Size net, std::uint64_t limit) const
{
    const std::uint64_t most = limit == 0 ? kMostUntiled : std::min(limit, kMostUntiled);
    return processor.memory(net.width, net.height, false) > most;
}

/// Of all at its peak, `photo` itself included.
std::uint64_t ImageStylization::Data::memory(Size photo, Size net, std::uint64_t limit) const
{
    const std::uint64_t resized = net == photo ? 0 : pictureBytes(net) + pictureBytes(photo);
    return pictureBytes(photo) + resized + processor.memory(net.width, net.height, isTiled(net, limit));
}

/// Nothing where the GPU has too little memory, which `progress` is told.
std::optional<Picture> ImageStylization::Data::runOnGpu(const Picture &picture, const StyleRows &styleRows,
                                                        const std::string &precision,
                                                        const StatisticsFilter &filter,
                                                        Progress &progress) const
{
    const auto attempt = [&](torch::ScalarType type) {
        return gpu->run(picture, styleRows, type, filter, progress);
    };
    try {
        if (precision == "float32")
            return attempt(torch::kFloat32);
        try {
            return attempt(torch::kFloat16);
        } catch (const Error &error) {
            if (error.kind() != Error::Kind::Diverged)
                throw;
            progress.note("16 bits are too few for this picture; it is computed in float32.");
            return attempt(torch::kFloat32);
        }
    } catch (const c10::Error &error) {
        if (!isOutOfMemory(error))
            throw;
        progress.note("The memory of " + device + " is too small for this picture; the processor goes on.");
        return {};
    }
}

Picture ImageStylization::Data::run(const Picture &picture, const StylizeRequest &request,
                                    std::uint64_t needed, const StatisticsFilter &filter,
                                    Progress &progress) const
{
    const StyleRows styleRows = mixedRows(rows, config, request.mix);
    if (gpu) {
        if (auto result = runOnGpu(picture, styleRows, request.precision, filter, progress))
            return *std::move(result);
    }
    const std::uint64_t available = request.memoryBytes > 0 ? request.memoryBytes : availableMemory();
    if (available > 0 && needed > available)
        throw Error(Error::Kind::OutOfMemory, "A net's picture of " + std::to_string(picture.width) + " x " +
                                                  std::to_string(picture.height) + " pixels takes " +
                                                  memoryText(needed) + " of memory, but only " +
                                                  memoryText(available) + " are free.");
    return processor.run(picture, styleRows, isTiled({picture.width, picture.height}, available), filter,
                         progress);
}

Picture ImageStylization::Data::stylize(const Picture &photo, const StylizeRequest &request,
                                        const StatisticsFilter &filter, Progress &progress) const
{
    requireOptions(request);
    requirePicture(photo);
    const Size size{photo.width, photo.height};
    const Size net = sizeForBrush(size, request.brush);
    const std::uint64_t limit = request.memoryBytes > 0 ? request.memoryBytes : availableMemory();
    // A limit covers the photo too, what is available does not.
    const std::uint64_t needed =
        memory(size, net, limit) - (request.memoryBytes > 0 ? 0 : pictureBytes(size));
    return withOwnErrors([&] {
        if (net == size)
            return run(photo, request, needed, filter, progress);
        const Picture small = resized(photo, net.width, net.height);
        Picture result = resized(run(small, request, needed, filter, progress), size.width, size.height);
        result.bits = 16;
        result.alpha.clear();
        result.profile.clear();
        return result;
    });
}

ImageStylization::ImageStylization(const std::filesystem::path &weights, const std::string &device)
    : ImageStylization(readModelFile(weights, kImageStylizationId, kImageStylizationRevision), device)
{}

ImageStylization::ImageStylization(const ModelFile &file, const std::string &device)
{
    const StyleConfig config = styleConfigFromJson(file.info.hyperParameters);
    requireShapes(file.tensors, styleTensorShapes(config));
    m_data = withOwnErrors([&] { return std::make_unique<Data>(file, config, device); });
}

ImageStylization::~ImageStylization() = default;
ImageStylization::ImageStylization(ImageStylization &&) noexcept = default;
ImageStylization &ImageStylization::operator=(ImageStylization &&) noexcept = default;

const ModelFileInfo &ImageStylization::info() const
{
    return m_data->info;
}

const StyleConfig &ImageStylization::config() const
{
    return m_data->config;
}

StylizePlan ImageStylization::plan(int width, int height, const StylizeRequest &request) const
{
    const Size photo{width, height};
    const Size net = sizeForBrush(photo, request.brush);
    const std::uint64_t limit = request.memoryBytes > 0 ? request.memoryBytes : availableMemory();
    return {.netWidth = stylizing::netSide(net.width),
            .netHeight = stylizing::netSide(net.height),
            .memoryBytes = m_data->memory(photo, net, limit),
            .isTiled = m_data->isTiled(net, limit)};
}

Picture ImageStylization::stylize(const Picture &photo, const StylizeRequest &request,
                                  Progress &progress) const
{
    return m_data->stylize(photo, request, {}, progress);
}

Picture ImageStylization::stylizeFrame(const Picture &frame, const StylizeRequest &request, double stability,
                                       StyleStatistics &running, Progress &progress) const
{
    if (!(stability >= 0.0 && stability <= 1.0))
        throw Error(Error::Kind::BadOption, "The stability must be between 0 and 1.");
    // `running` stays as it was where the frame fails, or is begun again on another device.
    StyleStatistics next;
    const auto mix = [stability](const std::vector<float> &before, std::vector<float> &own) {
        if (before.size() == own.size()) {
            for (std::size_t i = 0; i < own.size(); ++i)
                own[i] = static_cast<float>(stability * static_cast<double>(before[i]) +
                                            (1.0 - stability) * static_cast<double>(own[i]));
        }
        return own;
    };
    const StatisticsFilter filter = [&](std::size_t layer, LayerStatistics &statistics) {
        next.mean.at(layer) = mix(running.mean.at(layer), statistics.mean);
        next.variance.at(layer) = mix(running.variance.at(layer), statistics.variance);
    };
    Picture result = m_data->stylize(frame, request, filter, progress);
    running = std::move(next);
    return result;
}

} // namespace solferino::models
