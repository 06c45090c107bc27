// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation_parser.h"
#include "app/engine/photo_batch.h"
#include "app/engine/standard_output.h"

namespace solferino {

/// One operation as a command line asks for it: results become files, people and programs are told of them.
class OperationRun final
{
public:
    OperationRun(const ModelInfo &model, const OperationInfo &operation, OperationArguments arguments,
                 StandardOutput &output);

    /// Throws what currentFailure() knows and models::Cancelled; what is whole by then is on disk. A batch
    /// of photos of which some failed throws at its end.
    void run();

private:
    void takePhotos();
    void compute(FileSink &sink);
    /// What is wrong with the photo is thrown with its name.
    void runOnPhoto(const std::filesystem::path &photo, FileSink &sink, OperationContext &context);
    [[nodiscard]] nlohmann::json outcome(const nlohmann::json &results) const;
    void tell(const nlohmann::json &object);

    const ModelInfo &m_model;
    const OperationInfo &m_operation;
    OperationArguments m_arguments;
    StandardOutput &m_output;
    TerminalProgress m_progress;
    JobRequest m_request; ///< as it is run
    PhotoList m_photos;
    bool m_isBatch = false;
    nlohmann::json m_failures = nlohmann::json::array();
};

} // namespace solferino
