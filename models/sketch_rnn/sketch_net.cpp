// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_net.h"

#include "models/event_rnn/event_sequence.h"
#include "models/layers/table_product.h"
#include "models/runtime/random.h"
#include "models/sketch_rnn/sketch_even_batch.h"

#include <utility>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr double kSmallDeviation = 0.001;
constexpr std::int64_t kPointSize = 5;

// Independent masks of one seed.
enum Mask : std::uint64_t { kForwardMask, kBackwardMask, kDecoderMask, kInputMask, kOutputMask };

Tensor smallNormal(std::int64_t inputs, std::int64_t outputs)
{
    return torch::randn({inputs, outputs}) * kSmallDeviation;
}

SketchDropout withStream(const SketchDropout &dropout, Mask mask)
{
    SketchDropout result = dropout;
    result.seed = mixSeed(dropout.seed, mask);
    return result;
}

Tensor dropped(const Tensor &values, double rate, const SketchDropout &dropout, Mask mask)
{
    if (rate <= 0.0)
        return values;
    const std::uint64_t seed = mixSeed(dropout.seed, mask);
    if (values.device().is_cpu())
        return seededDropout(values, rate, seed);
    return values * seededDropout(torch::ones(values.sizes()), rate, seed).to(values.device());
}

/// [B, condition]
Tensor conditionOf(const Tensor &labels, const Tensor &z)
{
    if (!z.defined())
        return labels;
    return labels.defined() ? torch::cat({z, labels}, 1) : z;
}

bool isFast(const SketchCellNet &cell, const Tensor &inputs, SketchPath path)
{
    return cell.kind() == SketchCell::Lstm && hasOwnProducts(inputs, path);
}

} // namespace

SketchNetImpl::SketchNetImpl(SketchConfig config)
    : m_config(std::move(config))
{
    const auto latent = m_config.latentSize;
    if (m_config.isConditional) {
        const auto encoder = register_module("encoder", std::make_shared<torch::nn::Module>());
        const auto addDirection = [&](const char *name) {
            return encoder->register_module(
                name,
                std::make_shared<SketchCellNet>(m_config.encoderCell, kPointSize, m_config.encoderSize));
        };
        m_forward = addDirection("forward");
        m_backward = addDirection("backward");
        m_mean = addLinear("mean", smallNormal(2 * m_config.encoderSize, latent), torch::zeros({latent}));
        m_presig = addLinear("presig", smallNormal(2 * m_config.encoderSize, latent), torch::zeros({latent}));
    }
    if (m_config.conditionSize() > 0)
        m_initial = addLinear("initial", smallNormal(m_config.conditionSize(), m_config.stateSize()),
                              torch::zeros({m_config.stateSize()}));
    m_decoder =
        register_module("decoder", std::make_shared<SketchCellNet>(m_config.decoderCell, m_config.inputSize(),
                                                                   m_config.decoderSize));
    const auto outputs = m_config.outputSize();
    m_output = addLinear("output", glorotUniform(m_config.decoderSize, outputs),
                         glorotUniform(outputs, outputs)[0].clone());
}

SketchNetImpl::Linear SketchNetImpl::addLinear(const std::string &name, const Tensor &weight,
                                               const Tensor &bias)
{
    const auto group = register_module(name, std::make_shared<torch::nn::Module>());
    return {group->register_parameter("weight", weight), group->register_parameter("bias", bias)};
}

Tensor SketchNetImpl::lastStates(const SketchCellNet &cell, const SketchBatch &batch, const Tensor &inputs,
                                 const SketchDropout &dropout, SketchPath path) const
{
    const SketchCellState zero = cell.zeroState(batch.drawings());
    const Tensor hidden =
        isFast(cell, inputs, path)
            ? packedLstm(batch.points, inputs.mm(cell.weightXh()), cell.bias().expand({batch.drawings(), -1}),
                         cell.weightHh(), zero.hidden, zero.cell, dropout, factorsOf(path))
            : cell.runSteps(*batch.points, inputs, zero, dropout, path);
    return hidden.index_select(0, batch.points->lastRow.to(hidden.device())); // [B, u]
}

SketchCode SketchNetImpl::encode(const SketchBatch &batch, const SketchDropout &dropout, SketchPath path)
{
    const Tensor code = torch::cat(
        {lastStates(*m_forward, batch, batch.forwardInputs, withStream(dropout, kForwardMask), path),
         lastStates(*m_backward, batch, batch.backwardInputs, withStream(dropout, kBackwardMask), path)},
        1); // [B, 2u]
    return codeOf(code);
}

SketchCode SketchNetImpl::encode(const EvenSketchBatch &batch) const
{
    const Tensor hidden = SketchCellNet::runEvenPair(*m_forward, *m_backward, batch.forwardInputs,
                                                     batch.backwardInputs, batch.encoderMask);
    const auto last = [&](std::int64_t direction) {
        return hidden.select(1, direction).flatten(0, 1).index_select(0, batch.lastRow);
    };
    return codeOf(torch::cat({last(0), last(1)}, 1));
}

SketchCode SketchNetImpl::codeOf(const Tensor &hidden) const
{
    return {torch::addmm(m_mean.bias, hidden, m_mean.weight),
            torch::addmm(m_presig.bias, hidden, m_presig.weight)};
}

Tensor SketchNetImpl::initialState(const Tensor &condition, std::int64_t drawings) const
{
    if (!condition.defined())
        return torch::zeros({drawings, m_config.stateSize()}, m_output.weight.options().requires_grad(false));
    const Tensor known = m_config.squashesLatent ? condition.tanh() : condition;
    return torch::addmm(m_initial.bias, known, m_initial.weight).tanh(); // [B, state]
}

Tensor SketchNetImpl::decode(const SketchBatch &batch, const Tensor &z, const SketchDropout &dropout,
                             SketchPath path)
{
    const SketchCellNet &cell = *m_decoder;
    const Tensor condition = conditionOf(batch.labels, z);
    const SketchCellState initial = cell.unpacked(initialState(condition, batch.drawings()));
    const SketchDropout inside = withStream(dropout, kDecoderMask);
    Tensor hidden; // [steps, u]
    if (isFast(cell, batch.inputs, path) && dropout.input <= 0.0) {
        // What joins every row of a drawing reaches the gates once, not once a row.
        const Tensor fromCondition =
            condition.defined() ? torch::addmm(cell.bias(), condition, cell.weightXh().slice(0, kPointSize))
                                : cell.bias().expand({batch.drawings(), -1});
        hidden =
            packedLstm(batch.steps, batch.inputs.mm(cell.weightXh().slice(0, 0, kPointSize)), fromCondition,
                       cell.weightHh(), initial.hidden, initial.cell, inside, factorsOf(path));
    } else {
        Tensor inputs = batch.inputs;
        if (condition.defined())
            inputs = torch::cat(
                {inputs, condition.index_select(0, batch.steps->sequenceOfRow.to(inputs.device()))}, 1);
        inputs = dropped(inputs, dropout.input, dropout, kInputMask);
        hidden = isFast(cell, inputs, path)
                     ? packedLstm(batch.steps, inputs.mm(cell.weightXh()),
                                  cell.bias().expand({batch.drawings(), -1}), cell.weightHh(), initial.hidden,
                                  initial.cell, inside, factorsOf(path))
                     : cell.runSteps(*batch.steps, inputs, initial, inside, path);
    }
    hidden = dropped(hidden, dropout.output, dropout, kOutputMask);
    return hasOwnProducts(hidden, path)
               ? tableProduct(hidden, m_output.weight, m_output.bias, factorsOf(path))
               : torch::addmm(m_output.bias, hidden, m_output.weight);
}

Tensor SketchNetImpl::decode(const EvenSketchBatch &batch, const Tensor &z) const
{
    const Tensor condition = conditionOf(batch.labels, z);
    Tensor inputs = batch.inputs;
    if (condition.defined())
        inputs = torch::cat({inputs, condition.expand({inputs.size(0), -1, -1})}, 2);
    if (batch.inputMask.defined())
        inputs = inputs * batch.inputMask;
    const SketchCellState initial = m_decoder->unpacked(initialState(condition, batch.drawings()));
    Tensor hidden = m_decoder->runEven(inputs, initial, batch.decoderMask); // [S, B, u]
    if (batch.outputMask.defined())
        hidden = hidden * batch.outputMask;
    return torch::addmm(m_output.bias, hidden.flatten(0, 1), m_output.weight);
}

std::int64_t SketchNetImpl::parameterCount() const
{
    std::int64_t count = 0;
    for (const Tensor &parameter : parameters())
        count += parameter.numel();
    return count;
}

} // namespace solferino::models
