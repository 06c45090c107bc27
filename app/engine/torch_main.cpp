// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/engine/interrupt.h"
#include "models/runtime/progress.h"

#include <cstdio>

namespace {

using namespace solferino;

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kCancelled = 130;

int run(const std::vector<std::string> &arguments, StandardOutput &output)
{
    const std::string command = arguments.empty() ? "" : arguments.front();
    const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end());
    if (command == "devices")
        return listDevices(rest, output);
    if (command == "repeat")
        return repeatFile(rest, output);
    if (command == "serve")
        return serve(rest, output);
    return runModel(command, rest, output);
}

} // namespace

int main(int argc, char **argv)
{
    catchInterrupts();
    StandardOutput output;
    try {
        return run({argv + 1, argv + argc}, output);
    } catch (const models::Cancelled &) {
        std::fputs("cancelled\n", stderr);
        return kCancelled;
    } catch (...) {
        const Failure failure = currentFailure();
        std::fprintf(stderr, "error: %s\n", failure.message.c_str());
        return failure.isUsage ? kWrongUsage : kFailed;
    }
}
