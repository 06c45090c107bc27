// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/runtime/model_file.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <functional>
#include <string>

namespace solferino::models {

/// Makes a sample of a model in training: `notes` as in a generate result.
using MelodySampleMaker = std::function<nlohmann::json(const ModelFile &model, std::uint64_t seed)>;

/// What a training needs beside its options.
struct MelodyTrainSetting
{
    std::uint64_t seed = 0;         ///< of the split, the order, the first weights and the dropout
    std::string device = "auto";    ///< a wish as in chooseDevice
    MelodySampleMaker makeSample{}; ///< may be empty: no samples
};

/// Trains a Melody RNN, or goes on with one where `options.resume` names a run: then all options and the seed
/// are those of the run, but for `steps` where it differs from its default. Reports, partials and the result
/// are those that MelodyTrainOptions documents; the run's folder holds best.safetensors, last.safetensors,
/// metrics.jsonl and data.json. Where tunes are excluded, the finished model is scored on them too. Throws
/// Cancelled after a checkpoint, Error(NoData, BadOption, Diverged, File ...).
nlohmann::json trainMelodyRnn(const MelodyTrainOptions &options, const MelodyTrainSetting &setting,
                              Progress &progress);

} // namespace solferino::models
