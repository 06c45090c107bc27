// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/image_stylization_options.h"
#include "models/catalog/model_entries.h"

namespace solferino {

namespace {

InputInfo photo(std::string help)
{
    return {"photo", "image/*", true, std::move(help)};
}

/// Operations that paint or look at a picture.
std::vector<OperationInfo> stylePictures()
{
    return {
        {.id = "stylize",
         .title = "Stylize a Photo",
         .help = "Paints a photo in the manner of a painting, or of a mix of several.",
         .fields = describeFields<StylizeOptions>(),
         .inputs = {photo("photo to stylize: JPEG, PNG, TIFF or WebP; several, or folders, are done in turn"),
                    {"mask", "image/*", false, "picture that is white where the style applies"}},
         .outputExtension = "png",
         .usesWeights = true,
         .usesGpu = true,
         .takesManyFiles = true},
        {.id = "stylize_video",
         .title = "Stylize a Video",
         .help = "Paints every frame of a video in the manner of a painting.",
         .fields = describeFields<StylizeVideoOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true,
         .needsVideo = true},
        {.id = "inspect",
         .title = "Inspect a Picture",
         .help = "Shows as JSON what a model makes of a picture, and the request of one that we wrote.",
         .fields = describeFields<StyleInspectOptions>(),
         .inputs = {photo("picture to look into")},
         .outputExtension = "json",
         .usesWeights = true},
    };
}

/// Operations on model files.
std::vector<OperationInfo> styleModels()
{
    return {
        {.id = "train",
         .title = "Train a Style Model",
         .help = "Trains a model from photos and paintings, or continues a run.",
         .fields = describeFields<StyleTrainOptions>(),
         .isBatch = true,
         .usesGpu = true},
        {.id = "add_style",
         .title = "Add Styles to a Model",
         .help = "Teaches a trained model new paintings and leaves its old styles as they are.",
         .fields = describeFields<StyleAddOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true},
        {.id = "evaluate",
         .title = "Evaluate a Style Model",
         .help = "Measures the content and style losses of a model on photos.",
         .fields = describeFields<StyleEvaluateOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true},
    };
}

} // namespace

ModelInfo imageStylizationEntry()
{
    ModelInfo model;
    model.id = "image_stylization";
    model.title = "Image Stylization";
    model.help = "Paints photos in the manner of paintings.";
    model.bundledWeights = {"image_stylization", "image_stylization_small"};
    for (auto make : {stylePictures, styleModels})
        for (OperationInfo &operation : make())
            model.operations.push_back(std::move(operation));
    return model;
}

} // namespace solferino
