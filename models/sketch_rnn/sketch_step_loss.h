// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_even_batch.h"
#include "models/sketch_rnn/sketch_net.h"

#include <torch/torch.h>

#include <cstdint>

namespace solferino::models {

struct SketchStepRules
{
    std::int64_t maxLength = 250;
    double klTolerance = 0.2;
};

/// [3]: the loss of a training step, its reconstruction loss and its latent loss before weight and floor (0
/// for a decoder alone). As a StepGraph wants it.
[[nodiscard]] torch::Tensor sketchStepLosses(SketchNet &net, const EvenSketchBatch &batch,
                                             const SketchStepRules &rules);

} // namespace solferino::models
