// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"
#include "models/catalog/model_catalog.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace solferino {

/// What a person typed after MODEL OPERATION or repeat FILE.
struct OperationArguments
{
    JobRequest request;                       ///< changed by the options given; inputs are read
    std::filesystem::path output;             ///< empty if not given
    std::vector<std::filesystem::path> files; ///< for the first input of an operation that takes many
    std::set<std::string> typed;              ///< names of the options that were given
    bool isJson = false;
    bool isQuiet = false;
};

/// Applies `arguments` to `request`, which names its model and operation. Flags have hyphens or underscores.
/// Throws UsageError, OptionError, models::Error(File).
[[nodiscard]] OperationArguments parseOperation(const OperationInfo &operation, JobRequest request,
                                                const std::vector<std::string> &arguments);

} // namespace solferino
