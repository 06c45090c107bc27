// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operations/melody_rnn_operations.h"

#include "app/engine/operations/melody_texts.h"
#include "app/engine/operations/request_parts.h"
#include "core/domain/music/midi_file.h"
#include "models/catalog/melody_rnn_options.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_evaluation.h"
#include "models/melody_rnn/melody_extraction.h"
#include "models/melody_rnn/melody_inspection.h"
#include "models/melody_rnn/melody_rnn.h"
#include "models/melody_rnn/melody_training.h"

#include <array>

namespace solferino {

using nlohmann::json;

namespace {

std::optional<NoteSequence> readInput(const JobRequest &request, const std::string &name)
{
    const Bytes *bytes = findInput(request, name);
    return bytes ? std::optional(models::readMelodySequence(*bytes)) : std::nullopt;
}

/// A MIDI file that carries the request which makes it again, alone.
Attachment takeFile(const models::MelodyTake &take, JobRequest request)
{
    request.seed = take.seed;
    request.options["count"] = 1;
    MidiFile file = midiFromSequence(take.sequence);
    setRequest(file, toJson(request, InputBytes::Base64).dump());
    return {takeFileName(take.index, "mid"), "audio/midi", writeMidi(file)};
}

json generate(const JobRequest &request, OperationContext &context)
{
    const auto model = loadedModel<models::MelodyRnn>(request, context);
    const models::MelodyGenerateRequest wanted{.options = readOptions<MelodyGenerateOptions>(request.options),
                                               .seed = *request.seed,
                                               .primer = readInput(request, "primer"),
                                               .after = readInput(request, "after"),
                                               .threads = request.threads};
    const auto takes = model->generate(wanted, context.progress);
    for (const models::MelodyTake &take : takes) {
        json body = take.toJson();
        std::string text = takeText(body);
        context.results.result({.body = std::move(body),
                                .files = {takeFile(take, request)},
                                .text = std::move(text),
                                .of = takes.size()});
    }
    return json::object();
}

/// What a model in training sounds like.
json makeSample(const models::ModelFile &file, std::uint64_t seed)
{
    models::NoProgress silent;
    models::MelodyGenerateRequest request;
    request.options.count = 1;
    request.seed = seed;
    return {
        {"notes", models::melodyNotesJson(models::MelodyRnn(file).generate(request, silent).front().notes)}};
}

json train(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<MelodyTrainOptions>(request.options);
    const models::TrainSetting setting{
        .seed = *request.seed, .device = request.device, .makeSample = makeSample};
    json result = models::trainMelodyRnn(options, setting, context.progress);
    std::string text = trainingText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

json evaluate(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<MelodyEvaluateOptions>(request.options);
    const auto model =
        models::readModelFile(weightsFile(request), models::kMelodyRnnId, models::kMelodyRnnRevision);
    json result = models::evaluateMelodyRnn(model, options, request.device, context.progress);
    std::string text = evaluationText(result);
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

json inspect(const JobRequest &request, OperationContext &context)
{
    const auto options = readOptions<MelodyInspectOptions>(request.options);
    json result = models::inspectMelodyFile(*findInput(request, "midi"), options);
    std::string text = result.dump();
    context.results.result({.body = std::move(result), .text = std::move(text)});
    return json::object();
}

void load(const JobRequest &request, OperationContext &context)
{
    (void)loadedModel<models::MelodyRnn>(request, context);
}

constexpr std::array<std::pair<const char *, Operation>, 4> kOperations = {
    {{"generate", generate}, {"train", train}, {"evaluate", evaluate}, {"inspect", inspect}}};

} // namespace

const ModelOperations kMelodyRnnOperations = {
    .model = models::kMelodyRnnId, .operations = kOperations, .load = load};

} // namespace solferino
