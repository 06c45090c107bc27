// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/operation_run.h"

#include "app/engine/files.h"
#include "app/engine/operation_table.h"
#include "app/engine/output_format.h"
#include "app/engine/usage_error.h"
#include "models/runtime/error.h"

namespace solferino {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string jsonText(const json &object, int indent)
{
    return object.dump(indent, ' ', false, json::error_handler_t::replace) + "\n";
}

bool isFileName(const fs::path &path)
{
    return path.has_extension() && !fs::is_directory(path);
}

} // namespace

OperationRun::OperationRun(const ModelInfo &model, const OperationInfo &operation,
                           OperationArguments arguments, StandardOutput &output)
    : m_model(model)
    , m_operation(operation)
    , m_arguments(std::move(arguments))
    , m_output(output)
    , m_progress(m_arguments.isQuiet)
{}

void OperationRun::run()
{
    if (!m_arguments.files.empty())
        takePhotos();
    settleFormat(m_operation, m_arguments);
    m_request = prepareRequest(m_arguments.request, m_progress);
    const fs::path folder = m_arguments.output.empty() ? fs::path(".") : m_arguments.output;
    FileSink sink(ResultFiles(folder, m_model.id, m_operation.outputExtension), m_output, m_progress,
                  m_arguments.isJson);
    try {
        compute(sink);
    } catch (const models::Cancelled &) {
        m_progress.clear();
        if (m_arguments.isJson)
            m_output.write(jsonText(outcome(sink.bodies()), -1));
        throw;
    }
    m_progress.clear();
    tell(outcome(sink.bodies()));
    if (!m_failures.empty())
        throw models::Error(models::Error::Kind::BadInput, failuresText(m_failures, m_photos.photos.size()));
}

void OperationRun::takePhotos()
{
    m_photos = findPhotos(m_arguments.files);
    m_isBatch = m_photos.photos.size() > 1 || fs::is_directory(m_arguments.files.front());
    if (m_isBatch && isFileName(m_arguments.output))
        throw UsageError("several photos need a folder as --output, not the one file " +
                         m_arguments.output.string());
    if (m_photos.leftOut > 0)
        m_progress.note(std::to_string(m_photos.leftOut) +
                        " files are left out: by their names they are no JPEG, PNG, TIFF or WebP.");
    // Its bytes come when its turn does.
    const InputInfo &input = m_operation.inputs.front();
    auto &inputs = m_arguments.request.inputs;
    inputs.insert(inputs.begin(), {input.name, input.mediaType, {}});
}

void OperationRun::compute(FileSink &sink)
{
    ModelCache models;
    if (m_isBatch) {
        m_failures = runOnPhotos(m_request, m_photos, sink, m_progress, models);
        return;
    }
    OperationContext context{m_progress, sink, models};
    if (m_photos.photos.empty())
        runOperation(m_request, context);
    else
        runOnPhoto(m_photos.photos.front(), sink, context);
}

void OperationRun::runOnPhoto(const fs::path &photo, FileSink &sink, OperationContext &context)
{
    JobRequest request = m_request;
    request.inputs.front().bytes = readFile(photo);
    sink.setSource(photo);
    if (const auto failure = solferino::runOnPhoto(request, context))
        throw models::Error(models::Error::Kind::BadInput, photo.string() + ": " + failure->message);
}

json OperationRun::outcome(const json &results) const
{
    if (!m_isBatch && !m_operation.hasCount && results.size() == 1)
        return results.front();
    json object = {{"request", toJson(m_request, InputBytes::Apart)}, {"results", results}};
    if (m_isBatch)
        object.update({{"failed", m_failures}, {"left_out", m_photos.leftOut}});
    return object;
}

void OperationRun::tell(const json &object)
{
    const bool isFileWanted = m_operation.outputExtension == "json" || m_operation.outputExtension.empty();
    if (isFileWanted && !m_arguments.output.empty()) {
        const std::string text = jsonText(object, 2);
        writeFile(m_arguments.output, {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
    }
    if (m_arguments.isJson)
        m_output.write(jsonText(object, -1));
}

} // namespace solferino
