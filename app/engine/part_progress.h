// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"

#include <string>

namespace solferino {

/// Speaks for a job of several equal parts: steps are parts, and the text tells how far the present one is.
class PartProgress final : public models::Progress
{
public:
    /// `unit` names the parts: "photos". A `total` of 0 is unknown.
    PartProgress(models::Progress &whole, std::int64_t total, std::string unit);

    /// The next part, `name` of which people read.
    void begin(const std::string &name);
    /// Tells that all parts are done.
    void finish();

    void report(const models::ProgressReport &report) override;
    void partial(const nlohmann::json &piece) override { m_whole.partial(piece); }
    void note(const std::string &text) override { m_whole.note(text); }

private:
    models::Progress &m_whole;
    std::int64_t m_total;
    std::int64_t m_index = -1;
    std::string m_unit;
    std::string m_name;
};

} // namespace solferino
