// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sketch_rnn_options.h"
#include "models/runtime/model_file.h"
#include "models/runtime/progress.h"

#include <functional>

namespace solferino::models {

struct SketchTrainSetting
{
    std::uint64_t seed = 0;
    std::string device = "auto";
    /// Strokes of a few drawings of a model in training, as the partial's `drawings`; may be empty.
    std::function<nlohmann::json(const ModelFile &file, std::uint64_t seed)> makeSample{};
};

/// Trains or resumes; the result is that which the options' header describes. Throws Error and Cancelled.
[[nodiscard]] nlohmann::json trainSketchRnn(const SketchTrainOptions &options,
                                            const SketchTrainSetting &setting, Progress &progress);

/// Result as the options' header describes it. Throws Error and Cancelled.
[[nodiscard]] nlohmann::json evaluateSketchRnn(const ModelFile &model, const SketchEvaluateOptions &options,
                                               const std::string &device, Progress &progress);

} // namespace solferino::models
