// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/safetensors.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace solferino::models {

/// What a model file says about itself: the card of a model.
struct ModelFileInfo
{
    std::string model;                                         ///< "melody_rnn"
    int revision = 1;                                          ///< of the model's file layout
    std::string config;                                        ///< "attention_rnn"
    std::string description;                                   ///< one English sentence
    std::string licence;                                       ///< SPDX identifier, or the owner's words
    nlohmann::json hyperParameters = nlohmann::json::object(); ///< sizes that the net is built from
    nlohmann::json data = nlohmann::json::object();            ///< what it was trained on
    nlohmann::json training = nlohmann::json::object();        ///< command, options, step, seed
    nlohmann::json scores = nlohmann::json::object();          ///< name -> number
    std::int64_t parameterCount = 0;                           ///< of a file that was read
    std::uint64_t bytes = 0;                                   ///< of a file that was read
};

/// A tensor as plain floats, row by row.
struct FloatTensor
{
    std::vector<std::int64_t> shape;
    std::vector<float> values;

    bool operator==(const FloatTensor &) const = default;
};
using FloatTensors = std::map<std::string, FloatTensor>;
using TensorShapes = std::map<std::string, std::vector<std::int64_t>>;

struct ModelFile
{
    ModelFileInfo info;
    FloatTensors tensors;
};

/// The card alone, from the header. Throws Error(File, ModelFileDamaged), and ModelFileMismatch for a
/// safetensors file that is no model of ours.
[[nodiscard]] ModelFileInfo readModelInfo(const std::filesystem::path &path);

/// The whole file, as floats whatever it stores. Throws as readModelInfo; also ModelFileMismatch if it holds
/// another model and ModelFileTooNew if its revision is above `newestRevision`.
[[nodiscard]] ModelFile readModelFile(const std::filesystem::path &path, const std::string &model,
                                      int newestRevision);

enum class StoredAs { Float32, Float16 };

/// Throws Error(File); the file at `path` is replaced in one step.
void writeModelFile(const std::filesystem::path &path, const ModelFileInfo &info, const FloatTensors &tensors,
                    StoredAs storedAs);

/// Throws Error(ModelFileMismatch) naming the first tensor that is missing, extra or of another shape.
void requireShapes(const FloatTensors &tensors, const TensorShapes &expected);

} // namespace solferino::models
