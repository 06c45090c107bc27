// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_work.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace solferino::models::stylizing {

namespace {

constexpr std::chrono::milliseconds kReportEvery{50};
constexpr double kReportShare = 0.1; ///< of the work: quick pictures report too
constexpr std::int64_t kReportParts = 1000;
constexpr std::size_t kIdle = std::numeric_limits<std::size_t>::max();

/// Tasks in their order, for several threads.
class TaskQueue final
{
public:
    TaskQueue(std::size_t tasks, int threads)
        : m_current(static_cast<std::size_t>(threads))
        , m_tasks(tasks)
    {
        for (auto &task : m_current)
            task = kIdle;
    }

    /// The next task of a thread; false if there is none.
    bool take(int thread, std::size_t &task)
    {
        // Before the task is taken, so that it never counts as done.
        m_current[static_cast<std::size_t>(thread)] = m_next.load();
        task = m_next++;
        m_current[static_cast<std::size_t>(thread)] = task;
        if (task < m_tasks && !m_isStopped)
            return true;
        m_current[static_cast<std::size_t>(thread)] = kIdle;
        return false;
    }
    /// All tasks before it are done.
    [[nodiscard]] std::size_t finishedBefore() const
    {
        std::size_t least = std::min(m_next.load(), m_tasks);
        for (const auto &task : m_current)
            least = std::min(least, task.load());
        return least;
    }
    void stop(std::exception_ptr error)
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        if (!m_error)
            m_error = std::move(error);
    }
    void rethrow() const
    {
        if (m_error)
            std::rethrow_exception(m_error);
    }

private:
    std::vector<std::atomic<std::size_t>> m_current;
    std::atomic<std::size_t> m_next{0};
    std::size_t m_tasks;
    std::atomic<bool> m_isStopped{false};
    std::mutex m_mutex;
    std::exception_ptr m_error;
};

} // namespace

StyleWork::StyleWork(Progress &progress, double total)
    : m_progress(progress)
    , m_total(total)
    , m_threads(at::get_num_threads())
    , m_lastReport(std::chrono::steady_clock::now())
{}

void StyleWork::report(double done)
{
    const auto now = std::chrono::steady_clock::now();
    const double share = done / m_total;
    if (now - m_lastReport < kReportEvery && share - m_lastShare < kReportShare)
        return;
    m_lastReport = now;
    m_lastShare = share;
    m_progress.report({.step = static_cast<std::int64_t>(share * kReportParts),
                       .total = kReportParts,
                       .unit = "parts",
                       .text = m_text});
}

void StyleWork::forEach(std::size_t tasks, double costOfAll, const Task &run, const Finished &finished)
{
    TaskQueue queue(tasks, m_threads);
    const auto caller = std::this_thread::get_id();
    const auto tell = [&] {
        const std::size_t done = queue.finishedBefore();
        if (finished)
            finished(done);
        report(m_done + costOfAll * static_cast<double>(done) / static_cast<double>(tasks));
    };
    const auto work = [&](int thread) {
        try {
            std::size_t task = 0;
            while (queue.take(thread, task)) {
                run(task, thread);
                if (std::this_thread::get_id() == caller)
                    tell();
            }
        } catch (...) {
            queue.stop(std::current_exception());
        }
    };
    at::parallel_for(0, std::min<std::int64_t>(m_threads, static_cast<std::int64_t>(tasks)), 1,
                     [&](std::int64_t first, std::int64_t last) {
                         for (std::int64_t thread = first; thread < last; ++thread)
                             work(static_cast<int>(thread));
                     });
    queue.rethrow();
    m_done += costOfAll;
}

} // namespace solferino::models::stylizing
