// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"
#include "app/engine/result_files.h"
#include "app/engine/standard_output.h"
#include "app/engine/terminal_progress.h"

namespace solferino {

/// Puts results on disk as they come and tells of each once it is there.
class FileSink final : public ResultSink
{
public:
    /// With `isJson` nothing is told; `bodies()` holds it all.
    FileSink(ResultFiles files, StandardOutput &output, TerminalProgress &progress, bool isJson);

    void result(OperationResult result) override;
    /// From here on results were made from the file `source`: they are called after it and say so.
    void setSource(const std::filesystem::path &source);
    /// Of all results so far, with the path of each file in `file`.
    [[nodiscard]] const nlohmann::json &bodies() const { return m_bodies; }

private:
    ResultFiles m_files;
    StandardOutput &m_output;
    TerminalProgress &m_progress;
    bool m_isJson;
    std::filesystem::path m_source;
    nlohmann::json m_bodies = nlohmann::json::array();
};

} // namespace solferino
