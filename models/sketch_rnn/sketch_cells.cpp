// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_cells.h"

#include <cmath>

namespace solferino::models {

using torch::Tensor;

namespace {

using Group = torch::nn::Module;

constexpr double kNormEpsilon = 1e-3;
constexpr double kForgetBias = 1.0;
/// What each factor of a HyperLSTM is at the start.
constexpr double kFirstModulation = 0.1;

std::shared_ptr<Group> addGroup(Group &parent, const std::string &name)
{
    return parent.register_module(name, std::make_shared<Group>());
}

Tensor orthogonalGates(std::int64_t units)
{
    std::vector<Tensor> gates;
    for (int gate = 0; gate < 4; ++gate)
        gates.push_back(torch::nn::init::orthogonal_(torch::empty({units, units})));
    return torch::cat(gates, 1);
}

Tensor normalized(const Tensor &values)
{
    return torch::layer_norm(values, {values.size(-1)}, {}, {}, kNormEpsilon);
}

} // namespace

bool hasOwnProducts(const Tensor &values, SketchPath path)
{
    return path != SketchPath::Plain && values.device().is_cpu() && values.scalar_type() == torch::kFloat32;
}

Factors factorsOf(SketchPath path)
{
    return path == SketchPath::Rounded ? Factors::BFloat16 : Factors::Float32;
}

Tensor glorotUniform(std::int64_t inputs, std::int64_t outputs)
{
    const double limit = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
    return torch::empty({inputs, outputs}).uniform_(-limit, limit);
}

SketchCellState SketchCellState::first(std::int64_t count) const
{
    const auto part = [&](const Tensor &state) {
        return state.defined() ? state.narrow(0, 0, count) : Tensor();
    };
    return {part(hidden), part(cell), part(auxiliaryHidden), part(auxiliaryCell)};
}

SketchCellNet::SketchCellNet(SketchCell kind, std::int64_t inputs, std::int64_t units)
    : m_kind(kind)
    , m_inputs(inputs)
    , m_units(units)
{
    m_weightXh = register_parameter("w_xh", glorotUniform(inputs, 4 * units));
    m_weightHh = register_parameter("w_hh", orthogonalGates(units));
    if (kind != SketchCell::LayerNorm)
        m_bias = register_parameter("bias", torch::zeros({4 * units}));
    if (kind != SketchCell::Lstm)
        addNorms();
    if (kind == SketchCell::Hyper)
        addHyper(inputs);
}

void SketchCellNet::addNorms()
{
    const auto gates = addGroup(*this, "norm");
    m_gain = gates->register_parameter("gain", torch::ones({4, m_units}));
    m_shift = gates->register_parameter("shift", torch::zeros({4, m_units}));
    const auto cell = addGroup(*this, "cell_norm");
    m_cellGain = cell->register_parameter("gain", torch::ones({m_units}));
    m_cellShift = cell->register_parameter("shift", torch::zeros({m_units}));
}

void SketchCellNet::addHyper(std::int64_t inputs)
{
    const auto hyper = addGroup(*this, "hyper");
    m_auxiliary = hyper->register_module(
        "cell", std::make_shared<SketchCellNet>(SketchCell::LayerNorm, inputs + m_units, kHyperUnits));
    const std::int64_t width = 4 * kHyperEmbedding;
    const auto scale = [&](double value) {
        return torch::full({4, kHyperEmbedding, m_units}, value);
    };
    const double first = kFirstModulation / static_cast<double>(kHyperEmbedding);
    const auto input = addGroup(*hyper, "input");
    m_inputWeight = input->register_parameter("weight", torch::zeros({kHyperUnits, width}));
    m_inputBias = input->register_parameter("bias", torch::ones({width}));
    m_inputScale = input->register_parameter("scale", scale(first));
    const auto state = addGroup(*hyper, "state");
    m_stateWeight = state->register_parameter("weight", torch::zeros({kHyperUnits, width}));
    m_stateBias = state->register_parameter("bias", torch::ones({width}));
    m_stateScale = state->register_parameter("scale", scale(first));
    const auto shift = addGroup(*hyper, "shift");
    m_shiftWeight = shift->register_parameter("weight", torch::randn({kHyperUnits, width}) * 0.01);
    m_shiftScale = shift->register_parameter("scale", scale(0.0));
}

std::vector<Tensor> SketchCellNet::inputSums(const Tensor &inputs) const
{
    std::vector<Tensor> sums{inputs.mm(m_weightXh)};
    if (m_auxiliary)
        sums.push_back(inputs.mm(m_auxiliary->m_weightXh.narrow(0, 0, m_inputs)));
    return sums;
}

Tensor SketchCellNet::modulation(const Tensor &auxiliary, const Tensor &weight, const Tensor &bias,
                                 const Tensor &scale) const
{
    Tensor embedding = auxiliary.mm(weight); // [B, 4 x 32]
    if (bias.defined())
        embedding = embedding + bias;
    const Tensor gates = embedding.view({-1, 4, kHyperEmbedding}).transpose(0, 1); // [4, B, 32]
    return torch::bmm(gates, scale).transpose(0, 1);                               // [B, 4, u]
}

Tensor SketchCellNet::gateSums(const SketchStepWeights &weights, const std::vector<Tensor> &sums,
                               const SketchCellState &before, SketchCellState &after) const
{
    const Tensor fromState = weights.recurrent.product(before.hidden);
    if (m_kind == SketchCell::Lstm)
        return sums[0] + fromState + m_bias;
    const std::vector<std::int64_t> gates{-1, 4, m_units};
    Tensor all;
    if (m_kind == SketchCell::LayerNorm) {
        all = (sums[0] + fromState).view(gates);
    } else {
        const Tensor auxiliarySums = sums[1] + weights.auxiliaryState.product(before.hidden);
        const SketchCellState told =
            m_auxiliary->step({weights.auxiliaryRecurrent, {}, {}}, {auxiliarySums},
                              {before.auxiliaryHidden, before.auxiliaryCell, {}, {}}, {});
        after.auxiliaryHidden = told.hidden;
        after.auxiliaryCell = told.cell;
        all = modulation(told.hidden, m_inputWeight, m_inputBias, m_inputScale) * sums[0].view(gates) +
              modulation(told.hidden, m_stateWeight, m_stateBias, m_stateScale) * fromState.view(gates) +
              modulation(told.hidden, m_shiftWeight, {}, m_shiftScale) + m_bias.view({4, m_units});
    }
    return (normalized(all) * m_gain + m_shift).flatten(1);
}

SketchStepWeights SketchCellNet::stepWeights(SketchPath path) const
{
    const auto ready = [&](const Tensor &weight) {
        return hasOwnProducts(weight, path) ? StepWeight(weight, factorsOf(path)) : StepWeight::plain(weight);
    };
    SketchStepWeights weights{ready(m_weightHh), {}, {}};
    if (m_auxiliary) {
        weights.auxiliaryState = ready(m_auxiliary->m_weightXh.narrow(0, m_inputs, m_units));
        weights.auxiliaryRecurrent = ready(m_auxiliary->m_weightHh);
    }
    return weights;
}

SketchCellState SketchCellNet::step(const SketchStepWeights &weights, const std::vector<Tensor> &sums,
                                    const SketchCellState &before, const Tensor &mask) const
{
    SketchCellState after;
    const auto gates = gateSums(weights, sums, before, after).chunk(4, 1); // i, j, f, o
    Tensor candidate = gates[1].tanh();
    if (mask.defined())
        candidate = candidate * mask;
    after.cell = before.cell * (gates[2] + kForgetBias).sigmoid() + gates[0].sigmoid() * candidate;
    const Tensor shown =
        m_kind == SketchCell::Lstm ? after.cell : normalized(after.cell) * m_cellGain + m_cellShift;
    after.hidden = shown.tanh() * gates[3].sigmoid();
    return after;
}

SketchCellState SketchCellNet::zeroState(std::int64_t batch) const
{
    const auto zeros = [&](std::int64_t units) {
        return torch::zeros({batch, units}, m_weightHh.options().requires_grad(false));
    };
    SketchCellState state{zeros(m_units), zeros(m_units), {}, {}};
    if (m_auxiliary) {
        state.auxiliaryHidden = zeros(kHyperUnits);
        state.auxiliaryCell = zeros(kHyperUnits);
    }
    return state;
}

SketchCellState SketchCellNet::unpacked(const Tensor &packed) const
{
    if (m_kind == SketchCell::Lstm)
        return {packed.narrow(1, m_units, m_units), packed.narrow(1, 0, m_units), {}, {}};
    if (m_kind == SketchCell::LayerNorm)
        return {packed.narrow(1, 0, m_units), packed.narrow(1, m_units, m_units), {}, {}};
    const std::int64_t all = m_units + kHyperUnits;
    return {packed.narrow(1, 0, m_units), packed.narrow(1, all, m_units),
            packed.narrow(1, m_units, kHyperUnits), packed.narrow(1, all + m_units, kHyperUnits)};
}

Tensor SketchCellNet::packed(const SketchCellState &state) const
{
    if (m_kind == SketchCell::Lstm)
        return torch::cat({state.cell, state.hidden}, 1);
    if (m_kind == SketchCell::LayerNorm)
        return torch::cat({state.hidden, state.cell}, 1);
    return torch::cat({state.hidden, state.auxiliaryHidden, state.cell, state.auxiliaryCell}, 1);
}

Tensor SketchCellNet::runSteps(const SequencePacking &packing, const Tensor &inputs,
                               const SketchCellState &initial, const SketchDropout &dropout,
                               SketchPath path) const
{
    const SketchStepWeights weights = stepWeights(path);
    const std::vector<Tensor> sums = inputSums(inputs);
    Tensor masks;
    if (dropout.recurrent > 0.0)
        masks = recurrentMask(packing, dropout, m_units).to(inputs.device());
    std::vector<Tensor> hidden;
    for (const SequencePacking::Share &share : packing.shares) {
        const auto ofShare = [&](const Tensor &state) {
            return state.defined() ? state.narrow(0, share.firstSequence, share.sequences) : Tensor();
        };
        SketchCellState state{ofShare(initial.hidden), ofShare(initial.cell),
                              ofShare(initial.auxiliaryHidden), ofShare(initial.auxiliaryCell)};
        for (const auto &[row, count] : share.steps) {
            std::vector<Tensor> ofStep;
            for (const Tensor &sum : sums)
                ofStep.push_back(sum.narrow(0, row, count));
            state = step(weights, ofStep, state.first(count),
                         masks.defined() ? masks.narrow(0, row, count) : Tensor());
            hidden.push_back(state.hidden);
        }
    }
    return torch::cat(hidden, 0); // [rows, u]
}

} // namespace solferino::models
