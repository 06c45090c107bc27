// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/model_entries.h"
#include "models/catalog/sketch_rnn_options.h"

namespace solferino {

namespace {

InputInfo drawing(std::string name, std::string help)
{
    return {std::move(name), "image/svg+xml", true, std::move(help)};
}

/// Operations that draw: each result is an SVG file.
std::vector<OperationInfo> sketchDrawing()
{
    return {
        {.id = "generate",
         .title = "Generate Drawings",
         .help = "Draws from nothing.",
         .fields = describeFields<SketchGenerateOptions>(),
         .outputExtension = "svg",
         .hasCount = true,
         .usesWeights = true},
        {.id = "continue",
         .title = "Finish a Drawing",
         .help = "Draws endings of a drawing that somebody began.",
         .fields = describeFields<SketchContinueOptions>(),
         .inputs = {drawing("drawing", "drawing to finish: SVG, JSON or a line of .ndjson")},
         .outputExtension = "svg",
         .hasCount = true,
         .usesWeights = true},
        {.id = "reconstruct",
         .title = "Draw It Again",
         .help = "Draws what the model understood of a drawing.",
         .fields = describeFields<SketchReconstructOptions>(),
         .inputs = {drawing("drawing", "drawing to draw again")},
         .outputExtension = "svg",
         .hasCount = true,
         .usesWeights = true},
        {.id = "interpolate",
         .title = "Interpolate Drawings",
         .help = "Turns one drawing into another in steps.",
         .fields = describeFields<SketchInterpolateOptions>(),
         .inputs = {drawing("first", "drawing at the start"), drawing("second", "drawing at the end")},
         .outputExtension = "svg",
         .usesWeights = true},
        {.id = "decode",
         .title = "Draw a Latent Vector",
         .help = "Draws from the numbers that encode gave.",
         .fields = describeFields<SketchDecodeOptions>(),
         .inputs = {{"latent", "application/json", true, "JSON that encode wrote, or a list of numbers"}},
         .outputExtension = "svg",
         .hasCount = true,
         .usesWeights = true},
    };
}

/// Operations that answer with numbers.
std::vector<OperationInfo> sketchAnswers()
{
    return {
        {.id = "encode",
         .title = "Encode a Drawing",
         .help = "Tells the latent vector of a drawing as JSON.",
         .fields = describeFields<SketchEncodeOptions>(),
         .inputs = {drawing("drawing", "drawing to encode")},
         .outputExtension = "json",
         .usesWeights = true},
        {.id = "predict",
         .title = "Predict the Next Point",
         .help = "Tells as JSON where the next point of a drawing may go.",
         .fields = describeFields<SketchPredictOptions>(),
         .inputs = {drawing("drawing", "drawing so far")},
         .outputExtension = "json",
         .usesWeights = true},
        {.id = "inspect",
         .title = "Inspect a Drawing",
         .help = "Shows as JSON what the model makes of a drawing.",
         .fields = describeFields<SketchInspectOptions>(),
         .inputs = {drawing("drawing", "drawing to look into")},
         .outputExtension = "json"},
    };
}

/// Operations on data sets and model files.
std::vector<OperationInfo> sketchModels()
{
    return {
        {.id = "train",
         .title = "Train a Sketch Model",
         .help = "Trains a model from drawings, or continues a run.",
         .fields = describeFields<SketchTrainOptions>(),
         .isBatch = true,
         .usesGpu = true},
        {.id = "evaluate",
         .title = "Evaluate a Sketch Model",
         .help = "Measures how well a model foretells drawings.",
         .fields = describeFields<SketchEvaluateOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true},
        {.id = "import",
         .title = "Import Browser Models",
         .help = "Makes model files from sketch-rnn models for the browser (.gen.json).",
         .fields = describeFields<SketchImportOptions>(),
         .isBatch = true},
    };
}

} // namespace

ModelInfo sketchRnnEntry()
{
    ModelInfo model;
    model.id = "sketch_rnn";
    model.title = "Sketch RNN";
    model.help = "Finishes, varies, morphs and invents line drawings.";
    model.configs = {"vae", "decoder"};
    model.bundledWeights = {
        "rabbit",  "bear",   "bicycle",   "bird",  "dog",   "dolphin",       "key",
        "lantern", "monkey", "palm_tree", "sheep", "tiger", "quickdraw_vae", "omniglot_decoder"};
    for (auto make : {sketchDrawing, sketchAnswers, sketchModels})
        for (OperationInfo &operation : make())
            model.operations.push_back(std::move(operation));
    return model;
}

} // namespace solferino
