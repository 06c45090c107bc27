// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/runtime/progress.h"
#include "models/runtime/train_setting.h"

namespace solferino::models {

/// Trains a Melody RNN, or goes on with one where `options.resume` names a run: then all options and the seed
/// are those of the run, but for `steps` where it differs from its default. Reports, partials and the result
/// are those that MelodyTrainOptions documents; the run's folder holds best.safetensors, last.safetensors,
/// metrics.jsonl and data.json. Where tunes are excluded, the finished model is scored on them too. Throws
/// Cancelled after a checkpoint, Error(NoData, BadOption, Diverged, File ...).
nlohmann::json trainMelodyRnn(const MelodyTrainOptions &options, const TrainSetting &setting,
                              Progress &progress);

} // namespace solferino::models
