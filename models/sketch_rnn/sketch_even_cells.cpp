// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/even_sequence.h"
#include "models/sketch_rnn/sketch_cells.h"

namespace solferino::models {

using torch::Tensor;

namespace {

/// x [T, B, in] x weight [in, columns] (+ bias): all steps in one product.
Tensor product(const Tensor &inputs, const Tensor &weight, const Tensor &bias = {})
{
    const Tensor rows = inputs.flatten(0, 1);
    const Tensor sums =
        bias.defined() ? torch::addmm(bias, rows, weight) : rows.mm(weight); // rounded by autocast
    return sums.unflatten(0, {inputs.size(0), inputs.size(1)}).to(weight.scalar_type());
}

GateWeights joined(const GateWeights &first, const GateWeights &second)
{
    const auto join = [](const Tensor &left, const Tensor &right) {
        return left.defined() ? torch::cat({left, right}, 0) : Tensor();
    };
    return {join(first.gain, second.gain), join(first.shift, second.shift),
            join(first.cellGain, second.cellGain), join(first.cellShift, second.cellShift)};
}

} // namespace

GateWeights SketchCellNet::gateWeights() const
{
    const auto options = m_weightHh.options().requires_grad(false);
    const bool isNormed = m_kind != SketchCell::Lstm;
    const Tensor gain = isNormed ? m_gain : torch::ones({4, m_units}, options);
    const Tensor shift = isNormed ? m_shift : torch::zeros({4, m_units}, options);
    // Gates i, j, f, o as GateWeights wants them.
    const auto gates = [](const Tensor &all, double forgetBias) {
        return torch::cat({all.narrow(0, 0, 1), all.narrow(0, 1, 1) * 2.0, all.narrow(0, 2, 1) + forgetBias,
                           all.narrow(0, 3, 1)},
                          0)
            .view({1, 1, 4, -1});
    };
    return {gates(gain, 0.0), gates(shift, 1.0), isNormed ? m_cellGain.view({1, 1, -1}) : Tensor(),
            isNormed ? m_cellShift.view({1, 1, -1}) : Tensor()};
}

Tensor SketchCellNet::runEven(const Tensor &inputs, const SketchCellState &initial, const Tensor &mask) const
{
    if (m_kind == SketchCell::Hyper)
        return runEvenHyper(inputs, initial, mask);
    return evenSequence(product(inputs, m_weightXh, m_bias).unsqueeze(1), m_weightHh.unsqueeze(0),
                        gateWeights(), initial.hidden.unsqueeze(0), initial.cell.unsqueeze(0), mask)
        .squeeze(1);
}

Tensor SketchCellNet::runEvenHyper(const Tensor &inputs, const SketchCellState &initial,
                                   const Tensor &mask) const
{
    const Tensor ofInputs = m_auxiliary->m_weightXh.narrow(0, 0, m_inputs);
    const Tensor ofStates = m_auxiliary->m_weightXh.narrow(0, m_inputs, m_units);
    const Tensor nothing =
        torch::zeros({kHyperUnits, 4 * m_units}, m_weightHh.options().requires_grad(false));
    HyperWeights weights;
    weights.state = torch::cat(
        {torch::cat({m_weightHh, ofStates}, 1), torch::cat({nothing, m_auxiliary->m_weightHh}, 1)}, 0);
    weights.embedding = torch::cat({m_inputWeight, m_stateWeight, m_shiftWeight}, 1);
    weights.embeddingBias =
        torch::cat({m_inputBias, m_stateBias, torch::zeros_like(m_stateBias).detach()}, 0);
    weights.scale = torch::cat({m_inputScale, m_stateScale, m_shiftScale}, 0);
    weights.bias = m_bias.view({4, m_units});
    weights.gates = gateWeights();
    weights.auxiliaryGates = m_auxiliary->gateWeights();
    return evenHyperSequence(product(inputs, m_weightXh), product(inputs, ofInputs), weights,
                             torch::cat({initial.hidden, initial.auxiliaryHidden}, 1), initial.cell,
                             initial.auxiliaryCell, mask);
}

Tensor SketchCellNet::runEvenPair(const SketchCellNet &first, const SketchCellNet &second,
                                  const Tensor &firstInputs, const Tensor &secondInputs, const Tensor &mask)
{
    const SketchCellState zero = first.zeroState(firstInputs.size(1));
    const auto maskOf = [&](std::int64_t cell) {
        return mask.defined() ? mask.narrow(1, cell, 1) : Tensor();
    };
    if (first.m_kind == SketchCell::Hyper)
        return torch::stack(
            {first.runEven(firstInputs, zero, maskOf(0)), second.runEven(secondInputs, zero, maskOf(1))}, 1);
    const Tensor sums = torch::stack({product(firstInputs, first.m_weightXh, first.m_bias),
                                      product(secondInputs, second.m_weightXh, second.m_bias)},
                                     1);
    return evenSequence(sums, torch::stack({first.m_weightHh, second.m_weightHh}, 0),
                        joined(first.gateWeights(), second.gateWeights()),
                        torch::stack({zero.hidden, zero.hidden}, 0), torch::stack({zero.cell, zero.cell}, 0),
                        mask);
}

} // namespace solferino::models
