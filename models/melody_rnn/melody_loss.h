// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/event_rnn/event_net.h"
#include "models/melody_rnn/melody_batches.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace solferino::models {

/// Sum of the labels' losses in nats; labels of -1 do not count.
[[nodiscard]] torch::Tensor melodyLoss(EventNet &net, const torch::Tensor &inputs,
                                       const torch::Tensor &labels, const EventNetDropout &dropout);

/// A batch with steps added to its end, up to its evenLength(), which do not count.
[[nodiscard]] MelodyBatch withEvenLength(const MelodyBatch &batch, std::int64_t maxLength);

/// Mean loss [1] as a StepGraph wants it, from inputs and labels of a batch, one over the count of its labels
/// and, with dropout, a mask a layer.
[[nodiscard]] torch::Tensor melodyStepLoss(EventNet &net, const std::vector<torch::Tensor> &inputs);

} // namespace solferino::models
