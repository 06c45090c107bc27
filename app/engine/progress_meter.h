// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace solferino {

/// Tells from a series of reports how fast the work goes and how long it will still take.
class ProgressMeter final
{
public:
    /// Takes the newest report, made `now` seconds after any fixed moment.
    void add(const models::ProgressReport &report, double now);

    [[nodiscard]] const models::ProgressReport &last() const { return m_last; }
    [[nodiscard]] std::optional<double> fraction() const; ///< 0..1, absent while the total is unknown
    [[nodiscard]] double rate() const;                    ///< units a second over the last seconds, 0 unknown
    [[nodiscard]] std::optional<double> secondsLeft() const;

    /// The body of a progress message.
    [[nodiscard]] nlohmann::json toJson() const;
    /// "training · 860 of 2000 steps · 12.3 steps/s · 1:34 left · loss 0.831".
    [[nodiscard]] std::string toText() const;

private:
    models::ProgressReport m_last;
    std::deque<std::pair<double, std::int64_t>> m_samples; ///< (time, step), oldest first
};

} // namespace solferino
