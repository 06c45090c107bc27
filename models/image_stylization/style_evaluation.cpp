// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_dataset.h"
#include "models/image_stylization/style_scoring.h"
#include "models/image_stylization/style_training.h"
#include "models/runtime/data_files.h"
#include "models/runtime/device.h"
#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_errors.h"

#include <numeric>

namespace solferino::models {

namespace {

/// Pictures that are computed at once.
constexpr std::int64_t kGroup = 4;

std::vector<std::int64_t> stylesOf(const std::string &text, const StyleConfig &config)
{
    std::vector<std::int64_t> styles;
    if (text.find_first_not_of(' ') == std::string::npos) {
        styles.resize(config.styles.size());
        std::iota(styles.begin(), styles.end(), std::int64_t{0});
    } else {
        for (const StyleWeight &part : parseStyles(text, config))
            styles.push_back(part.style);
    }
    return styles;
}

nlohmann::json jsonOf(const StyleScore &score)
{
    return {{"content", score.content}, {"style", score.style}, {"loss", score.total()}};
}

nlohmann::json evaluate(const ModelFile &model, const StyleEvaluateOptions &options,
                        const StyleTrainSetting &setting, Progress &progress)
{
    const StyleConfig config = styleConfigFromJson(model.info.hyperParameters);
    requireShapes(model.tensors, styleTensorShapes(config));
    const std::vector<std::int64_t> styles = stylesOf(options.styles, config);
    const torch::Device device(chooseDevice(setting.device, progress));
    const std::filesystem::path network =
        options.perceptual.empty() ? setting.perceptual : std::filesystem::path(options.perceptual);
    StyleLoss loss(PerceptualNet(readPerceptualWeights(network)), std::nullopt,
                   {.contentWeight = options.contentWeight,
                    .styleWeight = options.styleWeight,
                    .deepWeight = 0.0,
                    .coefficients = {}});
    requireNetworkOf(model.info, loss.net());
    const StylePhotos source({.sources = splitPathList(options.photos),
                              .imageSize = options.imageSize,
                              .evalRatio = 0.0,
                              .varyCrops = false,
                              .seed = 0},
                             progress);
    StyleNet net(config.alpha, static_cast<std::int64_t>(config.styles.size()));
    loadTensors(*net, withoutGrams(model.tensors));
    net->to(device);
    loss.to(device, torch::kFloat32);
    loss.setGrams(storedGrams(model.tensors));

    std::vector<torch::Tensor> photos;
    for (const SmallPicture &photo : source.training())
        photos.push_back(photo.middle(options.imageSize));
    const auto groups = static_cast<std::int64_t>((styles.size() + kGroup - 1) / kGroup * photos.size());
    std::int64_t done = 0;
    const std::vector<StyleScore> scores = scoreStyles(net, loss, photos, styles, kGroup, [&] {
        progress.report({++done, groups, "batches", "scoring styles", nlohmann::json::object()});
    });
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t i = 0; i < styles.size(); ++i) {
        list.push_back(jsonOf(scores[i]));
        list.back()["name"] = config.styles[static_cast<std::size_t>(styles[i])].name;
    }
    return {{"photos", photos.size()}, {"total", jsonOf(meanScore(scores))}, {"styles", list}};
}

} // namespace

nlohmann::json evaluateImageStylization(const ModelFile &model, const StyleEvaluateOptions &options,
                                        const StyleTrainSetting &setting, Progress &progress)
{
    if (options.photos.empty())
        throw Error(Error::Kind::BadOption, "Evaluating needs photos.");
    return withOwnErrors([&] { return evaluate(model, options, setting, progress); });
}

} // namespace solferino::models
