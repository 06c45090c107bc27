// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/model_catalog.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// Folders that may hold bundled models, the first that counts first: $SOLFERINO_MODELS,
/// share/solferino/models beside the program's folder, the source tree of a build tree.
[[nodiscard]] std::vector<std::filesystem::path> modelFolders();

/// The file of a bundled model, if it is installed.
[[nodiscard]] std::optional<std::filesystem::path> bundledFile(const std::string &name);

/// The file that `weights` (a bundled name, a file, or empty for the model's first) means.
/// Throws models::Error(File) if there is none.
[[nodiscard]] std::filesystem::path findWeights(const ModelInfo &model, const std::string &weights);

/// The bundled models as `models --json` and hello say them: name, installed, and of those that are: path,
/// config, description, licence, data, scores, parameters, bytes, or why the file is unreadable.
[[nodiscard]] nlohmann::json bundledWeightsJson(const ModelInfo &model);

} // namespace solferino
