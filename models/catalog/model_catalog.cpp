// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/model_catalog.h"

#include "models/catalog/melody_rnn_options.h"
#include "models/catalog/sketch_rnn_options.h"

#include <algorithm>

namespace solferino {

namespace {

ModelInfo melodyRnn()
{
    ModelInfo model;
    model.id = "melody_rnn";
    model.title = "Melody RNN";
    model.help = "Continues, invents and leads into melodies of one voice.";
    model.configs = {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"};
    model.bundledWeights = {"attention_rnn", "lookback_rnn", "basic_rnn", "mono_rnn"};
    model.operations = {
        {.id = "generate",
         .title = "Generate Melodies",
         .help = "Writes melodies that continue a primer, or begin with a single note without one.",
         .fields = describeFields<MelodyGenerateOptions>(),
         .inputs = {{"primer", "audio/midi", false, "melody that the new notes continue"},
                    {"after", "audio/midi", false, "what follows the new notes"}},
         .outputExtension = "mid",
         .hasCount = true,
         .usesWeights = true},
        {.id = "train",
         .title = "Train a Melody Model",
         .help = "Trains a model from folders of MIDI files, or continues a run.",
         .fields = describeFields<MelodyTrainOptions>(),
         .isBatch = true,
         .usesGpu = true},
        {.id = "evaluate",
         .title = "Evaluate a Melody Model",
         .help = "Measures how well a model foretells the melodies of MIDI files.",
         .fields = describeFields<MelodyEvaluateOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true},
        {.id = "inspect",
         .title = "Inspect a MIDI File",
         .help = "Shows as JSON what the model makes of a MIDI file.",
         .fields = describeFields<MelodyInspectOptions>(),
         .inputs = {{"midi", "audio/midi", true, "MIDI file to look into"}},
         .outputExtension = "json"},
    };
    return model;
}

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

ModelInfo sketchRnn()
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

nlohmann::json toJson(const OperationInfo &operation)
{
    nlohmann::json fields = nlohmann::json::array();
    for (const FieldInfo &field : operation.fields)
        fields.push_back(toJson(field));
    nlohmann::json inputs = nlohmann::json::array();
    for (const InputInfo &input : operation.inputs)
        inputs.push_back({{"name", input.name},
                          {"media_type", input.mediaType},
                          {"required", input.isRequired},
                          {"help", input.help}});
    return {{"id", operation.id},          {"title", operation.title},
            {"help", operation.help},      {"fields", std::move(fields)},
            {"inputs", std::move(inputs)}, {"output_extension", operation.outputExtension},
            {"batch", operation.isBatch},  {"has_count", operation.hasCount}};
}

} // namespace

const OperationInfo *ModelInfo::findOperation(std::string_view operationId) const
{
    const auto found = std::find_if(operations.begin(), operations.end(),
                                    [&](const OperationInfo &each) { return each.id == operationId; });
    return found == operations.end() ? nullptr : &*found;
}

const std::vector<ModelInfo> &modelCatalog()
{
    static const std::vector<ModelInfo> catalog = {melodyRnn(), sketchRnn()};
    return catalog;
}

const ModelInfo *findModel(std::string_view id)
{
    const auto &catalog = modelCatalog();
    const auto found =
        std::find_if(catalog.begin(), catalog.end(), [&](const ModelInfo &each) { return each.id == id; });
    return found == catalog.end() ? nullptr : &*found;
}

const FieldInfo &seedField()
{
    static const FieldInfo field = {.name = "seed",
                                    .type = FieldType::Integer,
                                    .defaultValue = nullptr,
                                    .range = {0, 9007199254740991},
                                    .help = "repeats the same choices; chosen and reported if absent"};
    return field;
}

const FieldInfo &threadsField()
{
    static const FieldInfo field = {.name = "threads",
                                    .type = FieldType::Integer,
                                    .defaultValue = 0,
                                    .range = {0, 1024},
                                    .help = "CPU threads, 0 lets the engine decide"};
    return field;
}

nlohmann::json toJson(const ModelInfo &model)
{
    nlohmann::json operations = nlohmann::json::array();
    for (const OperationInfo &operation : model.operations)
        operations.push_back(toJson(operation));
    return {{"id", model.id},           {"title", model.title},
            {"help", model.help},       {"operations", std::move(operations)},
            {"configs", model.configs}, {"bundled_weights", model.bundledWeights}};
}

} // namespace solferino
