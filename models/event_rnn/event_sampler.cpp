// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_sampler.h"

#include <algorithm>
#include <cassert>

namespace solferino::models {

using sampling::Blocks;
using sampling::Floats;
using sampling::kGates;
using sampling::kTile;
using sampling::kUnitPadding;
using sampling::Lanes;
using sampling::lanesOf;
using sampling::roundUp;
using sampling::shapeOf;
using sampling::startSums;
using sampling::TiledMatrix;

namespace {

/// Where part of the inputs of a row-major tensor [outputs, stride] lies.
struct Part
{
    std::span<const float> tensor;
    std::size_t stride = 0;
    std::size_t firstInput = 0;
    std::size_t inputs = 0;
    std::size_t paddedInputs = 0;
};

TiledMatrix tile(const Part &part, const Blocks &blocks)
{
    return sampling::tile({.tensor = part.tensor,
                           .outputStride = part.stride,
                           .inputStride = 1,
                           .firstInput = part.firstInput,
                           .inputs = part.inputs,
                           .paddedInputs = part.paddedInputs,
                           .blocks = blocks});
}

} // namespace

/// Sums of one step; made anew by each thread once, and kept.
struct EventSampler::Scratch
{
    Floats mixed;
    Floats gates;
    Floats query;
    Floats output;
    Floats key;
    Floats weights;
};

EventSampler::EventSampler(EventSamplerShape shape, const TensorReader &tensors)
    : m_shape(std::move(shape))
{
    std::size_t below = m_shape.inputSize;
    std::size_t paddedBelow = m_shape.attention > 0 ? roundUp(below, kTile) : below;
    for (std::size_t i = 0; i < m_shape.layers.size(); ++i) {
        const std::size_t units = m_shape.layers[i];
        const std::size_t padded = roundUp(units, kUnitPadding);
        const Blocks gates{units, padded, {0, 1, 2, 3}};
        const std::string name = "lstm_" + std::to_string(i) + '.';
        m_layers.push_back({.units = padded,
                            .fromBelow = tile({tensors(name + "weight_ih", shapeOf({kGates * units, below})),
                                               below, 0, below, paddedBelow},
                                              gates),
                            .fromHidden = tile({tensors(name + "weight_hh", shapeOf({kGates * units, units})),
                                                units, 0, units, padded},
                                               gates),
                            .bias = pad(tensors(name + "bias", shapeOf({kGates * units})), gates)});
        below = units;
        paddedBelow = padded;
    }
    if (m_shape.attention > 0)
        readAttention(tensors);
    const std::size_t classes = m_shape.classCount;
    const Blocks logits{classes, roundUp(classes, kTile)};
    m_output =
        tile({tensors("output.weight", shapeOf({classes, below})), below, 0, below, paddedBelow}, logits);
    m_outputBias = pad(tensors("output.bias", shapeOf({classes})), logits);
}

void EventSampler::readAttention(const TensorReader &tensors)
{
    const std::size_t inputs = m_shape.inputSize;
    const std::size_t mixed = roundUp(inputs, kTile);
    const std::size_t units = m_shape.layers.front();
    const std::size_t padded = m_layers.front().units;
    const Blocks mixedOutput{inputs, mixed};
    const Blocks output{units, padded};

    const auto input = tensors("attention.input.weight", shapeOf({inputs, inputs + units}));
    m_attention.fromInput = tile({input, inputs + units, 0, inputs, inputs}, mixedOutput);
    m_attention.fromAttended = tile({input, inputs + units, inputs, units, padded}, mixedOutput);
    m_attention.inputBias = pad(tensors("attention.input.bias", shapeOf({inputs})), mixedOutput);

    const auto query = tensors("attention.query.weight", shapeOf({units, 2 * units}));
    m_attention.queryFromCell = tile({query, 2 * units, 0, units, padded}, output);
    m_attention.queryFromHidden = tile({query, 2 * units, units, units, padded}, output);
    m_attention.queryBias = pad(tensors("attention.query.bias", shapeOf({units})), output);

    m_attention.key =
        tile({tensors("attention.key.weight", shapeOf({units, units})), units, 0, units, padded}, output);
    m_attention.score = pad(tensors("attention.score", shapeOf({units})), output);

    const auto mixing = tensors("attention.output.weight", shapeOf({units, 2 * units}));
    m_attention.outputFromHidden = tile({mixing, 2 * units, 0, units, padded}, output);
    m_attention.outputFromAttended = tile({mixing, 2 * units, units, units, padded}, output);
    m_attention.outputBias = pad(tensors("attention.output.bias", shapeOf({units})), output);
}

EventSampler EventSampler::rounded() const
{
    EventSampler result = *this;
    if (sampling::kernels().multiplyRounded == nullptr)
        return result;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        result.m_layers[i].fromHidden.round();
        if (i > 0 || m_shape.attention > 0)
            result.m_layers[i].fromBelow.round();
    }
    result.m_output.round();
    if (m_shape.attention > 0) {
        Attention &attention = result.m_attention;
        for (Matrix *matrix : {&attention.fromAttended, &attention.queryFromCell, &attention.queryFromHidden,
                               &attention.key, &attention.outputFromHidden, &attention.outputFromAttended})
            matrix->round();
    }
    return result;
}

EventLanes EventSampler::start(std::size_t lanes) const
{
    EventLanes state;
    state.m_count = lanes;
    for (const Layer &layer : m_layers) {
        state.m_hidden.emplace_back(lanes * layer.units, 0.0F);
        state.m_cell.emplace_back(lanes * layer.units, 0.0F);
    }
    if (m_shape.attention > 0) {
        const std::size_t units = m_layers.front().units;
        state.m_attended.assign(lanes * units, 0.0F);
        state.m_memory.assign(lanes * m_shape.attention * units, 0.0F);
        state.m_keys.assign(lanes * m_shape.attention * units, 1.0F); // e^0
    }
    return state;
}

EventLanes EventLanes::select(std::span<const std::size_t> sources) const
{
    EventLanes selected;
    selected.m_count = sources.size();
    selected.m_slot = m_slot;
    const auto pick = [&](const Floats &from) {
        return sampling::selectLanes(from, m_count, sources);
    };
    for (const Floats &hidden : m_hidden)
        selected.m_hidden.push_back(pick(hidden));
    for (const Floats &cell : m_cell)
        selected.m_cell.push_back(pick(cell));
    selected.m_attended = pick(m_attended);
    selected.m_memory = pick(m_memory);
    selected.m_keys = pick(m_keys);
    return selected;
}

const Floats &EventSampler::runAttention(EventLanes &lanes, std::span<const Input> inputs,
                                         Scratch &scratch) const
{
    const sampling::Kernels &run = sampling::kernels();
    const std::size_t count = lanes.m_count;
    const Layer &layer = m_layers.front();
    const std::size_t units = layer.units;
    const std::size_t mixed = m_attention.fromInput.outputs;
    const Lanes cell = lanesOf(lanes.m_cell.front(), units);
    const Lanes hidden = lanesOf(lanes.m_hidden.front(), units);
    const Lanes attended = lanesOf(lanes.m_attended, units);

    scratch.mixed.resize(count * mixed);
    const Lanes x = lanesOf(scratch.mixed, mixed);
    for (std::size_t lane = 0; lane < count; ++lane)
        run.gather(m_attention.fromInput.view(), m_attention.inputBias.data(), inputs[lane].data(),
                   inputs[lane].size(), x.of(lane));
    m_attention.fromAttended.multiply(count, attended, x);

    startSums(scratch.gates, layer.bias, count);
    const Lanes gates = lanesOf(scratch.gates, kGates * units);
    layer.fromBelow.multiply(count, x, gates);
    layer.fromHidden.multiply(count, hidden, gates);
    run.lstm(count, units, gates, cell, hidden);

    startSums(scratch.query, m_attention.queryBias, count);
    const Lanes query = lanesOf(scratch.query, units);
    m_attention.queryFromCell.multiply(count, cell, query);
    m_attention.queryFromHidden.multiply(count, hidden, query);

    run.exponentials(count * units, query.values, query.values);
    const std::size_t slots = m_shape.attention;
    scratch.weights.resize(roundUp(slots, kTile));
    for (std::size_t lane = 0; lane < count; ++lane)
        run.attend({.keys = lanes.m_keys.data() + lane * slots * units,
                    .memory = lanes.m_memory.data() + lane * slots * units,
                    .score = m_attention.score.data(),
                    .slots = slots,
                    .units = units},
                   query.of(lane), scratch.weights.data(), attended.of(lane));

    startSums(scratch.output, m_attention.outputBias, count);
    const Lanes output = lanesOf(scratch.output, units);
    m_attention.outputFromHidden.multiply(count, hidden, output);
    m_attention.outputFromAttended.multiply(count, attended, output);

    scratch.key.assign(count * units, 0.0F);
    const Lanes key = lanesOf(scratch.key, units);
    m_attention.key.multiply(count, output, key);
    for (std::size_t lane = 0; lane < count; ++lane) {
        const std::size_t place = (lane * slots + lanes.m_slot) * units;
        std::copy_n(output.of(lane), units, lanes.m_memory.data() + place);
        run.exponentials(units, key.of(lane), lanes.m_keys.data() + place);
    }
    lanes.m_slot = (lanes.m_slot + 1) % slots;
    return scratch.output;
}

const Floats &EventSampler::runLayers(EventLanes &lanes, std::span<const Input> inputs,
                                      Scratch &scratch) const
{
    assert(inputs.size() == lanes.m_count);
    const sampling::Kernels &run = sampling::kernels();
    const std::size_t count = lanes.m_count;
    const Floats *below = m_shape.attention > 0 ? &runAttention(lanes, inputs, scratch) : nullptr;
    for (std::size_t i = m_shape.attention > 0 ? 1 : 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        const Lanes gates{nullptr, kGates * layer.units};
        Lanes sums = gates;
        if (below != nullptr) {
            startSums(scratch.gates, layer.bias, count);
            sums.values = scratch.gates.data();
            layer.fromBelow.multiply(count, {const_cast<float *>(below->data()), m_layers[i - 1].units},
                                     sums);
        } else {
            scratch.gates.resize(count * gates.stride);
            sums.values = scratch.gates.data();
            for (std::size_t lane = 0; lane < count; ++lane)
                run.gather(layer.fromBelow.view(), layer.bias.data(), inputs[lane].data(),
                           inputs[lane].size(), sums.of(lane));
        }
        const Lanes hidden = lanesOf(lanes.m_hidden[i], layer.units);
        layer.fromHidden.multiply(count, hidden, sums);
        run.lstm(count, layer.units, sums, lanesOf(lanes.m_cell[i], layer.units), hidden);
        below = &lanes.m_hidden[i];
    }
    return *below;
}

void EventSampler::step(EventLanes &lanes, std::span<const Input> inputs, Floats &logits) const
{
    thread_local Scratch scratch;
    const Floats &top = runLayers(lanes, inputs, scratch);
    startSums(logits, m_outputBias, lanes.m_count);
    m_output.multiply(lanes.m_count, {const_cast<float *>(top.data()), m_layers.back().units},
                      lanesOf(logits, m_output.outputs));
}

void EventSampler::advance(EventLanes &lanes, std::span<const Input> inputs) const
{
    thread_local Scratch scratch;
    runLayers(lanes, inputs, scratch);
}

std::size_t EventSampler::weightBytes() const
{
    std::size_t floats = m_output.weights.size();
    for (const Layer &layer : m_layers)
        floats += layer.fromHidden.weights.size() + layer.fromBelow.weights.size();
    if (m_shape.attention > 0) {
        for (const Matrix *matrix :
             {&m_attention.fromAttended, &m_attention.queryFromCell, &m_attention.queryFromHidden,
              &m_attention.key, &m_attention.outputFromHidden, &m_attention.outputFromAttended})
            floats += matrix->weights.size();
    } else {
        floats -= m_layers.front().fromBelow.weights.size(); // only the rows of its inputs are read
    }
    return floats * sizeof(float);
}

} // namespace solferino::models
