// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_net.h"

#include <cmath>
#include <memory>

namespace solferino::models {

using torch::Tensor;

namespace {

/// Parameters of one layer; the group's name is the first part of their key in a model file.
using Group = torch::nn::Module;

Tensor glorot(at::IntArrayRef shape, std::int64_t fanIn, std::int64_t fanOut)
{
    const double limit = std::sqrt(6.0 / static_cast<double>(fanIn + fanOut));
    return torch::empty(shape).uniform_(-limit, limit);
}

Tensor glorot(std::int64_t outputs, std::int64_t inputs)
{
    return glorot({outputs, inputs}, inputs, outputs);
}

std::pair<Tensor, Tensor> addLinear(Group &parent, const std::string &name, std::int64_t outputs,
                                    std::int64_t inputs)
{
    const auto group = parent.register_module(name, std::make_shared<Group>());
    return {group->register_parameter("weight", glorot(outputs, inputs)),
            group->register_parameter("bias", torch::zeros({outputs}))};
}

/// The masks of the layers of one pass differ, those of the steps of one layer too.
std::uint64_t layerSeed(std::uint64_t seed, std::size_t layer)
{
    return seed * 0x9E3779B97F4A7C15ULL + layer + 1;
}

Tensor dropped(const Tensor &values, const EventNetDropout &dropout, std::size_t layer)
{
    if (!dropout.masks.empty())
        return values * dropout.masks[layer];
    if (dropout.rate <= 0.0)
        return values;
    return values.device().is_cpu() ? seededDropout(values, dropout.rate, layerSeed(dropout.seed, layer))
                                    : torch::dropout(values, dropout.rate, true);
}

} // namespace

EventNetImpl::EventNetImpl(EventNetShape shape)
    : m_shape(std::move(shape))
{
    std::int64_t inputSize = m_shape.inputSize;
    for (std::size_t i = 0; i < m_shape.layers.size(); ++i) {
        addLayer(i, inputSize, m_shape.layers[i]);
        inputSize = m_shape.layers[i];
    }
    if (m_shape.attention > 0)
        addAttention();
    std::tie(m_outputWeight, m_outputBias) = addLinear(*this, "output", m_shape.classCount, inputSize);
}

void EventNetImpl::addLayer(std::size_t index, std::int64_t inputSize, std::int64_t units)
{
    const auto group = register_module("lstm_" + std::to_string(index), std::make_shared<Group>());
    const std::int64_t fanIn = inputSize + units; // one kernel for inputs and state
    Layer layer;
    layer.weightIh = group->register_parameter("weight_ih", glorot({4 * units, inputSize}, fanIn, 4 * units));
    layer.weightHh = group->register_parameter("weight_hh", glorot({4 * units, units}, fanIn, 4 * units));
    Tensor bias = torch::zeros({4 * units});
    bias.slice(0, units, 2 * units).fill_(1.0);
    layer.bias = group->register_parameter("bias", bias);
    m_layers.push_back(layer);
}

void EventNetImpl::addAttention()
{
    const auto units = m_shape.layers.front(), inputs = m_shape.inputSize;
    const auto group = register_module("attention", std::make_shared<Group>());
    std::tie(m_inputWeight, m_inputBias) = addLinear(*group, "input", inputs, inputs + units);
    std::tie(m_queryWeight, m_queryBias) = addLinear(*group, "query", units, 2 * units);
    const auto key = group->register_module("key", std::make_shared<Group>());
    m_keyWeight = key->register_parameter("weight", glorot(units, units));
    m_score = group->register_parameter("score", glorot({units}, units, units));
    std::tie(m_mixWeight, m_mixBias) = addLinear(*group, "output", units, 2 * units);
}

Tensor EventNetImpl::forward(const Tensor &inputs, const EventNetDropout &dropout)
{
    if (!inputs.device().is_cpu())
        return forwardFused(inputs, dropout);
    Tensor values = inputs;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        values = i == 0 && m_shape.attention > 0
                     ? forwardAttention(values)
                     : lstmSequence(values, layer.weightIh, layer.bias, layer.weightHh);
        values = dropped(values, dropout, i);
    }
    return torch::linear(values, m_outputWeight, m_outputBias); // [T, B, C]
}

FoldedAttention EventNetImpl::folded() const
{
    const Layer &layer = m_layers.front();
    const auto d = m_shape.inputSize;
    const Tensor fromInput = m_inputWeight.slice(1, 0, d), fromAttended = m_inputWeight.slice(1, d);
    FoldedAttention folded;
    folded.inputWeight = layer.weightIh.mm(fromInput);
    folded.inputBias = layer.weightIh.mv(m_inputBias) + layer.bias;
    folded.recurrentWeight = torch::cat({layer.weightHh, layer.weightIh.mm(fromAttended)}, 1);
    folded.queryWeight = m_queryWeight;
    folded.queryBias = m_queryBias;
    folded.score = m_score;
    folded.outputWeight = torch::cat({m_mixWeight, m_keyWeight.mm(m_mixWeight)}, 0);
    folded.outputBias = torch::cat({m_mixBias, m_keyWeight.mv(m_mixBias)}, 0);
    folded.window = m_shape.attention;
    return folded;
}

Tensor EventNetImpl::forwardAttention(const Tensor &inputs)
{
    return attentionSequence(inputs, folded());
}

namespace {

/// Hidden state and cell from the sums of the gates, which come in two parts.
std::pair<Tensor, Tensor> gatedCell(const Tensor &inputSums, const Tensor &stateSums, const Tensor &cell)
{
    if (cell.is_cuda()) {
        const auto [hidden, after, kept] = at::_thnn_fused_lstm_cell(inputSums, stateSums, cell);
        return {hidden, after};
    }
    const auto gates = (inputSums + stateSums).chunk(4, 1);
    const Tensor after = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh();
    return {gates[3].sigmoid() * after.tanh(), after};
}

Tensor lstmStep(const Tensor &x, const Tensor &weightIh, const Tensor &weightHh, const Tensor &bias,
                Tensor &hidden, Tensor &cell)
{
    const auto gates = (torch::linear(x, weightIh, bias) + torch::linear(hidden, weightHh)).chunk(4, 1);
    cell = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh();
    hidden = gates[3].sigmoid() * cell.tanh();
    return hidden;
}

} // namespace

Tensor EventNetImpl::attentionStep(const Tensor &x, EventNetState &state)
{
    const Layer &layer = m_layers.front();
    const Tensor mixed = torch::linear(torch::cat({x, state.attended}, 1), m_inputWeight, m_inputBias);
    const Tensor hidden =
        lstmStep(mixed, layer.weightIh, layer.weightHh, layer.bias, state.hidden[0], state.cell[0]);
    const Tensor query = torch::linear(torch::cat({state.cell[0], hidden}, 1), m_queryWeight, m_queryBias);
    const Tensor keys = torch::matmul(state.memory, m_keyWeight.t());         // [B, A, u]
    const Tensor scores = (keys + query.unsqueeze(1)).tanh().matmul(m_score); // [B, A]
    state.attended = torch::bmm(scores.softmax(1).unsqueeze(1), state.memory).squeeze(1);
    const Tensor output = torch::linear(torch::cat({hidden, state.attended}, 1), m_mixWeight, m_mixBias);
    state.memory = torch::cat({state.memory.slice(1, 1), output.unsqueeze(1)}, 1);
    return output;
}

Tensor EventNetImpl::dense(const Tensor &inputs) const
{
    if (inputs.scalar_type() != torch::kInt64)
        return inputs;
    const Tensor indices = inputs.unsqueeze(-1);
    auto shape = inputs.sizes().vec();
    shape.push_back(m_shape.inputSize);
    return torch::zeros(shape, m_outputWeight.options().requires_grad(false)).scatter_(-1, indices, 1.0);
}

Tensor EventNetImpl::runPlain(const Tensor &inputs, EventNetState &state, const EventNetDropout &dropout)
{
    Tensor values = dense(inputs);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        std::vector<Tensor> outputs;
        for (const Tensor &x : values.unbind(0)) {
            outputs.push_back(i == 0 && m_shape.attention > 0
                                  ? attentionStep(x, state)
                                  : lstmStep(x, layer.weightIh, layer.weightHh, layer.bias, state.hidden[i],
                                             state.cell[i]));
        }
        values = dropped(torch::stack(outputs, 0), dropout, i); // [T, B, u]
    }
    return values;
}

Tensor EventNetImpl::forwardFusedAttention(const Tensor &inputs) const
{
    const FoldedAttention weights = folded();
    const auto units = m_shape.layers.front(), batch = inputs.size(1);
    const Tensor inputSums = torch::linear(inputs, weights.inputWeight, weights.inputBias);
    Tensor cell = torch::zeros({batch, units}, inputSums.options());
    Tensor hiddenAttended = torch::zeros({batch, 2 * units}, inputSums.options());
    Tensor window = torch::zeros({batch, weights.window, 2 * units}, inputSums.options()); // [y ; key]
    std::vector<Tensor> outputs;
    for (const Tensor &sums : inputSums.unbind(0)) {
        Tensor hidden;
        std::tie(hidden, cell) =
            gatedCell(sums, torch::linear(hiddenAttended, weights.recurrentWeight), cell);
        const Tensor query =
            torch::linear(torch::cat({cell, hidden}, 1), weights.queryWeight, weights.queryBias);
        const Tensor scores =
            (window.narrow(2, units, units) + query.unsqueeze(1)).tanh().matmul(weights.score); // [B, A]
        const Tensor attended =
            torch::bmm(scores.softmax(1).unsqueeze(1), window.narrow(2, 0, units)).squeeze(1);
        hiddenAttended = torch::cat({hidden, attended}, 1);
        const Tensor output = torch::linear(hiddenAttended, weights.outputWeight, weights.outputBias);
        window = torch::cat({window.narrow(1, 1, weights.window - 1), output.unsqueeze(1)}, 1);
        outputs.push_back(output);
    }
    return torch::stack(outputs, 0).narrow(2, 0, units); // [T, B, u]
}

Tensor EventNetImpl::forwardFused(const Tensor &inputs, const EventNetDropout &dropout)
{
    Tensor values = dense(inputs);
    EventNetState state = zeroState(inputs.size(1));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (i == 0 && m_shape.attention > 0) {
            values = forwardFusedAttention(values);
        } else {
            const Layer &layer = m_layers[i];
            const Tensor hidden = state.hidden[i].unsqueeze(0), cell = state.cell[i].unsqueeze(0);
            const Tensor noBias = torch::zeros_like(layer.bias).detach(); // torch's layers have two
            values = std::get<0>(torch::lstm(values, {hidden, cell},
                                             {layer.weightIh, layer.weightHh, layer.bias, noBias}, true, 1,
                                             0.0, is_training(), false, false));
        }
        values = dropped(values, dropout, i);
    }
    return torch::linear(values, m_outputWeight, m_outputBias);
}

Tensor EventNetImpl::forwardPlain(const Tensor &inputs, EventNetState &state, const EventNetDropout &dropout)
{
    return torch::linear(runPlain(inputs, state, dropout), m_outputWeight, m_outputBias);
}

EventNetState EventNetImpl::zeroState(std::int64_t batch) const
{
    EventNetState state;
    const auto options = m_outputWeight.options().requires_grad(false);
    for (const std::int64_t units : m_shape.layers) {
        state.hidden.push_back(torch::zeros({batch, units}, options));
        state.cell.push_back(torch::zeros({batch, units}, options));
    }
    if (m_shape.attention > 0) {
        state.attended = torch::zeros({batch, m_shape.layers.front()}, options);
        state.memory = torch::zeros({batch, m_shape.attention, m_shape.layers.front()}, options);
    }
    return state;
}

std::int64_t EventNetImpl::parameterCount() const
{
    std::int64_t count = 0;
    for (const Tensor &parameter : parameters())
        count += parameter.numel();
    return count;
}

} // namespace solferino::models
