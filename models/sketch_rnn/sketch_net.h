// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_cells.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_packing.h"
#include "models/sketch_rnn/sketch_sequence.h"

#include <torch/torch.h>

#include <memory>

namespace solferino::models {

/// Drawings side by side: what the net reads and what it should say.
struct SketchBatch
{
    PackingPtr points;            ///< rows of the encoder: the points of each drawing
    PackingPtr steps;             ///< rows of the decoder: one more, for the end, or up to the full length
    torch::Tensor forwardInputs;  ///< [points, 5], of the encoder
    torch::Tensor backwardInputs; ///< [points, 5], the same drawings from their ends
    torch::Tensor inputs;         ///< [steps, 5], the row before each target
    torch::Tensor targets;        ///< [steps, 5]
    torch::Tensor labels;         ///< [B, labels] one-hot or zeros; undefined where there are none

    [[nodiscard]] std::int64_t drawings() const { return steps->sequences(); }
};

struct EvenSketchBatch;

/// What the encoder says of B drawings.
struct SketchCode
{
    torch::Tensor mean;   ///< [B, z]
    torch::Tensor presig; ///< [B, z], log variance
};

/// Encoder, decoder and output layer. Parameters are the tensors of a model file, see SketchConfig.
class SketchNetImpl final : public torch::nn::Module
{
public:
    /// First weights from torch's default generator: cells see SketchCellNet; mean, presig and initial N(0,
    /// 0.001) with zero biases; output weights and bias Glorot-uniform.
    explicit SketchNetImpl(SketchConfig config);

    /// Needs a conditional net.
    [[nodiscard]] SketchCode encode(const SketchBatch &batch, const SketchDropout &dropout = {},
                                    SketchPath path = SketchPath::Fast);
    /// Output rows [steps, 3 + 6 mixtures] of a batch. `z` [B, latent]; undefined for a decoder alone.
    [[nodiscard]] torch::Tensor decode(const SketchBatch &batch, const torch::Tensor &z,
                                       const SketchDropout &dropout = {}, SketchPath path = SketchPath::Fast);

    /// The same for GPUs, in few operations; output rows [S x B, ...]. Can be captured as a graph.
    [[nodiscard]] SketchCode encode(const EvenSketchBatch &batch) const;
    [[nodiscard]] torch::Tensor decode(const EvenSketchBatch &batch, const torch::Tensor &z) const;

    /// The decoder's packed state [B, state] at the start.
    [[nodiscard]] torch::Tensor initialState(const torch::Tensor &condition, std::int64_t drawings) const;
    [[nodiscard]] const SketchConfig &config() const { return m_config; }
    [[nodiscard]] const SketchCellNet &decoder() const { return *m_decoder; }
    [[nodiscard]] std::int64_t parameterCount() const;

private:
    struct Linear
    {
        torch::Tensor weight, bias;
    };
    Linear addLinear(const std::string &name, const torch::Tensor &weight, const torch::Tensor &bias);
    [[nodiscard]] SketchCode codeOf(const torch::Tensor &hidden) const;
    [[nodiscard]] torch::Tensor lastStates(const SketchCellNet &cell, const SketchBatch &batch,
                                           const torch::Tensor &inputs, const SketchDropout &dropout,
                                           SketchPath path) const;

    SketchConfig m_config;
    std::shared_ptr<SketchCellNet> m_forward, m_backward, m_decoder;
    Linear m_mean, m_presig, m_initial, m_output;
};
TORCH_MODULE(SketchNet);

} // namespace solferino::models
