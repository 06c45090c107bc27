// SPDX-License-Identifier: GPL-3.0-or-later
// An engine without models: it greets and answers as its argument and each request's option "script" say.
#include "core/protocol/message.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace {

using namespace solferino;
using nlohmann::json;

std::int64_t g_waiting = 0; ///< the job that runs until it is cancelled

void writeAll(const void *bytes, std::size_t size)
{
    std::fwrite(bytes, 1, size, stdout);
    std::fflush(stdout);
}

void send(const Message &message)
{
    const Bytes frame = encodeFrame(message);
    writeAll(frame.data(), frame.size());
}

void sendDone(std::int64_t job, const JobRequest &request)
{
    JobRequest run = request;
    run.seed = request.seed.value_or(7);
    run.device = "cpu";
    send({.type = "done", .job = job, .body = {{"request", toJson(run, InputBytes::Apart)}}});
}

void sendResults(std::int64_t job, const JobRequest &request)
{
    for (int take = 0; take < 3; ++take) {
        for (int step = 1; step <= 4; ++step)
            send({.type = "partial", .job = job, .body = {{"take", take}, {"steps_done", step}}});
        send({.type = "result", .job = job, .body = {{"take", take}}, .attachments = request.inputs});
    }
    sendDone(job, request);
}

void flood(std::int64_t job, const JobRequest &request)
{
    for (int step = 1; step <= 5000; ++step)
        send({.type = "progress",
              .job = job,
              .body = {{"step", step}, {"total", 5000}, {"metrics", {{"loss", 1.0 / step}}}}});
    sendDone(job, request);
}

void train(std::int64_t job, const JobRequest &request)
{
    const bool isResumed = request.options.contains("resume");
    const int first = isResumed ? 3 : 1;
    for (int step = first; step < first + 4; ++step)
        send({.type = "progress",
              .job = job,
              .body = {{"step", step}, {"total", 10}, {"metrics", {{"loss", isResumed ? 0.5 : 1.0}}}}});
    send({.type = "partial",
          .job = job,
          .body = {{"kind", "checkpoint"}, {"step", 2}, {"path", request.options.at("checkpoint")}}});
    g_waiting = job;
}

[[noreturn]] void die()
{
    std::fputs("out of luck\n", stderr);
    std::fflush(stderr);
    std::raise(SIGKILL);
    std::abort();
}

void answer(std::int64_t job, const JobRequest &request)
{
    const std::string script = request.options.value("script", "finish");
    if (script == "finish")
        sendDone(job, request);
    else if (script == "results")
        sendResults(job, request);
    else if (script == "wait")
        g_waiting = job;
    else if (script == "flood")
        flood(job, request);
    else if (script == "train")
        train(job, request);
    else if (script == "error")
        send({.type = "error",
              .job = job,
              .body = {{"kind", "out_of_memory"}, {"message", "no memory left"}}});
    else if (script == "nonsense")
        send({.type = "progress", .job = job, .body = {{"step", "three"}}});
    else if (script == "garbage")
        writeAll("Segmentation fault (core dumped)\n", 33);
    else if (script == "oversized")
        writeAll("SLF1\xff\xff\xff\xff\xff\xff\xff\xff", 12);
    else if (script == "crash")
        die();
    else if (script == "hang")
        for (;;)
            pause();
}

void handle(const Message &message)
{
    if (message.type == "shutdown")
        std::exit(0);
    if (message.type == "memory")
        send({.type = "memory", .body = {{"resident_bytes", 1234}}});
    if (message.type == "load")
        send({.type = "memory", .body = {{"loaded", message.body.at("model")}}});
    if (message.type == "request")
        answer(message.job, requestFromMessage(message));
    if (message.type == "cancel" && message.job == g_waiting) {
        g_waiting = 0;
        send({.type = "cancelled", .job = message.job});
    }
}

void greet(const std::string &manner)
{
    Message hello =
        helloMessage("1.0", {{"devices", json::array({{{"id", "cpu"}}})}, {"catalog", json::array()}});
    if (manner == "old")
        hello.body["protocol"] = 0;
    if (manner == "rude")
        hello.type = "log";
    if (manner == "noisy")
        writeAll("Welcome to the cluster!\n", 24);
    if (manner == "stillborn") {
        std::fputs("libtorch.so: cannot open shared object file\n", stderr);
        std::exit(127);
    }
    if (manner != "silent")
        send(hello);
}

} // namespace

int main(int argc, char **argv)
{
    greet(argc > 1 ? argv[1] : "");
    FrameReader reader;
    std::array<std::uint8_t, 65536> buffer;
    for (;;) {
        const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count <= 0)
            return 0;
        for (const Message &message : reader.feed({buffer.data(), static_cast<std::size_t>(count)}))
            handle(message);
    }
}
