// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"

#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// An input of an operation: what a request attaches and the command line reads from a file.
struct InputInfo
{
    std::string name;      ///< "primer"
    std::string mediaType; ///< "audio/midi"
    bool isRequired = false;
    std::string help;
};

struct OperationInfo
{
    std::string id;    ///< "generate"
    std::string title; ///< English, Title Case; programs translate it by this text
    std::string help;  ///< one English sentence
    FieldList fields;
    std::vector<InputInfo> inputs = {};
    std::string outputExtension = {}; ///< "mid"; empty where the output is a folder or nothing
    bool isBatch = false;             ///< runs in the batch lane (train, evaluate)
    bool hasCount = false;            ///< yields several results, `count` in its options
    bool usesWeights = false;         ///< runs a model that `weights` names
    bool usesGpu = false;             ///< can compute on a GPU; else always on the processor
    bool takesManyFiles = false;      ///< a command line may give several files, or folders, as first input
    bool needsVideo = false;          ///< needs an engine that was built with OpenCV

    /// The option that names files and folders, which a command line gives without a flag; null if none.
    [[nodiscard]] const FieldInfo *dataField() const;
};

struct ModelInfo
{
    std::string id;    ///< "melody_rnn"
    std::string title; ///< "Melody RNN"
    std::string help;
    std::vector<OperationInfo> operations;
    std::vector<std::string> configs; ///< "basic_rnn" ...
    std::vector<std::string>
        bundledWeights; ///< names of files in assets/models without extension, default first

    [[nodiscard]] const OperationInfo *findOperation(std::string_view operationId) const;
};

/// Every model that this program knows, in the order of the architecture page. Built once.
[[nodiscard]] const std::vector<ModelInfo> &modelCatalog();
[[nodiscard]] const ModelInfo *findModel(std::string_view id);

/// What every request takes beside its options, as fields: for command lines and panels.
[[nodiscard]] const FieldInfo &seedField();
[[nodiscard]] const FieldInfo &threadsField();

/// A catalog entry as the engine's hello and `models --json` say it.
[[nodiscard]] nlohmann::json toJson(const ModelInfo &model);

} // namespace solferino
