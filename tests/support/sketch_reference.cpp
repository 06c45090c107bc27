// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sketch_reference.h"

#include <algorithm>
#include <cmath>

namespace solferino::test {

using namespace solferino::models;

namespace {

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

void normalize(double *x, std::size_t count, const float *gain, const float *shift)
{
    double mean = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        mean += x[i] / static_cast<double>(count);
    double variance = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        variance += (x[i] - mean) * (x[i] - mean) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i)
        x[i] = (x[i] - mean) / std::sqrt(variance + 1e-3) * static_cast<double>(gain[i]) +
               static_cast<double>(shift[i]);
}

std::vector<double> joined(std::vector<double> a, const std::vector<double> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace

SketchReference::SketchReference(const ModelFile &file)
    : m_file(file)
    , m_config(sketchConfigFromJson(file.info.hyperParameters))
{}

const std::vector<float> &SketchReference::values(const std::string &name) const
{
    return m_file.tensors.at(name).values;
}

SketchReference::Vector SketchReference::product(const Vector &x, const std::string &name) const
{
    const std::vector<float> &matrix = values(name);
    Vector y(matrix.size() / x.size(), 0.0);
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t o = 0; o < y.size(); ++o)
            y[o] += x[i] * static_cast<double>(matrix[i * y.size() + o]);
    return y;
}

SketchReference::Vector SketchReference::linear(const Vector &x, const std::string &name) const
{
    Vector y = product(x, name + ".weight");
    for (std::size_t o = 0; o < y.size(); ++o)
        y[o] += static_cast<double>(values(name + ".bias")[o]);
    return y;
}

SketchReference::State SketchReference::zeroState(SketchCell kind, std::size_t units) const
{
    const std::size_t hyper = kind == SketchCell::Hyper ? kHyperUnits : 0;
    return {Vector(units), Vector(units), Vector(hyper), Vector(hyper)};
}

SketchReference::State SketchReference::firstState(const Vector &condition) const
{
    const auto units = static_cast<std::size_t>(m_config.decoderSize);
    State state = zeroState(m_config.decoderCell, units);
    if (condition.empty())
        return state;
    Vector z = condition;
    if (m_config.squashesLatent)
        std::for_each_n(z.begin(), m_config.latentSize, [](double &x) { x = std::tanh(x); });
    const Vector packed = linear(z, "initial");
    auto next = packed.begin();
    const auto take = [&next](Vector &part) {
        for (double &x : part)
            x = std::tanh(*next++);
    };
    if (m_config.decoderCell == SketchCell::Lstm) {
        take(state.cell);
        take(state.hidden);
        return state;
    }
    take(state.hidden);
    take(state.hyperHidden);
    take(state.cell);
    take(state.hyperCell);
    return state;
}

void SketchReference::finish(const std::string &prefix, bool isNormed, Vector gates, Vector &cell,
                             Vector &hidden) const
{
    const std::size_t units = cell.size();
    for (std::size_t gate = 0; isNormed && gate < 4; ++gate)
        normalize(&gates[gate * units], units, &values(prefix + "norm.gain")[gate * units],
                  &values(prefix + "norm.shift")[gate * units]);
    for (std::size_t k = 0; k < units; ++k)
        cell[k] =
            cell[k] * sigmoid(gates[2 * units + k] + 1.0) + sigmoid(gates[k]) * std::tanh(gates[units + k]);
    Vector normed = cell;
    if (isNormed)
        normalize(normed.data(), units, values(prefix + "cell_norm.gain").data(),
                  values(prefix + "cell_norm.shift").data());
    for (std::size_t k = 0; k < units; ++k)
        hidden[k] = std::tanh(normed[k]) * sigmoid(gates[3 * units + k]);
}

SketchReference::Vector SketchReference::controlled(const std::string &name, bool hasBias,
                                                    const Vector &hyper, std::size_t units) const
{
    constexpr auto kEmbedding = static_cast<std::size_t>(kHyperEmbedding);
    const Vector embedding = hasBias ? linear(hyper, name) : product(hyper, name + ".weight");
    Vector factors(4 * units, 0.0);
    for (std::size_t gate = 0; gate < 4; ++gate)
        for (std::size_t e = 0; e < kEmbedding; ++e)
            for (std::size_t k = 0; k < units; ++k)
                factors[gate * units + k] +=
                    embedding[gate * kEmbedding + e] *
                    static_cast<double>(values(name + ".scale")[(gate * kEmbedding + e) * units + k]);
    return factors;
}

void SketchReference::step(SketchCell kind, const std::string &prefix, const Vector &x, State &state) const
{
    Vector gates = product(x, prefix + "w_xh");
    const Vector fromState = product(state.hidden, prefix + "w_hh");
    const std::size_t units = state.hidden.size();
    if (kind == SketchCell::Hyper) {
        const std::string hyper = prefix + "hyper.";
        Vector auxiliary = product(joined(x, state.hidden), hyper + "cell.w_xh");
        const Vector fromHyper = product(state.hyperHidden, hyper + "cell.w_hh");
        for (std::size_t k = 0; k < auxiliary.size(); ++k)
            auxiliary[k] += fromHyper[k];
        finish(hyper + "cell.", true, auxiliary, state.hyperCell, state.hyperHidden);
        const Vector ofInput = controlled(hyper + "input", true, state.hyperHidden, units);
        const Vector ofState = controlled(hyper + "state", true, state.hyperHidden, units);
        const Vector shift = controlled(hyper + "shift", false, state.hyperHidden, units);
        for (std::size_t k = 0; k < gates.size(); ++k)
            gates[k] = gates[k] * ofInput[k] + fromState[k] * ofState[k] + shift[k];
    } else {
        for (std::size_t k = 0; k < gates.size(); ++k)
            gates[k] += fromState[k];
    }
    if (kind != SketchCell::LayerNorm) {
        for (std::size_t k = 0; k < gates.size(); ++k)
            gates[k] += static_cast<double>(values(prefix + "bias")[k]);
    }
    finish(prefix, kind != SketchCell::Lstm, gates, state.cell, state.hidden);
}

SketchReference::Latent SketchReference::encode(std::vector<ReferenceRow> rows) const
{
    Vector states;
    for (const char *prefix : {"encoder.forward.", "encoder.backward."}) {
        State state = zeroState(m_config.encoderCell, static_cast<std::size_t>(m_config.encoderSize));
        for (const ReferenceRow &row : rows)
            step(m_config.encoderCell, prefix, Vector(row.begin(), row.end()), state);
        states = joined(states, state.hidden);
        std::reverse(rows.begin(), rows.end());
    }
    return {linear(states, "mean"), linear(states, "presig")};
}

std::vector<std::vector<double>> SketchReference::decode(const Vector &condition,
                                                         const std::vector<ReferenceRow> &rows) const
{
    State state = firstState(condition);
    std::vector<Vector> outputs;
    for (const ReferenceRow &row : rows) {
        step(m_config.decoderCell, "decoder.", joined(Vector(row.begin(), row.end()), condition), state);
        outputs.push_back(linear(state.hidden, "output"));
    }
    return outputs;
}

} // namespace solferino::test
