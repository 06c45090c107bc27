// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/image_stylization_options.h"
#include "models/runtime/model_file.h"
#include "models/runtime/progress.h"
#include "models/runtime/train_setting.h"

#include <filesystem>

namespace solferino::models {

/// Samples need no makeSample: a training makes its own.
struct StyleTrainSetting : TrainSetting
{
    std::filesystem::path perceptual; ///< the bundled VGG-19; options.perceptual wins
    std::filesystem::path squeezeNet; ///< read where options.deepWeight > 0
};

/// Trains a net, or goes on with one where `options.resume` names a run: then all options and the seed are
/// those of the run, but for `steps` where it differs from its default. Reports, partials and the result are
/// those that StyleTrainOptions documents; the run's folder holds best.safetensors, last.safetensors,
/// metrics.jsonl and data.json. validation_loss is the total loss, mean over kept photos and all styles.
/// Throws Cancelled after a checkpoint, Error(NoData, BadOption, Diverged, OutOfMemory, File ...).
[[nodiscard]] nlohmann::json trainImageStylization(const StyleTrainOptions &options,
                                                   const StyleTrainSetting &setting, Progress &progress);

/// The same for new norm rows of `base`; the result holds the old styles, then the new.
[[nodiscard]] nlohmann::json addStyles(const ModelFile &base, const StyleAddOptions &options,
                                       const StyleTrainSetting &setting, Progress &progress);

/// Result as the options' header describes it. Throws Cancelled, Error(NoData, BadOption, ModelFileMismatch).
[[nodiscard]] nlohmann::json evaluateImageStylization(const ModelFile &model,
                                                      const StyleEvaluateOptions &options,
                                                      const StyleTrainSetting &setting, Progress &progress);

} // namespace solferino::models
