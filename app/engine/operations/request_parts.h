// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/operation.h"

#include <filesystem>
#include <memory>
#include <string>

namespace solferino {

/// The bytes of an input; null where it was not given.
[[nodiscard]] const Bytes *findInput(const JobRequest &request, const std::string &name);

/// The model file that the request's weights mean. Throws models::Error(File).
[[nodiscard]] std::filesystem::path weightsFile(const JobRequest &request);

/// The request's model, read where it is not at hand yet. Throws what its constructor throws.
template <class Model>
[[nodiscard]] std::shared_ptr<const Model> loadedModel(const JobRequest &request, OperationContext &context)
{
    const auto file = weightsFile(request);
    return context.models.get<Model>({request.model, request.weights, file, request.device},
                                     [&file] { return std::make_shared<const Model>(file); });
}

/// `name` with every character that has a meaning in paths made harmless, at most 100 long.
[[nodiscard]] std::string safeFileName(const std::string &name);

/// "take-001.mid": how the file of a take is attached; `index` counts from 0.
[[nodiscard]] std::string takeFileName(int index, const std::string &extension);

} // namespace solferino
