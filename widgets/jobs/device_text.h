// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace solferino {

/// The device that a choice (auto, cpu, cuda, cuda:N) means, with the memory in use of a GPU: "CPU", "GPU ·
/// 1.9 of 8 GB". `devices` is the engine's list, or null before it is known.
[[nodiscard]] QString deviceText(const nlohmann::json &devices, const std::string &chosen);

/// Devices to choose from: id and name.
[[nodiscard]] std::vector<std::pair<std::string, QString>> deviceChoices(const nlohmann::json &devices);

} // namespace solferino
