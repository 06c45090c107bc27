// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/model_cache.h"
#include "app/engine/standard_output.h"
#include "core/protocol/message.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace solferino {

/// Serves one studio: a reader thread takes frames from `input`, the calling thread runs one job at a time,
/// frames go to `output`. Ends with the input, with `shutdown` once what came before it is done, with an
/// interrupt, and with the first byte that is no frame.
class ServeLoop final
{
public:
    ServeLoop(int input, StandardOutput &output);

    /// Returns the exit status.
    int run();

    /// For jobs, on the compute thread. Sends unless the reader of our output has gone.
    void send(const Message &message);
    [[nodiscard]] bool isCancelRequested() const { return m_isCancelRequested; }

private:
    void readInput();
    void accept(Message message);
    void cancel(std::int64_t job);
    void answerMemory(std::int64_t job);
    /// No further message is read; waiting jobs are dropped and the running one is cancelled.
    void endWith(int status);
    void failWith(const std::string &reason);
    [[nodiscard]] std::optional<Message> nextTask();
    void runTask(Message task);
    void runJob(Message task);

    int m_input;
    StandardOutput &m_output;
    ModelCache m_models;
    nlohmann::json m_devices;
    bool m_isGreeted = false; ///< reader thread

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Message> m_tasks;
    std::int64_t m_runningJob = 0;
    bool m_isRunning = false;
    bool m_isEnding = false;
    int m_status = 0;
    std::atomic<bool> m_isCancelRequested = false;
};

} // namespace solferino
