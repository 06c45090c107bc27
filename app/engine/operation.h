// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/model_cache.h"
#include "core/protocol/job_request.h"
#include "models/runtime/progress.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace solferino {

/// One result of an operation.
struct OperationResult
{
    nlohmann::json body = nlohmann::json::object(); ///< as the operation's options describe it
    std::vector<Attachment> files = {};
    std::string text = {}; ///< what a person reads on the command line
    std::size_t of = 1;    ///< how many results the operation gives
};

/// Takes results as soon as they are whole, on the compute thread.
class ResultSink
{
public:
    virtual ~ResultSink() = default;
    virtual void result(OperationResult result) = 0;
};

/// What an operation has at hand while it runs.
struct OperationContext
{
    models::Progress &progress;
    ResultSink &results;
    ModelCache &models;
};

/// Runs a prepared request and returns the summary of the whole operation.
using Operation = nlohmann::json (*)(const JobRequest &request, OperationContext &context);

/// What the engine can do with a model.
struct ModelOperations
{
    const char *model;
    std::span<const std::pair<const char *, Operation>> operations; ///< id and function
    /// Reads the request's weights into the context's models.
    void (*load)(const JobRequest &request, OperationContext &context);
};

} // namespace solferino
