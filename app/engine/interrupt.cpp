// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/interrupt.h"

#include <array>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace solferino {

namespace {

std::atomic<bool> g_isInterrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");
std::array<int, 2> g_pipe = {-1, -1};

void handleSignal(int)
{
    interrupt();
}

} // namespace

void catchInterrupts()
{
    if (pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        g_pipe = {-1, -1};
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // writing over a limit fails instead
}

bool isInterrupted()
{
    return g_isInterrupted;
}

int interruptDescriptor()
{
    return g_pipe[0];
}

void interrupt()
{
    g_isInterrupted = true;
    if (g_pipe[1] >= 0) [[maybe_unused]]
        const auto written = write(g_pipe[1], "x", 1);
}

} // namespace solferino
