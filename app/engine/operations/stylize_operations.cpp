// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/stylize_operations.h"

#include "app/engine/operations/melody_texts.h"
#include "app/engine/operations/request_parts.h"
#include "app/engine/operations/style_model.h"
#include "app/engine/operations/stylize_picture.h"
#include "app/engine/operations/stylize_texts.h"
#include "app/engine/operations/stylize_video.h"
#include "models/catalog/image_stylization_options.h"
#include "models/image_stylization/style_training.h"
#include "models/runtime/device.h"

#include <array>

namespace solferino {

using nlohmann::json;

namespace {

json giveTraining(json result, OperationContext &context)
{
    std::string text = trainingText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

models::ModelFile modelFile(const JobRequest &request)
{
    return models::readModelFile(weightsFile(request), models::kImageStylizationId,
                                 models::kImageStylizationRevision);
}

json train(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<StyleTrainOptions>(request.options);
    const auto setting = styleTrainSetting(request, options.perceptual);
    return giveTraining(models::trainImageStylization(options, setting, context.progress), context);
}

json addStyle(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<StyleAddOptions>(request.options);
    const auto setting = styleTrainSetting(request, options.perceptual);
    return giveTraining(models::addStyles(modelFile(request), options, setting, context.progress), context);
}

json evaluate(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<StyleEvaluateOptions>(request.options);
    const auto setting = styleTrainSetting(request, options.perceptual);
    json result = models::evaluateImageStylization(modelFile(request), options, setting, context.progress);
    std::string text = styleEvaluationText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

void load(const JobRequest &request, OperationContext &context)
{
    JobRequest settled = request;
    settled.device = models::chooseDevice("auto", context.progress);
    (void)loadedStyleModel(settled, context);
}

constexpr std::array<std::pair<const char *, Operation>, 6> kOperations = {{{"stylize", stylizePicture},
                                                                            {"stylize_video", stylizeVideo},
                                                                            {"inspect", inspectPicture},
                                                                            {"train", train},
                                                                            {"add_style", addStyle},
                                                                            {"evaluate", evaluate}}};

} // namespace

const ModelOperations kImageStylizationOperations = {
    .model = models::kImageStylizationId, .operations = kOperations, .load = load};

} // namespace solferino
