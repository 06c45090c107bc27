// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sampler_cell.h"

#include "models/layers/vector_math.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace solferino::models {

using sampling::Blocks;
using sampling::Floats;
using sampling::kGates;
using sampling::kUnitPadding;
using sampling::lanesOf;
using sampling::pad;
using sampling::roundUp;
using sampling::shapeOf;
using sampling::startSums;
using sampling::tile;
using sampling::TiledMatrix;

namespace {

constexpr auto kHyper = static_cast<std::size_t>(kHyperUnits);
constexpr auto kEmbedding = static_cast<std::size_t>(kHyperEmbedding);
constexpr float kForgetBias = 1.0F;

/// sums = sums * factors + added * addedFactors + bias
SOLFERINO_CLONES
void controlSums(std::size_t count, const float *factors, const float *added, const float *addedFactors,
                 const float *bias, float *sums)
{
    SOLFERINO_VECTOR
    for (std::size_t k = 0; k < count; ++k)
        sums[k] = sums[k] * factors[k] + bias[k] + added[k] * addedFactors[k];
}

/// Gates i, j, f, o in the kernels' order i, f, j, o.
Blocks gateBlocks(std::size_t units)
{
    return {units, roundUp(units, kUnitPadding), {0, 2, 1, 3}};
}

/// Rows `first` to `first + inputs` of a tensor [all inputs, outputs].
TiledMatrix tileRows(std::span<const float> tensor, std::size_t first, std::size_t inputs,
                     const Blocks &blocks)
{
    return tile({.tensor = tensor,
                 .outputStride = 1,
                 .inputStride = blocks.size * blocks.order.size(),
                 .firstInput = first,
                 .inputs = inputs,
                 .paddedInputs = inputs,
                 .blocks = blocks});
}

} // namespace

/// Sums of one step; made anew by each thread once, and kept.
struct SketchSamplerCell::Scratch
{
    Floats sums;
    Floats stateSums;
    Floats hyperSums;
    Floats embedding;
    Floats inputFactors; ///< [lane][gates]
    Floats stateFactors;
};

SketchSamplerState SketchSamplerState::select(std::span<const std::size_t> sources) const
{
    return {.lanes = sources.size(),
            .hidden = sampling::selectLanes(hidden, lanes, sources),
            .cell = sampling::selectLanes(cell, lanes, sources),
            .hyperHidden = sampling::selectLanes(hyperHidden, lanes, sources),
            .hyperCell = sampling::selectLanes(hyperCell, lanes, sources)};
}

SketchCondition SketchCondition::select(std::span<const std::size_t> sources) const
{
    return {.lanes = sources.size(),
            .gates = sampling::selectLanes(gates, lanes, sources),
            .hyperGates = sampling::selectLanes(hyperGates, lanes, sources)};
}

SketchSamplerCell::SketchSamplerCell(SketchCell kind, const std::string &prefix, std::size_t conditionSize,
                                     std::size_t units, const TensorReader &tensors)
    : m_kind(kind)
    , m_units(units)
    , m_padded(roundUp(units, kUnitPadding))
    , m_gates(readGates(prefix, {conditionSize, 0}, units, tensors))
{
    const Blocks blocks = gateBlocks(units);
    if (kind != SketchCell::LayerNorm)
        m_bias = pad(tensors(prefix + "bias", shapeOf({kGates * units})), blocks);
    if (kind == SketchCell::Lstm) {
        m_gates.bias = m_bias;
        for (std::size_t k = m_padded; k < m_padded + units; ++k)
            m_gates.bias[k] += kForgetBias;
        return;
    }
    m_norm = readNorm(prefix, units, tensors);
    if (kind == SketchCell::Hyper)
        readHyper(prefix + "hyper.", conditionSize, tensors);
}

SketchSamplerCell::Gates SketchSamplerCell::readGates(const std::string &prefix, Inputs inputs,
                                                      std::size_t units, const TensorReader &tensors)
{
    const Blocks blocks = gateBlocks(units);
    const auto fromInput = tensors(prefix + "w_xh", shapeOf({inputs.all(), kGates * units}));
    const auto fromHidden = tensors(prefix + "w_hh", shapeOf({units, kGates * units}));
    return {.fromRow = tileRows(fromInput, 0, kSketchRowSize, blocks),
            .fromCondition = tileRows(fromInput, kSketchRowSize, inputs.condition, blocks),
            .fromState = tileRows(fromInput, kSketchRowSize + inputs.condition, inputs.state, blocks),
            .fromHidden = tileRows(fromHidden, 0, units, blocks),
            .bias = Floats(blocks.outputs(), 0.0F)};
}

SketchSamplerCell::Norm SketchSamplerCell::readNorm(const std::string &prefix, std::size_t units,
                                                    const TensorReader &tensors)
{
    const Blocks blocks = gateBlocks(units);
    const Blocks cell{units, blocks.padded};
    return {.units = units,
            .padded = blocks.padded,
            .gain = pad(tensors(prefix + "norm.gain", shapeOf({kGates, units})), blocks),
            .shift = pad(tensors(prefix + "norm.shift", shapeOf({kGates, units})), blocks),
            .cellGain = pad(tensors(prefix + "cell_norm.gain", shapeOf({units})), cell),
            .cellShift = pad(tensors(prefix + "cell_norm.shift", shapeOf({units})), cell)};
}

void SketchSamplerCell::readHyper(const std::string &prefix, std::size_t conditionSize,
                                  const TensorReader &tensors)
{
    m_hyperGates = readGates(prefix + "cell.", {conditionSize, m_units}, kHyper, tensors);
    m_hyperNorm = readNorm(prefix + "cell.", kHyper, tensors);

    const auto readControl = [&](const std::string &name, bool hasBias) {
        const Blocks embeddings{kEmbedding, kEmbedding, {0, 2, 1, 3}};
        const Blocks units{m_units, m_padded};
        Control control;
        control.embed = tileRows(tensors(name + ".weight", shapeOf({kHyper, kGates * kEmbedding})), 0, kHyper,
                                 embeddings);
        control.bias = hasBias ? pad(tensors(name + ".bias", shapeOf({kGates * kEmbedding})), embeddings)
                               : Floats(kGates * kEmbedding, 0.0F);
        const auto scale = tensors(name + ".scale", shapeOf({kGates, kEmbedding, m_units}));
        for (const std::size_t gate : embeddings.order)
            control.scale.push_back(tileRows(scale, gate * kEmbedding, kEmbedding, units));
        return control;
    };
    m_inputControl = readControl(prefix + "input", true);
    m_stateControl = readControl(prefix + "state", true);
    m_shiftControl = readControl(prefix + "shift", false);
}

SketchSamplerState SketchSamplerCell::zeroState(std::size_t lanes) const
{
    const std::size_t hyper = m_kind == SketchCell::Hyper ? kHyper : 0;
    return {.lanes = lanes,
            .hidden = Floats(lanes * m_padded, 0.0F),
            .cell = Floats(lanes * m_padded, 0.0F),
            .hyperHidden = Floats(lanes * hyper, 0.0F),
            .hyperCell = Floats(lanes * hyper, 0.0F)};
}

SketchSamplerState SketchSamplerCell::unpack(std::span<const float> packed, std::size_t stride,
                                             std::size_t lanes) const
{
    SketchSamplerState state = zeroState(lanes);
    const std::size_t hyper = m_kind == SketchCell::Hyper ? kHyper : 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const float *from = packed.data() + lane * stride;
        const auto take = [&from](Floats &to, std::size_t place, std::size_t count) {
            std::copy_n(from, count, to.data() + place);
            from += count;
        };
        if (m_kind == SketchCell::Lstm) {
            take(state.cell, lane * m_padded, m_units);
            take(state.hidden, lane * m_padded, m_units);
            continue;
        }
        take(state.hidden, lane * m_padded, m_units);
        take(state.hyperHidden, lane * hyper, hyper);
        take(state.cell, lane * m_padded, m_units);
        take(state.hyperCell, lane * hyper, hyper);
    }
    return state;
}

Floats SketchSamplerCell::conditionSums(const Gates &gates, std::span<const std::vector<float>> vectors)
{
    Floats sums;
    startSums(sums, gates.bias, vectors.size());
    const std::size_t inputs = gates.fromCondition.inputs;
    if (inputs == 0)
        return sums;
    const std::size_t stride = roundUp(inputs, 16);
    Floats x(vectors.size() * stride, 0.0F);
    for (std::size_t lane = 0; lane < vectors.size(); ++lane) {
        assert(vectors[lane].size() == inputs);
        std::copy(vectors[lane].begin(), vectors[lane].end(),
                  x.begin() + static_cast<std::ptrdiff_t>(lane * stride));
    }
    sampling::kernels().multiply(gates.fromCondition.view(), vectors.size(), lanesOf(x, stride),
                                 lanesOf(sums, gates.bias.size()));
    return sums;
}

SketchCondition SketchSamplerCell::condition(std::span<const std::vector<float>> vectors) const
{
    SketchCondition condition{.lanes = vectors.size(), .gates = conditionSums(m_gates, vectors)};
    if (m_kind == SketchCell::Hyper)
        condition.hyperGates = conditionSums(m_hyperGates, vectors);
    return condition;
}

void SketchSamplerCell::rowSums(const Gates &gates, const Floats &base, std::span<const SketchStep> inputs,
                                Floats &sums)
{
    const std::size_t stride = gates.bias.size();
    sums.resize(inputs.size() * stride);
    for (std::size_t lane = 0; lane < inputs.size(); ++lane) {
        const SketchStep &row = inputs[lane];
        const std::array<std::pair<int, float>, 3> entries{
            {{0, row.dx}, {1, row.dy}, {2 + static_cast<int>(row.pen), 1.0F}}};
        sampling::kernels().gather(gates.fromRow.view(), base.data() + lane * stride, entries.data(),
                                   row.pen == SketchPen::None ? 2 : 3, sums.data() + lane * stride);
    }
}

void SketchSamplerCell::normedStep(const Norm &norm, std::size_t lanes, Floats &sums, Floats &cell,
                                   Floats &hidden)
{
    sampling::kernels().normedLstm({.gain = norm.gain.data(),
                                    .shift = norm.shift.data(),
                                    .cellGain = norm.cellGain.data(),
                                    .cellShift = norm.cellShift.data(),
                                    .units = norm.units,
                                    .padded = norm.padded,
                                    .forgetBias = kForgetBias},
                                   lanes, lanesOf(sums, kGates * norm.padded), lanesOf(cell, norm.padded),
                                   lanesOf(hidden, norm.padded));
}

void SketchSamplerCell::addControl(const Control &control, const SketchSamplerState &state, Scratch &scratch,
                                   Floats &out) const
{
    const sampling::Kernels &run = sampling::kernels();
    startSums(scratch.embedding, control.bias, state.lanes);
    const sampling::Lanes embedding = lanesOf(scratch.embedding, kGates * kEmbedding);
    run.multiply(control.embed.view(), state.lanes, {const_cast<float *>(state.hyperHidden.data()), kHyper},
                 embedding);
    const sampling::Lanes gates = lanesOf(out, kGates * m_padded);
    for (std::size_t gate = 0; gate < kGates; ++gate)
        run.multiply(control.scale[gate].view(), state.lanes,
                     {embedding.values + gate * kEmbedding, embedding.stride},
                     {gates.values + gate * m_padded, gates.stride});
}

void SketchSamplerCell::hyperSums(SketchSamplerState &state, const SketchCondition &condition,
                                  std::span<const SketchStep> inputs, Scratch &scratch) const
{
    const sampling::Kernels &run = sampling::kernels();
    const std::size_t count = state.lanes;
    const sampling::Lanes hidden = lanesOf(state.hidden, m_padded);
    rowSums(m_hyperGates, condition.hyperGates, inputs, scratch.hyperSums);
    const sampling::Lanes hyperGates = lanesOf(scratch.hyperSums, kGates * kHyper);
    run.multiply(m_hyperGates.fromState.view(), count, hidden, hyperGates);
    run.multiply(m_hyperGates.fromHidden.view(), count, lanesOf(state.hyperHidden, kHyper), hyperGates);
    normedStep(m_hyperNorm, count, scratch.hyperSums, state.hyperCell, state.hyperHidden);

    const std::size_t gates = kGates * m_padded;
    scratch.stateSums.assign(count * gates, 0.0F);
    run.multiply(m_gates.fromHidden.view(), count, hidden, lanesOf(scratch.stateSums, gates));
    scratch.inputFactors.assign(count * gates, 0.0F);
    addControl(m_inputControl, state, scratch, scratch.inputFactors);
    scratch.stateFactors.assign(count * gates, 0.0F);
    addControl(m_stateControl, state, scratch, scratch.stateFactors);
    for (std::size_t lane = 0; lane < count; ++lane) {
        const std::size_t first = lane * gates;
        controlSums(gates, scratch.inputFactors.data() + first, scratch.stateSums.data() + first,
                    scratch.stateFactors.data() + first, m_bias.data(), scratch.sums.data() + first);
    }
    addControl(m_shiftControl, state, scratch, scratch.sums);
}

void SketchSamplerCell::step(SketchSamplerState &state, const SketchCondition &condition,
                             std::span<const SketchStep> inputs) const
{
    assert(inputs.size() == state.lanes && condition.lanes == state.lanes);
    thread_local Scratch scratch;
    rowSums(m_gates, condition.gates, inputs, scratch.sums);
    if (m_kind == SketchCell::Hyper) {
        hyperSums(state, condition, inputs, scratch);
        normedStep(m_norm, state.lanes, scratch.sums, state.cell, state.hidden);
        return;
    }
    const sampling::Lanes sums = lanesOf(scratch.sums, kGates * m_padded);
    const sampling::Lanes hidden = lanesOf(state.hidden, m_padded);
    sampling::kernels().multiply(m_gates.fromHidden.view(), state.lanes, hidden, sums);
    if (m_kind == SketchCell::Lstm)
        sampling::kernels().lstm(state.lanes, m_padded, sums, lanesOf(state.cell, m_padded), hidden);
    else
        normedStep(m_norm, state.lanes, scratch.sums, state.cell, state.hidden);
}

std::size_t SketchSamplerCell::weightBytes() const
{
    std::size_t floats = m_gates.fromHidden.weights.size() + m_gates.fromRow.weights.size();
    if (m_kind == SketchCell::Hyper) {
        floats += m_hyperGates.fromHidden.weights.size() + m_hyperGates.fromRow.weights.size() +
                  m_hyperGates.fromState.weights.size();
        for (const Control *control : {&m_inputControl, &m_stateControl, &m_shiftControl}) {
            floats += control->embed.weights.size();
            for (const Matrix &scale : control->scale)
                floats += scale.weights.size();
        }
    }
    return floats * sizeof(float);
}

} // namespace solferino::models
