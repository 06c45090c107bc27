// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/memory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <optional>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace solferino::models {

namespace {

std::optional<std::uint64_t> numberIn(const std::string &file)
{
    std::ifstream stream(file);
    std::uint64_t number = 0;
    return stream >> number ? std::optional(number) : std::nullopt; // "max" is no number
}

std::optional<std::uint64_t> systemAvailable()
{
    constexpr std::uint64_t kKibibyte = 1024;
    std::ifstream stream("/proc/meminfo");
    std::string name;
    std::string unit;
    for (std::uint64_t number = 0; stream >> name >> number; std::getline(stream, unit))
        if (name == "MemAvailable:")
            return number * kKibibyte;
    return std::nullopt;
}

/// What a limit leaves of itself.
std::optional<std::uint64_t> rest(std::optional<std::uint64_t> limit, std::optional<std::uint64_t> used)
{
    if (!limit || !used)
        return std::nullopt;
    return *limit > *used ? *limit - *used : 0;
}

std::optional<std::uint64_t> groupAvailable()
{
    const std::string folder = "/sys/fs/cgroup/";
    if (const auto bytes = rest(numberIn(folder + "memory.max"), numberIn(folder + "memory.current")))
        return bytes;
    return rest(numberIn(folder + "memory/memory.limit_in_bytes"),
                numberIn(folder + "memory/memory.usage_in_bytes"));
}

std::optional<std::uint64_t> addressSpaceAvailable()
{
#if defined(__unix__) || defined(__APPLE__)
    rlimit limit = {};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    const auto pages = numberIn("/proc/self/statm");
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return rest(static_cast<std::uint64_t>(limit.rlim_cur), pages.value_or(0) * page);
#else
    return std::nullopt;
#endif
}

} // namespace

std::uint64_t availableMemory()
{
    std::optional<std::uint64_t> least;
    for (const auto &bytes : {systemAvailable(), groupAvailable(), addressSpaceAvailable()})
        if (bytes)
            least = std::min(least.value_or(*bytes), *bytes);
    return least.value_or(0);
}

std::string memoryText(std::uint64_t bytes)
{
    constexpr double kMegabyte = 1e6;
    constexpr double kGigabyte = 1e9;
    std::array<char, 32> text{};
    const auto number = static_cast<double>(bytes);
    if (number < kGigabyte)
        std::snprintf(text.data(), text.size(), "%.0f MB", number / kMegabyte);
    else
        std::snprintf(text.data(), text.size(), "%.1f GB", number / kGigabyte);
    return text.data();
}

} // namespace solferino::models
