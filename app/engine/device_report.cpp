// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/device_report.h"

#include "models/runtime/device.h"

#include <cmath>
#include <fstream>
#include <unistd.h>

namespace solferino {

using nlohmann::json;

namespace {

std::int64_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::int64_t totalPages = 0;
    std::int64_t residentPages = 0;
    file >> totalPages >> residentPages;
    return residentPages * sysconf(_SC_PAGESIZE);
}

std::string gigabytes(std::uint64_t bytes)
{
    constexpr double kGigabyte = 1e9;
    const auto tenths = std::llround(static_cast<double>(bytes) / kGigabyte * 10.0);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

} // namespace

json devicesJson()
{
    json list = json::array();
    for (const models::DeviceInfo &device : models::listDevices())
        list.push_back({{"id", device.id},
                        {"name", device.name},
                        {"memory_bytes", device.memoryBytes},
                        {"free_bytes", device.freeBytes}});
    return list;
}

std::string devicesText(const json &devices)
{
    std::string text;
    for (const json &device : devices) {
        text += device["id"].get<std::string>() + "  " + device["name"].get<std::string>();
        if (device["memory_bytes"] != 0)
            text +=
                ", " + gigabytes(device["memory_bytes"]) + ", " + gigabytes(device["free_bytes"]) + " free";
        text += "\n";
    }
    return text;
}

json memoryJson(const ModelCache &models, const json &devices)
{
    json list = json::array();
    for (const ModelCache::Info &model : models.contents())
        list.push_back({{"model", model.model}, {"weights", model.weights}, {"bytes", model.bytes}});
    return {{"resident_bytes", residentBytes()}, {"models", std::move(list)}, {"devices", devices}};
}

} // namespace solferino
