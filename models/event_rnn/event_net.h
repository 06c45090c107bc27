// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/event_rnn/event_sequence.h"

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace solferino::models {

/// Sizes of an event network.
struct EventNetShape
{
    std::int64_t inputSize = 0;
    std::int64_t classCount = 0;
    std::vector<std::int64_t> layers{128, 128};
    std::int64_t attention = 0; ///< window of the attention wrapper round layer 1, 0: none

    bool operator==(const EventNetShape &) const = default;
};

/// What an event network carries from step to step, for B sequences.
struct EventNetState
{
    std::vector<torch::Tensor> hidden; ///< per layer [B, u]
    std::vector<torch::Tensor> cell;   ///< per layer [B, u]
    torch::Tensor attended;            ///< [B, u], with attention
    torch::Tensor memory;              ///< [B, A, u], oldest first, with attention
};

/// Dropout of a forward pass. The masks depend on the seed alone.
struct EventNetDropout
{
    double rate = 0.0;
    std::uint64_t seed = 0;
    /// What the outputs of each layer [T, B, u] are multiplied with, drawn before: instead of rate and seed.
    std::vector<torch::Tensor> masks{};
};

/// The recurrent network of the event models: LSTM layers, the first of them in an attention wrapper where
/// the window is not 0, and a linear layer to the classes.
///
/// Parameters, which are the tensors of a model file, with d inputs, u units of a layer, C classes:
///
///     lstm_K.weight_ih        [4u, in]      K = 0, 1 ...; in = d for K = 0, else u of the layer below
///     lstm_K.weight_hh        [4u, u]
///     lstm_K.bias             [4u]          rows i, f, g, o; the forget rows begin at +1
///     attention.input.weight  [d, d + u]    x' = W [x ; a] + b feeds layer 0
///     attention.input.bias    [d]
///     attention.query.weight  [u, 2u]       of [c' ; h']
///     attention.query.bias    [u]
///     attention.key.weight    [u, u]        of a memory row
///     attention.score         [u]           score_j = score . tanh(key M_j + query)
///     attention.output.weight [u, 2u]       y = W [h' ; a'] + b
///     attention.output.bias   [u]
///     output.weight           [C, u]
///     output.bias             [C]
///
/// Gates: i, f, o through the sigmoid, g through tanh; c' = f c + i g; h' = o tanh(c'). The memory begins as
/// zeros and is not masked; a' = sum_j softmax(score)_j M_j with the memory before y enters it.
class EventNetImpl final : public torch::nn::Module
{
public:
    /// Glorot-uniform kernels from torch's default generator, zero biases but the forget gates'.
    explicit EventNetImpl(EventNetShape shape);

    /// Logits [T, B, C] of whole sequences from the zero state. `inputs` is [T, B, d], or [T, B] int64 where
    /// every input is one-hot. On the CPU with kernels of our own, forward and backward.
    torch::Tensor forward(const torch::Tensor &inputs, const EventNetDropout &dropout = {});

    /// The same by torch's own LSTM layers (cuDNN on a GPU), attention in few operations a step: for GPUs.
    /// With masks, or without dropout, it can be captured as a graph.
    torch::Tensor forwardFused(const torch::Tensor &inputs, const EventNetDropout &dropout = {});

    /// The same in plain torch operations, a step at a time, from `state`, which it moves on: what
    /// the kernels are checked against.
    torch::Tensor forwardPlain(const torch::Tensor &inputs, EventNetState &state,
                               const EventNetDropout &dropout = {});

    /// The top layer's outputs [T, B, u] of `forwardPlain`, before the linear layer.
    torch::Tensor runPlain(const torch::Tensor &inputs, EventNetState &state,
                           const EventNetDropout &dropout = {});

    [[nodiscard]] EventNetState zeroState(std::int64_t batch) const;
    [[nodiscard]] const EventNetShape &shape() const { return m_shape; }
    [[nodiscard]] std::int64_t parameterCount() const;

private:
    struct Layer
    {
        torch::Tensor weightIh, weightHh, bias;
    };

    void addLayer(std::size_t index, std::int64_t inputSize, std::int64_t units);
    void addAttention();
    [[nodiscard]] torch::Tensor dense(const torch::Tensor &inputs) const;
    torch::Tensor attentionStep(const torch::Tensor &x, EventNetState &state);
    [[nodiscard]] FoldedAttention folded() const;
    torch::Tensor forwardAttention(const torch::Tensor &inputs);
    torch::Tensor forwardFusedAttention(const torch::Tensor &inputs) const;

    EventNetShape m_shape;
    std::vector<Layer> m_layers;
    torch::Tensor m_inputWeight, m_inputBias, m_queryWeight, m_queryBias, m_keyWeight, m_score, m_mixWeight,
        m_mixBias;
    torch::Tensor m_outputWeight, m_outputBias;
};
TORCH_MODULE(EventNet);

} // namespace solferino::models
