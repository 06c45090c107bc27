// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sampling/tiled_matrix.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace solferino::models {

/// Sizes that a sampler is built for.
struct EventSamplerShape
{
    std::size_t inputSize = 0;
    std::size_t classCount = 0;
    std::vector<std::size_t> layers{}; ///< units
    std::size_t attention = 0;         ///< window, 0: none
};

/// What the sequences that are sampled side by side (lanes) carry from step to step. A value; copies are
/// independent.
class EventLanes final
{
public:
    [[nodiscard]] std::size_t count() const { return m_count; }
    /// New lanes whose i-th is a copy of lane `sources[i]`.
    [[nodiscard]] EventLanes select(std::span<const std::size_t> sources) const;

private:
    friend class EventSampler;
    using Floats = sampling::Floats;

    std::size_t m_count = 0;
    std::vector<Floats> m_hidden; ///< per layer [lane][units]
    std::vector<Floats> m_cell;
    Floats m_attended;      ///< [lane][units]
    Floats m_memory;        ///< [lane][slot][units], the oldest at m_slot
    Floats m_keys;          ///< the same
    std::size_t m_slot = 0; ///< the slot that is overwritten next
};

/// An event network (models/event_rnn/event_net.h names its tensors) that runs a step at a time without
/// torch: vector kernels, kept attention keys, rows instead of products for one-hot inputs. A lane's results
/// do not depend on how many lanes run beside it. Immutable and thread-safe.
class EventSampler final
{
public:
    using Input = std::span<const std::pair<int, float>>;

    EventSampler(EventSamplerShape shape, const TensorReader &tensors);

    /// The same net with its products rounded to 16 bits, where the processor multiplies those faster; else a
    /// copy.
    [[nodiscard]] EventSampler rounded() const;
    [[nodiscard]] bool isRounded() const { return m_output.isRounded; }

    [[nodiscard]] const EventSamplerShape &shape() const { return m_shape; }
    [[nodiscard]] EventLanes start(std::size_t lanes) const;

    /// Feeds one input a lane and writes the logits [lane][logitStride()], rows aligned for the kernels.
    void step(EventLanes &lanes, std::span<const Input> inputs, sampling::Floats &logits) const;
    /// The same without the linear layer at the end, where nobody looks at the logits.
    void advance(EventLanes &lanes, std::span<const Input> inputs) const;
    [[nodiscard]] std::size_t logitStride() const { return m_output.outputs; }

    /// Bytes of weights that a dense step reads.
    [[nodiscard]] std::size_t weightBytes() const;

private:
    using Floats = sampling::Floats;
    using Matrix = sampling::TiledMatrix;
    struct Layer
    {
        std::size_t units = 0; ///< padded
        Matrix fromBelow;      ///< -> gates
        Matrix fromHidden;     ///< -> gates
        Floats bias;           ///< of the gates
    };
    struct Attention
    {
        Matrix fromInput;    ///< -> x'
        Matrix fromAttended; ///< -> x'
        Floats inputBias;
        Matrix queryFromCell;
        Matrix queryFromHidden;
        Floats queryBias;
        Matrix key;
        Floats score;
        Matrix outputFromHidden;
        Matrix outputFromAttended;
        Floats outputBias;
    };
    struct Scratch;

    void readAttention(const TensorReader &tensors);
    const Floats &runAttention(EventLanes &lanes, std::span<const Input> inputs, Scratch &scratch) const;
    const Floats &runLayers(EventLanes &lanes, std::span<const Input> inputs, Scratch &scratch) const;

    EventSamplerShape m_shape;
    std::vector<Layer> m_layers;
    Attention m_attention;
    Matrix m_output;
    Floats m_outputBias;
};

} // namespace solferino::models
