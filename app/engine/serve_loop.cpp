// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/serve_loop.h"

#include "app/engine/catalog_report.h"
#include "app/engine/device_report.h"
#include "app/engine/failure.h"
#include "app/engine/interrupt.h"
#include "app/engine/job_channel.h"
#include "app/engine/operation_table.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace solferino {

namespace {

constexpr int kInterruptedStatus = 130;

/// Waits until there is something to read. False once the program is interrupted.
bool waitForInput(int descriptor)
{
    std::array<pollfd, 2> waiting = {{{descriptor, POLLIN, 0}, {interruptDescriptor(), POLLIN, 0}}};
    while (poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
    }
    return !isInterrupted();
}

} // namespace

ServeLoop::ServeLoop(int input, StandardOutput &output)
    : m_input(input)
    , m_output(output)
    , m_devices(devicesJson())
{}

int ServeLoop::run()
{
    send(helloMessage(SOLFERINO_VERSION, {{"devices", m_devices}, {"catalog", catalogJson()}}));
    std::jthread reader([this] { readInput(); });
    while (auto task = nextTask())
        runTask(std::move(*task));
    interrupt(); // the reader may still wait for input
    reader.join();
    return m_status;
}

void ServeLoop::send(const Message &message)
{
    try {
        if (!m_output.write(encodeFrame(message)))
            interrupt();
    } catch (const ProtocolError &error) {
        // A result over the limits: say so in its place.
        m_output.write(encodeFrame({.type = "error",
                                    .job = message.job,
                                    .body = {{"kind", "protocol"}, {"message", error.what()}}}));
    }
}

void ServeLoop::readInput()
{
    FrameReader frames;
    Bytes buffer(std::size_t{1} << 16);
    try {
        while (waitForInput(m_input)) {
            const ssize_t count = read(m_input, buffer.data(), buffer.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0) {
                if (frames.isInsideFrame())
                    return failWith("the stream ended inside a frame");
                return endWith(0);
            }
            for (Message &message : frames.feed(std::span(buffer).first(static_cast<std::size_t>(count)))) {
                const bool isLast = message.type == "shutdown";
                accept(std::move(message));
                if (isLast)
                    return;
            }
        }
        endWith(kInterruptedStatus);
    } catch (const ProtocolError &error) {
        failWith(error.what());
    } catch (const std::bad_alloc &) {
        failWith("there is not enough memory for a frame");
    }
}

void ServeLoop::accept(Message message)
{
    if (!m_isGreeted) {
        checkHello(message, "the studio");
        m_isGreeted = true;
    } else if (message.type == "cancel") {
        cancel(message.job);
    } else if (message.type == "memory") {
        answerMemory(message.job);
    } else if (message.type == "request" || message.type == "load" || message.type == "unload" ||
               message.type == "shutdown") {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(message));
        m_changed.notify_one();
    } else {
        throw ProtocolError("there is no message '" + message.type + "'");
    }
}

void ServeLoop::cancel(std::int64_t job)
{
    std::unique_lock lock(m_mutex);
    if (m_isRunning && m_runningJob == job) {
        m_isCancelRequested = true;
        return;
    }
    const auto dropped = std::erase_if(m_tasks, [job](const Message &task) { return task.job == job; });
    lock.unlock();
    if (dropped > 0)
        send({.type = "cancelled", .job = job});
}

void ServeLoop::answerMemory(std::int64_t job)
{
    send({.type = "memory", .job = job, .body = memoryJson(m_models, m_devices)});
}

void ServeLoop::endWith(int status)
{
    const std::lock_guard lock(m_mutex);
    if (m_isEnding)
        return;
    m_status = status;
    m_isEnding = true;
    m_isCancelRequested = true;
    m_tasks.clear();
    m_changed.notify_one();
}

void ServeLoop::failWith(const std::string &reason)
{
    send({.type = "error", .body = {{"kind", "protocol"}, {"message", reason}}});
    endWith(1);
}

std::optional<Message> ServeLoop::nextTask()
{
    std::unique_lock lock(m_mutex);
    m_isRunning = false;
    m_changed.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
    if (!m_isEnding && m_tasks.front().type == "shutdown")
        m_isEnding = true;
    if (m_isEnding)
        return std::nullopt;
    Message task = std::move(m_tasks.front());
    m_tasks.pop_front();
    m_isRunning = true;
    m_runningJob = task.job;
    m_isCancelRequested = false;
    return task;
}

void ServeLoop::runTask(Message task)
{
    const std::int64_t job = task.job;
    try {
        runJob(std::move(task));
    } catch (const models::Cancelled &) {
        send({.type = "cancelled", .job = job});
    } catch (...) {
        const Failure failure = currentFailure();
        send({.type = "error", .job = job, .body = {{"kind", failure.kind}, {"message", failure.message}}});
    }
}

void ServeLoop::runJob(Message task)
{
    const std::int64_t job = task.job;
    JobChannel channel(*this, job);
    OperationContext context{channel, channel, m_models};
    if (task.type == "unload") {
        m_models.forget(task.body.value("model", ""), task.body.value("weights", ""));
        send({.type = "done", .job = job});
        return;
    }
    if (task.type == "load") {
        loadModel(task.body, context);
        send({.type = "done", .job = job});
        return;
    }
    const JobRequest request = prepareRequest(requestFromMessage(std::move(task)), channel);
    nlohmann::json summary = runOperation(request, context);
    summary["request"] = toJson(request, InputBytes::Apart);
    send({.type = "done", .job = job, .body = std::move(summary)});
}

} // namespace solferino
