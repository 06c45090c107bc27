// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operation_table.h"

#include "app/engine/catalog_lookup.h"
#include "app/engine/operations/melody_rnn_operations.h"
#include "app/engine/operations/sketch_rnn_operations.h"
#include "app/engine/operations/stylize_operations.h"
#include "models/runtime/device.h"
#include "models/runtime/torch_setup.h"

#include <algorithm>
#include <array>
#include <random>

namespace solferino {

namespace {

/// One row for each model of the catalog.
constexpr std::array kModels = {&kMelodyRnnOperations, &kSketchRnnOperations, &kImageStylizationOperations};

const ModelOperations &operationsOf(const std::string &model)
{
    const auto found = std::find_if(kModels.begin(), kModels.end(),
                                    [&](const ModelOperations *row) { return row->model == model; });
    if (found == kModels.end())
        throw OptionError("model", "this engine cannot run " + model);
    return **found;
}

/// Short enough to be typed again.
std::uint64_t chooseSeed()
{
    constexpr std::uint64_t kSeeds = 1'000'000'000;
    std::random_device source;
    return ((static_cast<std::uint64_t>(source()) << 32) | source()) % kSeeds;
}

std::string settleDevice(const OperationInfo &operation, const std::string &wish, models::Progress &progress)
{
    if (operation.usesGpu)
        return models::chooseDevice(wish, progress);
    if (wish.starts_with("cuda"))
        progress.note(operation.id + " computes on the processor: that is faster than a GPU here.");
    return "cpu";
}

} // namespace

JobRequest prepareRequest(JobRequest request, models::Progress &progress)
{
    const ModelInfo &model = requireModel(request.model);
    const OperationInfo &operation = requireOperation(model, request.operation);
    request.options = validateOptions(operation.fields, request.options);
    for (const InputInfo &input : operation.inputs) {
        const auto isGiven = [&input](const Attachment &each) {
            return each.name == input.name;
        };
        if (input.isRequired && std::none_of(request.inputs.begin(), request.inputs.end(), isGiven))
            throw OptionError(input.name, operation.id + " needs an input: " + input.help);
    }
    if (!operation.usesWeights && !request.weights.empty())
        throw OptionError("weights", operation.id + " takes no weights");
    if (operation.usesWeights && request.weights.empty())
        request.weights = model.bundledWeights.front();
    if (!request.seed)
        request.seed = chooseSeed();
    request.device = settleDevice(operation, request.device, progress);
    return request;
}

nlohmann::json runOperation(const JobRequest &request, OperationContext &context)
{
    for (const auto &[id, run] : operationsOf(request.model).operations)
        if (id == request.operation) {
            models::configureTorch(request.threads);
            return run(request, context);
        }
    throw OptionError("operation", "this engine cannot " + request.operation + " with " + request.model);
}

void loadModel(const nlohmann::json &body, OperationContext &context)
{
    JobRequest request;
    request.model = body.value("model", "");
    request.weights = body.value("weights", "");
    const ModelInfo &model = requireModel(request.model);
    if (request.weights.empty())
        request.weights = model.bundledWeights.front();
    request.device = "cpu";
    operationsOf(request.model).load(request, context);
}

} // namespace solferino
