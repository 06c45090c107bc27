// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_sampler_cell.h"
#include "models/sketch_rnn/sketch_sampler_linear.h"

#include <cstddef>
#include <span>
#include <vector>

namespace solferino::models {

/// What the drawings that are made side by side (lanes) carry from step to step. A value.
struct SketchDecoderLanes
{
    SketchSamplerState state;
    SketchCondition condition;

    [[nodiscard]] std::size_t count() const { return state.lanes; }
    /// New lanes whose i-th is a copy of lane `sources[i]`.
    [[nodiscard]] SketchDecoderLanes select(std::span<const std::size_t> sources) const
    {
        return {state.select(sources), condition.select(sources)};
    }
};

/// The decoder of a Sketch RNN, a row at a time without torch. A lane's results do not depend on how many
/// lanes run beside it. Immutable and thread-safe.
class SketchDecoder final
{
public:
    SketchDecoder(const SketchConfig &config, const TensorReader &tensors);

    /// A lane for each condition: z and the label, `conditionSize()` numbers (none where that is 0).
    [[nodiscard]] SketchDecoderLanes start(std::span<const std::vector<float>> conditions) const;

    /// Feeds one row a lane.
    void advance(SketchDecoderLanes &lanes, std::span<const SketchStep> rows) const;
    /// The same; also writes what may come next [lane][outputStride()], of which `outputSize()` count.
    void step(SketchDecoderLanes &lanes, std::span<const SketchStep> rows, sampling::Floats &outputs) const;
    [[nodiscard]] std::size_t outputStride() const { return m_output.stride(); }
    [[nodiscard]] std::size_t outputSize() const { return m_outputSize; }

    /// Bytes of weights that a step reads.
    [[nodiscard]] std::size_t weightBytes() const;

private:
    std::size_t m_latentSize = 0; ///< numbers of a condition that are squashed for the first state
    std::size_t m_conditionSize = 0;
    std::size_t m_outputSize = 0;
    SketchLinear m_initial;
    SketchSamplerCell m_cell;
    SketchLinear m_output;
};

} // namespace solferino::models
