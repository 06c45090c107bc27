// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/model_cache.h"

#include <nlohmann/json.hpp>
#include <string>

namespace solferino {

/// CPU and GPUs: a list of devices.
[[nodiscard]] nlohmann::json devicesJson();
/// A line for each of `devices`.
[[nodiscard]] std::string devicesText(const nlohmann::json &devices);

/// The answer to a memory question.
[[nodiscard]] nlohmann::json memoryJson(const ModelCache &models, const nlohmann::json &devices);

} // namespace solferino
