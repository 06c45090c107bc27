// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

/// Keeps what a training reports, and cancels it after a step if asked to.
class TrainingRecorder final : public Progress
{
public:
    void report(const ProgressReport &report) override
    {
        if (!report.metrics.contains("loss"))
            return;
        m_metrics.push_back(report.metrics);
        m_losses.push_back(report.metrics.at("loss").get<double>());
        if (report.step == m_cancelAt)
            throw Cancelled();
    }
    void partial(const nlohmann::json &piece) override { m_partials.push_back(piece); }
    void note(const std::string &) override {}

    /// The partial results of a kind.
    [[nodiscard]] std::vector<nlohmann::json> partials(const std::string &kind) const
    {
        std::vector<nlohmann::json> found;
        for (const auto &piece : m_partials)
            if (piece.value("kind", "") == kind)
                found.push_back(piece);
        return found;
    }
    [[nodiscard]] std::size_t count(const std::string &kind) const { return partials(kind).size(); }

    std::int64_t m_cancelAt = 0; ///< 0: never
    std::vector<double> m_losses;
    std::vector<nlohmann::json> m_metrics;
    std::vector<nlohmann::json> m_partials;
};

} // namespace solferino::models
