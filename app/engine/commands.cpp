// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/commands.h"

#include "app/engine/catalog_lookup.h"
#include "app/engine/device_report.h"
#include "app/engine/file_sink.h"
#include "app/engine/files.h"
#include "app/engine/operation_parser.h"
#include "app/engine/operation_table.h"
#include "app/engine/quick_answers.h"
#include "app/engine/serve_loop.h"
#include "app/engine/stored_request.h"
#include "app/engine/usage_error.h"

#include <unistd.h>

namespace solferino {

using nlohmann::json;

namespace {

std::string jsonText(const json &object, int indent)
{
    return object.dump(indent, ' ', false, json::error_handler_t::replace) + "\n";
}

/// What the whole operation yields as one object.
json outcome(const OperationInfo &operation, const JobRequest &request, const json &results)
{
    if (!operation.hasCount && results.size() == 1)
        return results.front();
    return {{"request", toJson(request, InputBytes::Apart)}, {"results", results}};
}

void tellOutcome(const OperationInfo &operation, const OperationArguments &arguments, const json &object,
                 StandardOutput &output)
{
    const bool isFileWanted = operation.outputExtension == "json" || operation.outputExtension.empty();
    if (isFileWanted && !arguments.output.empty()) {
        const std::string text = jsonText(object, 2);
        writeFile(arguments.output, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
    }
    if (arguments.isJson)
        output.write(jsonText(object, -1));
}

int runArguments(const ModelInfo &model, const OperationInfo &operation, const OperationArguments &arguments,
                 StandardOutput &output)
{
    TerminalProgress progress(arguments.isQuiet);
    const JobRequest request = prepareRequest(arguments.request, progress);
    const auto folder = arguments.output.empty() ? std::filesystem::path(".") : arguments.output;
    FileSink sink(ResultFiles(folder, model.id, operation.outputExtension), output, progress,
                  arguments.isJson);
    ModelCache models;
    OperationContext context{progress, sink, models};
    try {
        runOperation(request, context);
    } catch (const models::Cancelled &) {
        progress.clear();
        if (arguments.isJson)
            output.write(jsonText(outcome(operation, request, sink.bodies()), -1));
        throw;
    }
    progress.clear();
    tellOutcome(operation, arguments, outcome(operation, request, sink.bodies()), output);
    return 0;
}

int runParsed(JobRequest request, const std::vector<std::string> &words, StandardOutput &output)
{
    const ModelInfo &model = requireModel(request.model);
    const OperationInfo &operation = requireOperation(model, request.operation);
    const OperationArguments arguments = parseOperation(operation, std::move(request), words);
    return runArguments(model, operation, arguments, output);
}

} // namespace

int listDevices(const std::vector<std::string> &arguments, StandardOutput &output)
{
    const bool isJson = takeJsonFlag("devices", arguments);
    const json devices = devicesJson();
    output.write(isJson ? jsonText({{"devices", devices}}, -1) : devicesText(devices));
    return 0;
}

int repeatFile(const std::vector<std::string> &arguments, StandardOutput &output)
{
    if (arguments.empty() || arguments.front().starts_with("-"))
        throw UsageError("repeat needs the file whose request shall be run");
    JobRequest request = readStoredRequest(arguments.front());
    return runParsed(std::move(request), {arguments.begin() + 1, arguments.end()}, output);
}

int serve(const std::vector<std::string> &arguments, StandardOutput &output)
{
    if (!arguments.empty())
        throw UsageError("serve takes no arguments, but was given '" + arguments.front() + "'");
    return ServeLoop(STDIN_FILENO, output).run();
}

int runModel(const std::string &model, const std::vector<std::string> &arguments, StandardOutput &output)
{
    const ModelInfo &info = requireModel(model);
    if (arguments.empty()) {
        std::string operations;
        for (const OperationInfo &operation : info.operations)
            operations += (operations.empty() ? "" : ", ") + operation.id;
        throw UsageError(model + " needs an operation: " + operations);
    }
    JobRequest request;
    request.model = model;
    request.operation = arguments.front();
    return runParsed(std::move(request), {arguments.begin() + 1, arguments.end()}, output);
}

} // namespace solferino
