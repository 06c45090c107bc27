// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sketch_rnn_options.h"
#include "models/runtime/progress.h"
#include "models/runtime/train_setting.h"

#include <string>

namespace solferino::models {

/// Trains a Sketch RNN, or goes on with one where `options.resume` names a run: then all options and the seed
/// are those of the run, but for `steps` where it differs from its default. Reports, partials and the result
/// are those that SketchTrainOptions documents; the run's folder holds best.safetensors, last.safetensors,
/// metrics.jsonl and data.json.
///
/// The loss is L_R + kl_weight max(kl_tolerance, L_KL), L_R over drawings x max_length. Rows after the end of
/// a drawing are left out of it, as nothing that draws ever reaches them, unless `pad_rows` asks for them.
///
/// What the best model is chosen by, validation_loss, is nats a point + 0.5 max(kl_tolerance, L_KL) of the
/// validation drawings (without the second term where there is no encoder): the sum of offset and pen losses
/// over all points and ends, z sampled with a fixed seed, divided by their number. Throws Cancelled after a
/// checkpoint, Error(NoData, BadOption, Diverged, File ...).
[[nodiscard]] nlohmann::json trainSketchRnn(const SketchTrainOptions &options, const TrainSetting &setting,
                                            Progress &progress);

/// Result as the options' header describes it; the split of data that has no parts is that of the model's
/// training. Throws Cancelled, Error(NoData, BadOption, ModelFileMismatch).
[[nodiscard]] nlohmann::json evaluateSketchRnn(const ModelFile &model, const SketchEvaluateOptions &options,
                                               const std::string &device, Progress &progress);

} // namespace solferino::models
