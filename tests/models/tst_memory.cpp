// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/memory.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace solferino::models;

TEST_CASE("availableMemory_staysWithinTheLimitOfTheProgram")
{
    CHECK(availableMemory() > 0);
    rlimit before = {};
    REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    const rlimit narrow = {rlim_t{8} << 30U, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_AS, &narrow) == 0);
    const auto available = availableMemory();
    setrlimit(RLIMIT_AS, &before);
    CHECK(available > 0);
    CHECK(available < std::uint64_t{8} << 30U);
}

TEST_CASE("memoryText_isForPeople")
{
    CHECK(memoryText(639'600'000) == "640 MB");
    CHECK(memoryText(2'140'000'000) == "2.1 GB");
}
