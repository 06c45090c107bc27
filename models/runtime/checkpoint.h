// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/adam.h"

#include <torch/torch.h>

#include <filesystem>
#include <nlohmann/json.hpp>

namespace solferino::models {

/// Writes net and optimizer, and `state` as metadata, to one file in one step. Throws Error(File).
void writeCheckpoint(const std::filesystem::path &path, const torch::nn::Module &net, const Adam &adam,
                     const nlohmann::json &state);

/// The state that a checkpoint was written with. Throws Error(File, ModelFileDamaged, ModelFileMismatch).
[[nodiscard]] nlohmann::json readCheckpointState(const std::filesystem::path &path);

/// Puts net and optimizer back as they were and returns the state. Throws as above.
nlohmann::json readCheckpoint(const std::filesystem::path &path, torch::nn::Module &net, Adam &adam);

} // namespace solferino::models
