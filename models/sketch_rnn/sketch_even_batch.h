// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/mask_source.h"
#include "models/sketch_rnn/sketch_batches.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace solferino::models {

/// Drawings side by side, all of T points and S steps: what a training step reads on a GPU, where a row too
/// many costs less than one more operation. Tensors that a net has no use for are undefined.
struct EvenSketchBatch
{
    torch::Tensor forwardInputs;  ///< [T, B, 5], of the encoder
    torch::Tensor backwardInputs; ///< [T, B, 5], each drawing from its end
    torch::Tensor lastRow;        ///< int64 [B], among T x B rows: the last point of a drawing
    torch::Tensor inputs;         ///< [S, B, 5]
    torch::Tensor targets;        ///< [S, B, 5]
    torch::Tensor counts;         ///< [S, B], 1 for rows that the loss is over, else 0
    torch::Tensor labels;         ///< [B, labels]
    torch::Tensor noise;          ///< [B, z]
    torch::Tensor klWeight;       ///< []
    torch::Tensor encoderMask;    ///< [T, 2, B, u] of tanh(j)
    torch::Tensor decoderMask;    ///< [S, 1, B, u]
    torch::Tensor inputMask;      ///< [S, B, decoder inputs]
    torch::Tensor outputMask;     ///< [S, B, u]

    [[nodiscard]] std::int64_t drawings() const { return inputs.size(1); }
    /// All that are defined, in the order above.
    [[nodiscard]] std::vector<torch::Tensor> tensors() const;
    /// The same batch of these tensors instead.
    [[nodiscard]] EvenSketchBatch with(const std::vector<torch::Tensor> &tensors) const;
};

/// The rows of a batch in that form; lengths grow to their evenLength(). Neither noise, weight nor masks.
[[nodiscard]] EvenSketchBatch evenBatch(const SketchConfig &config, const SketchBatch &batch);

/// Draws the masks of a step.
void addMasks(EvenSketchBatch &batch, const SketchConfig &config, const SketchDropout &dropout,
              MaskSource &source);

} // namespace solferino::models
