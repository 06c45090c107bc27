// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_decoder.h"

#include <algorithm>
#include <cmath>

namespace solferino::models {

namespace {

std::size_t sizeOf(std::int64_t size)
{
    return static_cast<std::size_t>(size);
}

} // namespace

SketchDecoder::SketchDecoder(const SketchConfig &config, const TensorReader &tensors)
    : m_latentSize(config.isConditional && config.squashesLatent ? sizeOf(config.latentSize) : 0)
    , m_conditionSize(sizeOf(config.conditionSize()))
    , m_outputSize(sizeOf(config.outputSize()))
    , m_cell(config.decoderCell, "decoder.", m_conditionSize, sizeOf(config.decoderSize), tensors)
    , m_output("output", m_cell.units(), m_outputSize, tensors)
{
    if (m_conditionSize > 0)
        m_initial = SketchLinear("initial", m_conditionSize, sizeOf(config.stateSize()), tensors);
}

SketchDecoderLanes SketchDecoder::start(std::span<const std::vector<float>> conditions) const
{
    const std::size_t lanes = conditions.size();
    SketchDecoderLanes started{m_cell.zeroState(lanes), m_cell.condition(conditions)};
    if (m_conditionSize == 0)
        return started;
    sampling::Floats inputs;
    for (const std::vector<float> &condition : conditions) {
        inputs.insert(inputs.end(), condition.begin(), condition.end());
        const auto begin = inputs.end() - static_cast<std::ptrdiff_t>(m_conditionSize);
        std::for_each_n(begin, m_latentSize, [](float &x) { x = std::tanh(x); });
    }
    sampling::Floats packed;
    m_initial.apply(inputs, m_conditionSize, lanes, packed);
    for (float &x : packed)
        x = std::tanh(x);
    started.state = m_cell.unpack(packed, m_initial.stride(), lanes);
    return started;
}

void SketchDecoder::advance(SketchDecoderLanes &lanes, std::span<const SketchStep> rows) const
{
    m_cell.step(lanes.state, lanes.condition, rows);
}

void SketchDecoder::step(SketchDecoderLanes &lanes, std::span<const SketchStep> rows,
                         sampling::Floats &outputs) const
{
    advance(lanes, rows);
    m_output.apply(lanes.state.hidden, m_cell.stride(), lanes.count(), outputs);
}

std::size_t SketchDecoder::weightBytes() const
{
    return m_cell.weightBytes() + m_output.weightBytes();
}

} // namespace solferino::models
