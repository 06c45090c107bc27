// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/part_progress.h"

#include <utility>

namespace solferino {

PartProgress::PartProgress(models::Progress &whole, std::int64_t total, std::string unit)
    : m_whole(whole)
    , m_total(total)
    , m_unit(std::move(unit))
{}

void PartProgress::begin(const std::string &name)
{
    ++m_index;
    m_name = name;
    m_whole.report({m_index, m_total, m_unit, m_name});
}

void PartProgress::finish()
{
    m_whole.report({m_index + 1, m_total, m_unit, m_name});
}

void PartProgress::report(const models::ProgressReport &report)
{
    constexpr std::int64_t kPercent = 100;
    std::string text = m_name;
    if (report.total > 0)
        text += ", " + std::to_string(kPercent * report.step / report.total) + " %";
    m_whole.report({m_index, m_total, m_unit, text, report.metrics});
}

} // namespace solferino
