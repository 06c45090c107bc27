// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/progress.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace solferino::models::stylizing {

/// Shares tasks out between the threads of torch and reports how far all of them are: from the thread that
/// calls, at least every 50 ms and a task. What report() or a task throws stops the others.
class StyleWork final
{
public:
    /// `total`: cost of all tasks to come, in any unit.
    StyleWork(Progress &progress, double total);

    /// Threads that a task's `thread` counts.
    [[nodiscard]] int threads() const { return m_threads; }
    void setText(std::string text) { m_text = std::move(text); }

    using Task = std::function<void(std::size_t task, int thread)>;
    /// Tells from time to time, on the calling thread, that all tasks before `task` are done.
    using Finished = std::function<void(std::size_t task)>;
    void forEach(std::size_t tasks, double costOfAll, const Task &run, const Finished &finished = {});

private:
    void report(double done);

    Progress &m_progress;
    std::string m_text;
    double m_total;
    double m_done = 0.0;
    int m_threads;
    std::chrono::steady_clock::time_point m_lastReport;
    double m_lastShare = 0.0; ///< of the work, at the last report
};

} // namespace solferino::models::stylizing
