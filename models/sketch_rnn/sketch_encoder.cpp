// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_encoder.h"

#include <algorithm>

namespace solferino::models {

namespace {

/// The last state of a cell that reads all rows.
template <class Rows>
void appendLastState(const SketchSamplerCell &cell, const Rows &begin, const Rows &end,
                     sampling::Floats &states)
{
    const std::vector<std::vector<float>> noCondition(1);
    const SketchCondition condition = cell.condition(noCondition);
    SketchSamplerState state = cell.zeroState(1);
    for (Rows row = begin; row != end; ++row)
        cell.step(state, condition, std::span(&*row, 1));
    states.insert(states.end(), state.hidden.begin(),
                  state.hidden.begin() + static_cast<std::ptrdiff_t>(cell.units()));
}

} // namespace

SketchEncoder::SketchEncoder(const SketchConfig &config, const TensorReader &tensors)
    : m_latentSize(static_cast<std::size_t>(config.latentSize))
    , m_forward(config.encoderCell, "encoder.forward.", 0, static_cast<std::size_t>(config.encoderSize),
                tensors)
    , m_backward(config.encoderCell, "encoder.backward.", 0, m_forward.units(), tensors)
    , m_mean("mean", 2 * m_forward.units(), m_latentSize, tensors)
    , m_presig("presig", 2 * m_forward.units(), m_latentSize, tensors)
{}

SketchPosterior SketchEncoder::encode(std::span<const SketchStep> rows) const
{
    sampling::Floats states;
    appendLastState(m_forward, rows.begin(), rows.end(), states);
    appendLastState(m_backward, rows.rbegin(), rows.rend(), states);
    const auto read = [&](const SketchLinear &layer) {
        sampling::Floats values;
        layer.apply(states, states.size(), 1, values);
        return LatentVector(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(m_latentSize));
    };
    return {.mean = read(m_mean), .presig = read(m_presig)};
}

} // namespace solferino::models
