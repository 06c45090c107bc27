// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/gate_track.h"

#include <array>
#include <utility>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr double kNormEpsilon = 1e-3;
enum Gate : std::int64_t { kInput, kCandidate, kForget, kOutput };

Tensor gate(const Tensor &all, Gate which)
{
    return all.select(-2, which);
}

/// 1 or the whole table of all steps.
Tensor ofStep(const Tensor &table, std::int64_t step)
{
    return table.dim() == 1 ? table : table.select(0, step);
}

Tensor normGradient(const Tensor &dNormed, const Tensor &values, const Tensor &mean, const Tensor &deviation)
{
    return std::get<0>(at::native_layer_norm_backward(dNormed, values, {values.size(-1)}, mean, deviation, {},
                                                      {}, std::array<bool, 3>{true, false, false}));
}

} // namespace

GateTrack::GateTrack(GateWeights weights, const Tensor &mask, Tensor sums, const Tensor &cell)
    : m_weights(std::move(weights))
    , m_units(sums.size(-1))
    , m_twiceMask(mask.defined() ? mask * 2.0 : torch::full({1}, 2.0, sums.options()))
    , m_minusMask(mask.defined() ? -mask : torch::full({1}, -1.0, sums.options()))
    , m_sums(std::move(sums))
    , m_activations(torch::empty_like(m_sums))
    , m_shown(torch::empty_like(gate(m_sums, kInput), torch::MemoryFormat::Contiguous))
{
    auto shape = m_shown.sizes().vec();
    ++shape[0];
    m_cells = torch::empty(shape, m_sums.options());
    m_cells.select(0, 0).copy_(cell);
    m_dSums.resize(static_cast<std::size_t>(m_sums.size(0)));
}

Tensor GateTrack::candidates(const Tensor &activations, std::int64_t step) const
{
    return at::addcmul(ofStep(m_minusMask, step), gate(activations, kCandidate), ofStep(m_twiceMask, step));
}

void GateTrack::forward(std::int64_t step, Tensor hidden)
{
    Tensor normed = m_sums.select(0, step), activations = m_activations.select(0, step);
    if (m_weights.isNormed()) {
        auto [values, mean, deviation] = at::native_layer_norm(normed, {m_units}, {}, {}, kNormEpsilon);
        normed = values;
        m_sumMoments.push_back({mean, deviation});
    }
    at::addcmul_out(activations, m_weights.shift, normed, m_weights.gain);
    activations.sigmoid_();
    Tensor cell = m_cells.select(0, step + 1), shown = m_shown.select(0, step);
    at::mul_out(cell, m_cells.select(0, step), gate(activations, kForget));
    cell.addcmul_(gate(activations, kInput), candidates(activations, step));
    if (m_weights.isNormed()) {
        auto [values, mean, deviation] = at::native_layer_norm(cell, {m_units}, {}, {}, kNormEpsilon);
        m_cellMoments.push_back({mean, deviation});
        at::addcmul_out(shown, m_weights.cellShift, values, m_weights.cellGain);
        shown.tanh_();
    } else {
        at::tanh_out(shown, cell);
    }
    at::mul_out(hidden, shown, gate(activations, kOutput));
}

void GateTrack::turn()
{
    const Tensor input = gate(m_activations, kInput), output = gate(m_activations, kOutput);
    m_slopes = m_activations * (1.0 - m_activations);
    gate(m_slopes, kInput).mul_(at::addcmul(m_minusMask, gate(m_activations, kCandidate), m_twiceMask));
    gate(m_slopes, kCandidate).mul_(input).mul_(m_twiceMask);
    gate(m_slopes, kForget).mul_(m_cells.narrow(0, 0, m_sums.size(0)));
    gate(m_slopes, kOutput).mul_(m_shown);
    m_shownSlope = (1.0 - m_shown * m_shown).mul_(output);
    if (m_weights.isNormed())
        m_shownSlope.mul_(m_weights.cellGain);
}

Tensor GateTrack::backward(std::int64_t step, const Tensor &dHidden)
{
    const auto index = static_cast<std::size_t>(step);
    Tensor dCell = dHidden * m_shownSlope.select(0, step);
    if (m_weights.isNormed())
        dCell = normGradient(dCell, m_cells.select(0, step + 1), m_cellMoments[index].mean,
                             m_cellMoments[index].deviation);
    if (m_dCell.defined())
        dCell.addcmul_(m_dCell, gate(m_activations.select(0, step + 1), kForget));
    m_dCell = dCell;
    const Tensor slopes = m_slopes.select(0, step);
    slopes.narrow(-2, kInput, 3).mul_(dCell.unsqueeze(-2));
    gate(slopes, kOutput).mul_(dHidden);
    Tensor dSums = slopes * m_weights.gain;
    if (m_weights.isNormed())
        dSums = normGradient(dSums, m_sums.select(0, step), m_sumMoments[index].mean,
                             m_sumMoments[index].deviation);
    m_dSums[index] = dSums;
    return dSums;
}

GateGradients GateTrack::gradients(const Tensor &dHidden)
{
    GateGradients result;
    result.sums = torch::stack(std::exchange(m_dSums, {}));
    result.cell = m_dCell * gate(m_activations.select(0, 0), kForget);
    if (!m_weights.isNormed())
        return result;
    const auto normalized = [&](const Tensor &values) {
        return std::get<0>(at::native_layer_norm(values, {m_units}, {}, {}, kNormEpsilon));
    };
    const auto ofCells = [](const Tensor &all) {
        return all.sum({0, 2}).unsqueeze(1); // over steps and sequences
    };
    result.weights.shift = ofCells(m_slopes);
    result.weights.gain = ofCells(normalized(m_sums).mul_(m_slopes));
    const Tensor dShown = (1.0 - m_shown * m_shown).mul_(gate(m_activations, kOutput)).mul_(dHidden);
    result.weights.cellShift = ofCells(dShown);
    result.weights.cellGain = ofCells(normalized(m_cells.narrow(0, 1, m_sums.size(0))).mul_(dShown));
    return result;
}

} // namespace solferino::models
