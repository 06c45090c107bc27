// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/commands.h"

#include "app/engine/catalog_lookup.h"
#include "app/engine/device_report.h"
#include "app/engine/help.h"
#include "app/engine/operation_run.h"
#include "app/engine/quick_answers.h"
#include "app/engine/serve_loop.h"
#include "app/engine/stored_request.h"
#include "app/engine/usage_error.h"

#include <algorithm>
#include <unistd.h>

namespace solferino {

using nlohmann::json;

namespace {

std::string jsonText(const json &object, int indent)
{
    return object.dump(indent, ' ', false, json::error_handler_t::replace) + "\n";
}

/// What a stored request cannot run without must come with the command: files hold what was asked for, not
/// the photos that it was asked of.
void requireInputs(const std::string &file, const std::vector<std::string> &missing,
                   const OperationInfo &operation, const OperationArguments &arguments)
{
    for (const std::string &name : missing) {
        const auto &inputs = arguments.request.inputs;
        const bool isGiven = std::any_of(inputs.begin(), inputs.end(),
                                         [&name](const Attachment &input) { return input.name == name; }) ||
                             (operation.inputs.front().name == name && !arguments.files.empty());
        if (!isGiven)
            throw UsageError(file + " does not hold the " + name + " that it was made from: add " +
                             flagOf(name) + " FILE");
    }
}

/// The names of the inputs whose bytes are not there, which are taken out.
std::vector<std::string> takeEmptyInputs(JobRequest &request)
{
    std::vector<std::string> names;
    for (const Attachment &input : request.inputs)
        if (input.bytes.empty())
            names.push_back(input.name);
    std::erase_if(request.inputs, [](const Attachment &input) { return input.bytes.empty(); });
    return names;
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
    const ModelInfo &model = requireModel(request.model);
    const OperationInfo &operation = requireOperation(model, request.operation);
    const std::vector<std::string> missing = takeEmptyInputs(request);
    OperationArguments parsed =
        parseOperation(operation, std::move(request), {arguments.begin() + 1, arguments.end()});
    requireInputs(arguments.front(), missing, operation, parsed);
    OperationRun(model, operation, std::move(parsed), output).run();
    return 0;
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
    const OperationInfo &operation = requireOperation(info, request.operation);
    OperationRun(info, operation,
                 parseOperation(operation, std::move(request), {arguments.begin() + 1, arguments.end()}),
                 output)
        .run();
    return 0;
}

} // namespace solferino
