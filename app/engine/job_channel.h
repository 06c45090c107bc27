// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"
#include "app/engine/progress_meter.h"

#include <chrono>

namespace solferino {

class ServeLoop;

/// What one job of a ServeLoop says, as messages. Compute thread.
class JobChannel final : public models::Progress, public ResultSink
{
public:
    JobChannel(ServeLoop &loop, std::int64_t job);

    void report(const models::ProgressReport &report) override;
    void partial(const nlohmann::json &piece) override;
    void note(const std::string &text) override;
    void result(OperationResult result) override;

private:
    void stopIfCancelled() const;

    ServeLoop &m_loop;
    std::int64_t m_job;
    ProgressMeter m_meter;
    std::chrono::steady_clock::time_point m_sent;
};

} // namespace solferino
