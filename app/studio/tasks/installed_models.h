// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/model_panel.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// The given models of the catalog with every weights that they can run: the bundled ones, which lie in
/// `bundledFolder`, then the files in the person's models folder, newest first. Reads file headers alone; no
/// engine is needed.
[[nodiscard]] std::vector<ModelChoice> installedModels(const std::vector<std::string> &models,
                                                       const QString &bundledFolder,
                                                       const QString &modelsFolder);

/// What a model file says about itself: the string values of its header's metadata, JSON values parsed.
/// Nothing for a file that is no model.
[[nodiscard]] std::optional<nlohmann::json> readModelCard(const QString &path);

/// "attention" for "attention_rnn": how panels name the weights of a model.
[[nodiscard]] QString variantName(const std::string &config);

} // namespace solferino
