// SPDX-License-Identifier: GPL-3.0-or-later
// The engine as people call it: answers at once what needs no LibTorch, whose loading takes longer than most
// answers, and becomes solferino-engine-torch for the rest.
#include "app/engine/failure.h"
#include "app/engine/quick_answers.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace solferino;
    try {
        if (const auto answer = quickAnswer({argv + 1, argv + argc})) {
            std::fputs(answer->c_str(), stdout);
            return std::fflush(stdout) == 0 ? 0 : 1;
        }
        const auto self = std::filesystem::read_symlink("/proc/self/exe");
        const auto program = self.parent_path() / "solferino-engine-torch";
        execv(program.c_str(), argv);
        std::fprintf(stderr, "error: Cannot start %s: %s.\n", program.c_str(), std::strerror(errno));
        return 1;
    } catch (...) {
        const Failure failure = currentFailure();
        std::fprintf(stderr, "error: %s\n", failure.message.c_str());
        return failure.isUsage ? 2 : 1;
    }
}
