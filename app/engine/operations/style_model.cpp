// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/style_model.h"

#include "app/engine/operations/request_parts.h"
#include "app/engine/weights.h"
#include "core/protocol/fields.h"
#include "models/runtime/error.h"
#include "models/runtime/memory.h"

#include <algorithm>
#include <cmath>

namespace solferino {

using models::Error;
using models::ImageStylization;
using models::StyleConfig;
using models::StyleWeight;
using nlohmann::json;

namespace {

constexpr const char *kPerceptual = "perceptual_vgg19";
constexpr const char *kSqueezeNet = "perceptual_squeezenet";

const std::string &nameOf(const StyleWeight &part, const StyleConfig &config)
{
    return config.styles.at(static_cast<std::size_t>(part.style)).name;
}

/// What must be free for a plan: its estimate may be a little low.
std::uint64_t neededMemory(const models::StylizePlan &plan)
{
    constexpr double kMargin = 1.15;
    return static_cast<std::uint64_t>(kMargin * static_cast<double>(plan.memoryBytes));
}

/// The longer side at which the work would fit into `available` bytes; 0 if none is worth a name.
int longestThatFits(const ImageStylization &model, const models::StylizeRequest &request, PixelSize size,
                    std::uint64_t available)
{
    constexpr int kLeast = 64;
    constexpr double kStep = 0.8;
    double side = std::max(size.width, size.height);
    while ((side *= kStep) >= kLeast) {
        const PixelSize smaller = sizeWithin(size, static_cast<int>(side));
        if (neededMemory(model.plan(smaller.width, smaller.height, request)) <= available)
            return static_cast<int>(side);
    }
    return 0;
}

} // namespace

std::shared_ptr<const ImageStylization> loadedStyleModel(const JobRequest &request, OperationContext &context)
{
    const auto file = weightsFile(request);
    return context.models.get<ImageStylization>({request.model, request.weights, file, request.device}, [&] {
        return std::make_shared<const ImageStylization>(file, request.device);
    });
}

models::StyleTrainSetting styleTrainSetting(const JobRequest &request, const std::string &own)
{
    models::StyleTrainSetting setting;
    setting.seed = *request.seed;
    setting.device = request.device;
    if (auto file = bundledFile(kPerceptual))
        setting.perceptual = *file;
    else if (own.empty())
        throw Error(Error::Kind::File,
                    std::string("The perceptual network is not installed: there is no ") +
                        (modelFolders().front() / kPerceptual).string() +
                        ".safetensors; perceptual may name a VGG-16 or VGG-19 of your own.");
    if (auto file = bundledFile(kSqueezeNet))
        setting.squeezeNet = *file;
    return setting;
}

PixelSize sizeWithin(PixelSize size, int longestSide)
{
    if (longestSide == 0)
        return size;
    const double scale = static_cast<double>(longestSide) / std::max(size.width, size.height);
    const auto scaled = [scale](int side) {
        return std::max(1, static_cast<int>(std::lround(side * scale)));
    };
    return {scaled(size.width), scaled(size.height)};
}

void requireMemory(const ImageStylization &model, const models::StylizeRequest &request, PixelSize size,
                   const std::string &device)
{
    const std::uint64_t available = models::availableMemory();
    const std::uint64_t needed = neededMemory(model.plan(size.width, size.height, request));
    if (device != "cpu" || available == 0 || needed <= available)
        return;
    std::string text = "Stylizing " + std::to_string(size.width) + " x " + std::to_string(size.height) +
                       " pixels takes about " + models::memoryText(needed) + " of memory and " +
                       models::memoryText(available) + " are free: ";
    const int fitting = longestThatFits(model, request, size, available);
    text += fitting > 0 ? "a longest side of " + std::to_string(fitting) + " would fit."
                        : "close other programs or take a smaller picture.";
    throw Error(Error::Kind::OutOfMemory, text);
}

StyleColours styleColours(const std::string &name)
{
    if (name == "keep")
        return StyleColours::Keep;
    return name == "match" ? StyleColours::Match : StyleColours::FromStyle;
}

std::string mixName(const std::vector<StyleWeight> &mix, const StyleConfig &config)
{
    constexpr double kPercent = 100.0;
    std::string name;
    for (const StyleWeight &part : mix) {
        if (!name.empty())
            name += '+';
        name += safeFileName(nameOf(part, config));
        if (part.weight != 1.0)
            name.append("-").append(std::to_string(std::lround(kPercent * part.weight)));
    }
    constexpr std::size_t kLongest = 150;
    return name.substr(0, kLongest);
}

std::string mixOption(const std::vector<StyleWeight> &mix, const StyleConfig &config)
{
    std::string text;
    for (const StyleWeight &part : mix)
        text += (text.empty() ? "" : ",") + nameOf(part, config) + ":" + numberText(part.weight);
    return text;
}

json mixJson(const std::vector<StyleWeight> &mix, const StyleConfig &config)
{
    json list = json::array();
    for (const StyleWeight &part : mix)
        list.push_back({{"style", part.style}, {"name", nameOf(part, config)}, {"weight", part.weight}});
    return list;
}

} // namespace solferino
