// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <torch/torch.h>

namespace solferino::models {

/// The parameters of a net under their keys, as plain floats.
[[nodiscard]] FloatTensors tensorsOf(const torch::nn::Module &module);

/// Copies `tensors` into the parameters. Throws Error(ModelFileMismatch) unless names and shapes are the
/// same.
void loadTensors(torch::nn::Module &module, const FloatTensors &tensors);

[[nodiscard]] FloatTensor floatsOf(const torch::Tensor &tensor);

} // namespace solferino::models
