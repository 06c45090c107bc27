// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/runtime/model_file.h"
#include "models/runtime/progress.h"

#include <string>

namespace solferino::models {

/// Scores a model on every melody of `options.data` (files and folders). Returns {config, total, files:
/// [{file, ...}], discarded, unreadable}, with in `total` and in each file: events, nats_per_event (an
/// event's probability is the sum over the classes that decode to it), loss and perplexity of the labels,
/// accuracy, event_accuracy and no_event_accuracy. `device` is a wish as in chooseDevice. Throws
/// Error(NoData, BadOption, ModelFileMismatch).
[[nodiscard]] nlohmann::json evaluateMelodyRnn(const ModelFile &model, const MelodyEvaluateOptions &options,
                                               const std::string &device, Progress &progress);

} // namespace solferino::models
