// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/sketch_rnn_operations.h"

#include "app/engine/operations/melody_texts.h"
#include "app/engine/operations/request_parts.h"
#include "app/engine/operations/sketch_import.h"
#include "app/engine/operations/sketch_json.h"
#include "app/engine/operations/sketch_texts.h"
#include "core/domain/sketch/drawing_file.h"
#include "core/domain/sketch/svg_file.h"
#include "models/sketch_rnn/sketch_inspection.h"
#include "models/sketch_rnn/sketch_rnn.h"
#include "models/sketch_rnn/sketch_training.h"

#include <array>

namespace solferino {

using models::SketchRnn;
using models::SketchTake;
using nlohmann::json;

namespace {

constexpr float kStrokeWidth = 3.0F;

Lines readDrawing(const JobRequest &request, const std::string &input)
{
    return readDrawingLines(*findInput(request, input));
}

/// The same, and from here on `request` holds those lines alone, not the file: results carry their request,
/// and a file that was made from a result would carry all before it.
Lines keepDrawing(JobRequest &request, const std::string &name)
{
    Lines lines = readDrawing(request, name);
    const std::string text = writeDrawingJson(lines);
    for (Attachment &input : request.inputs)
        if (input.name == name)
            input = {name, "application/json", {text.begin(), text.end()}};
    return lines;
}

/// An SVG file of the drawing that was there and what the model added; it carries the request which makes it
/// again, alone.
Attachment takeFile(const SketchTake &take, const Lines &begun, JobRequest request)
{
    request.seed = take.seed;
    if (request.options.contains("count"))
        request.options["count"] = 1;
    if (take.position >= 0.0)
        request.options["position"] = take.position;
    Drawing drawing;
    drawing.strokes = strokesFrom(begun, SketchLayer::Mine, kStrokeWidth, drawing.nextId);
    for (Stroke &stroke : strokesFrom(take.lines, SketchLayer::Machine, kStrokeWidth, drawing.nextId))
        drawing.strokes.push_back(std::move(stroke));
    SvgStyle style;
    style.request = toJson(request, InputBytes::Base64).dump();
    const std::string svg = writeSvg(drawing, style);
    return {takeFileName(take.index, "svg"), "image/svg+xml", {svg.begin(), svg.end()}};
}

json giveTakes(const std::vector<SketchTake> &takes, const Lines &begun, const JobRequest &request,
               OperationContext &context)
{
    for (const SketchTake &take : takes) {
        json body = take.toJson();
        std::string text = sketchTakeText(body);
        context.results.result({.body = std::move(body),
                                .files = {takeFile(take, begun, request)},
                                .text = std::move(text),
                                .of = takes.size()});
    }
    return json::object();
}

/// An answer whose file is the answer itself.
json giveAnswer(json body, OperationContext &context)
{
    std::string text = body.dump();
    context.results.result({.body = std::move(body), .text = std::move(text)});
    return json::object();
}

json generate(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchGenerateOptions>(request.options);
    const auto model = loadedModel<SketchRnn>(request, context);
    return giveTakes(model->generate(options, *request.seed, context.progress), {}, request, context);
}

json continueDrawing(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchContinueOptions>(request.options);
    JobRequest kept = request;
    const Lines drawing = keepDrawing(kept, "drawing");
    const auto model = loadedModel<SketchRnn>(request, context);
    const auto takes = model->continueDrawing(drawing, options, *request.seed, context.progress);
    return giveTakes(takes, drawing, kept, context);
}

json reconstruct(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchReconstructOptions>(request.options);
    JobRequest kept = request;
    const Lines drawing = keepDrawing(kept, "drawing");
    const auto model = loadedModel<SketchRnn>(request, context);
    const auto takes = model->reconstruct(drawing, options, *request.seed, context.progress);
    return giveTakes(takes, {}, kept, context);
}

json interpolate(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchInterpolateOptions>(request.options);
    JobRequest kept = request;
    const Lines first = keepDrawing(kept, "first");
    const Lines second = keepDrawing(kept, "second");
    const auto model = loadedModel<SketchRnn>(request, context);
    const auto takes = model->interpolate(first, second, options, *request.seed, context.progress);
    return giveTakes(takes, {}, kept, context);
}

json decode(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchDecodeOptions>(request.options);
    const std::vector<float> z = readLatent(*findInput(request, "latent"));
    const auto model = loadedModel<SketchRnn>(request, context);
    return giveTakes(model->decode(z, options, *request.seed, context.progress), {}, request, context);
}

json encode(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchEncodeOptions>(request.options);
    const Lines drawing = readDrawing(request, "drawing");
    const auto model = loadedModel<SketchRnn>(request, context);
    return giveAnswer(latentJson(model->encode(drawing, options, *request.seed)), context);
}

json predict(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchPredictOptions>(request.options);
    const Lines drawing = readDrawing(request, "drawing");
    const auto model = loadedModel<SketchRnn>(request, context);
    return giveAnswer(predictionJson(model->predict(drawing, options)), context);
}

json inspect(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchInspectOptions>(request.options);
    return giveAnswer(models::inspectDrawing(readDrawing(request, "drawing"), options), context);
}

/// What a model in training draws.
json makeSample(const models::ModelFile &file, std::uint64_t seed)
{
    models::NoProgress silent;
    SketchGenerateOptions options;
    options.count = 4;
    json drawings = json::array();
    for (const SketchTake &take : SketchRnn(file).generate(options, seed, silent))
        drawings.push_back({{"strokes", models::strokesJson(take.lines)}});
    return {{"drawings", std::move(drawings)}};
}

json train(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchTrainOptions>(request.options);
    const models::TrainSetting setting{
        .seed = *request.seed, .device = request.device, .makeSample = makeSample};
    json result = models::trainSketchRnn(options, setting, context.progress);
    std::string text = trainingText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

json evaluate(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<SketchEvaluateOptions>(request.options);
    const auto model =
        models::readModelFile(weightsFile(request), models::kSketchRnnId, models::kSketchRnnRevision);
    json result = models::evaluateSketchRnn(model, options, request.device, context.progress);
    std::string text = sketchEvaluationText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

void load(const JobRequest &request, OperationContext &context)
{
    (void)loadedModel<SketchRnn>(request, context);
}

constexpr std::array<std::pair<const char *, Operation>, 11> kOperations = {{{"generate", generate},
                                                                             {"continue", continueDrawing},
                                                                             {"reconstruct", reconstruct},
                                                                             {"interpolate", interpolate},
                                                                             {"decode", decode},
                                                                             {"encode", encode},
                                                                             {"predict", predict},
                                                                             {"inspect", inspect},
                                                                             {"train", train},
                                                                             {"evaluate", evaluate},
                                                                             {"import", importSketchModels}}};

} // namespace

const ModelOperations kSketchRnnOperations = {
    .model = models::kSketchRnnId, .operations = kOperations, .load = load};

} // namespace solferino
