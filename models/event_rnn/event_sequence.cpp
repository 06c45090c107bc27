// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_sequence.h"

#include "models/event_rnn/event_kernels.h"
#include "models/layers/table_product.h"

#include <ATen/Parallel.h>

namespace solferino::models {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

constexpr Factors kFactors = Factors::Float32;

bool isOneHot(const Tensor &inputs)
{
    return inputs.scalar_type() == torch::kInt64;
}

Tensor flat(const Tensor &sequence)
{
    return sequence.flatten(0, 1);
}

/// The sums that the inputs of all steps send to the gates.
Tensor inputSums(const Tensor &inputs, const Tensor &weight, const Tensor &bias)
{
    const auto steps = inputs.size(0), batch = inputs.size(1), width = weight.size(0);
    Tensor sums = torch::empty({steps, batch, width}, weight.options());
    Tensor rows = sums.view({steps * batch, width});
    if (isOneHot(inputs)) {
        const Tensor table = (weight.t() + bias).contiguous(); // [in, 4u]
        at::index_select_out(rows, table, 0, inputs.reshape({-1}));
    } else {
        rows.copy_(bias.expand_as(rows));
        multiplyTable(flat(inputs).contiguous(), turnedFactor(weight, kFactors), rows, true);
    }
    return sums;
}

struct InputGradients
{
    Tensor inputs, weight, bias;
};

InputGradients inputGradients(const Tensor &dSums, const Tensor &inputs, const Tensor &weight,
                              bool needsInputs)
{
    InputGradients result;
    const Tensor rows = flat(dSums); // [T B, 4u]
    result.bias = rows.sum(0);
    if (isOneHot(inputs)) {
        const Tensor indices = inputs.reshape({-1});
        result.weight = at::embedding_dense_backward(rows, indices, weight.size(1), -1, false).t();
    } else {
        result.weight = transposedProduct(rows, flat(inputs).contiguous(), kFactors);
        if (needsInputs) {
            result.inputs = torch::empty(inputs.sizes(), rows.options());
            Tensor inputRows = result.inputs.flatten(0, 1);
            multiplyTable(rows, rightFactor(weight, kFactors), inputRows, false);
        }
    }
    return result;
}

/// Calls `work(first, last)` for shares of the batch, one for each thread of torch.
template <class Work>
void forEachShare(std::int64_t batch, const Work &work)
{
    const std::int64_t threads = std::max<std::int64_t>(1, at::get_num_threads());
    at::parallel_for(0, batch, (batch + threads - 1) / threads, [&](std::int64_t first, std::int64_t last) {
        const at::AutoDispatchBelowADInplaceOrView guard;
        work(first, last);
    });
}

std::vector<Tensor> stepsOf(const Tensor &sequence, std::int64_t first, std::int64_t last)
{
    return sequence.slice(1, first, last).unbind(0);
}

/// to [rows, columns] += from [rows, inner] x factor, for what is dense in its rows.
void addProduct(const Tensor &from, const RightFactor &factor, const Tensor &to)
{
    factor.multiply(from.data_ptr<float>(), sizeOf(from.stride(0)), sizeOf(from.size(0)),
                    to.data_ptr<float>(), sizeOf(to.stride(0)), true);
}

class LstmSequence final : public torch::autograd::Function<LstmSequence>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &inputs, const Tensor &weightIh,
                          const Tensor &bias, const Tensor &weightHh)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto units = weightHh.size(1);
        const Tensor gates = inputSums(inputs, weightIh, bias);
        const Tensor hidden = torch::empty({gates.size(0), gates.size(1), units}, gates.options());
        const Tensor cell = torch::empty_like(hidden);
        const RightFactor recurrent = turnedFactor(weightHh, kFactors);
        forEachShare(gates.size(1), [&](std::int64_t first, std::int64_t last) {
            const auto sums = stepsOf(gates, first, last);
            const auto outputs = stepsOf(hidden, first, last);
            const auto cells = stepsOf(cell, first, last);
            for (std::size_t t = 0; t < sums.size(); ++t) {
                if (t > 0)
                    addProduct(outputs[t - 1], recurrent, sums[t]);
                kernels::lstmForward(last - first, units, sums[t].data_ptr<float>(),
                                     t > 0 ? cells[t - 1].data_ptr<float>() : nullptr,
                                     cells[t].data_ptr<float>(), units, outputs[t].data_ptr<float>(), units);
            }
        });
        context->save_for_backward({inputs, weightIh, weightHh, gates, cell, hidden});
        context->saved_data["needs_inputs"] = inputs.requires_grad();
        return hidden;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const Tensor &inputs = saved[0], &weightIh = saved[1], &weightHh = saved[2];
        const Tensor &gates = saved[3], &cell = saved[4], &hidden = saved[5];
        const Tensor dHidden = gradients[0].contiguous();
        const auto steps = gates.size(0), units = weightHh.size(1);
        const RightFactor recurrent = rightFactor(weightHh, kFactors);
        forEachShare(gates.size(1), [&](std::int64_t first, std::int64_t last) {
            const auto dSums = stepsOf(gates, first, last);
            const auto dOutputs = stepsOf(dHidden, first, last);
            const auto cells = stepsOf(cell, first, last);
            const Tensor dCell = torch::zeros({last - first, units}, gates.options());
            const Tensor dh = torch::empty({last - first, units}, gates.options());
            for (std::size_t t = dSums.size(); t-- > 0;) {
                dh.copy_(dOutputs[t]);
                if (t + 1 < dSums.size())
                    addProduct(dSums[t + 1], recurrent, dh);
                kernels::lstmBackward(last - first, units, dSums[t].data_ptr<float>(),
                                      t > 0 ? cells[t - 1].data_ptr<float>() : nullptr,
                                      cells[t].data_ptr<float>(), units, dCell.data_ptr<float>(),
                                      dh.data_ptr<float>(), units);
            }
        });
        const auto fromInputs =
            inputGradients(gates, inputs, weightIh, context->saved_data["needs_inputs"].toBool());
        const Tensor dWeightHh =
            transposedProduct(flat(gates.slice(0, 1)), flat(hidden.slice(0, 0, steps - 1)), kFactors);
        return {fromInputs.inputs, fromInputs.weight, fromInputs.bias, dWeightHh};
    }
};

/// [T, B, width] laid out sequence by sequence: a window is then one run of memory. The spare step keeps rows
/// of different sequences out of each other's cache sets.
Tensor sequenceMajor(std::int64_t steps, std::int64_t batch, std::int64_t width,
                     const at::TensorOptions &options)
{
    return torch::empty({batch, steps + 1, width}, options).narrow(1, 0, steps).transpose(0, 1);
}

float *rowAt(const Tensor &sequence, std::int64_t step, std::int64_t row)
{
    return sequence.data_ptr<float>() + step * sequence.stride(0) + row * sequence.stride(1);
}

kernels::AttentionWindow windowAt(const Tensor &outputs, const Tensor &queries, const Tensor &score,
                                  std::int64_t slots, std::int64_t step, std::int64_t row)
{
    kernels::AttentionWindow window;
    window.units = score.size(0);
    window.slots = slots;
    window.filled = std::min(step, slots);
    window.historyStride = outputs.stride(0);
    window.history = rowAt(outputs, step - window.filled, row);
    window.score = score.data_ptr<float>();
    window.query = rowAt(queries, step, row);
    return window;
}

/// Buffers of all steps: states [c ; h ; a], outputs [y ; key].
class AttentionSequence final : public torch::autograd::Function<AttentionSequence>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &inputs, const Tensor &inputWeight,
                          const Tensor &inputBias, const Tensor &recurrentWeight, const Tensor &queryWeight,
                          const Tensor &queryBias, const Tensor &score, const Tensor &outputWeight,
                          const Tensor &outputBias, std::int64_t slots)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto units = score.size(0);
        const Tensor gates = inputSums(inputs, inputWeight, inputBias);
        const auto steps = gates.size(0), batch = gates.size(1);
        const Tensor states = torch::empty({steps, batch, 3 * units}, gates.options());
        const Tensor queries = queryBias.expand({steps, batch, units}).contiguous();
        const Tensor weights = torch::empty({steps, batch, slots}, gates.options());
        const Tensor outputs = sequenceMajor(steps, batch, 2 * units, gates.options());
        outputs.copy_(outputBias.expand_as(outputs));
        const Tensor scores = score.contiguous();
        const RightFactor toGates = turnedFactor(recurrentWeight, kFactors),
                          toQuery = turnedFactor(queryWeight, kFactors),
                          toOutput = turnedFactor(outputWeight, kFactors);
        forEachShare(batch, [&](std::int64_t first, std::int64_t last) {
            const auto sums = stepsOf(gates, first, last);
            const auto cellHidden = stepsOf(states.narrow(2, 0, 2 * units), first, last);
            const auto hiddenAttended = stepsOf(states.narrow(2, units, 2 * units), first, last);
            const auto query = stepsOf(queries, first, last);
            const auto output = stepsOf(outputs, first, last);
            for (std::size_t t = 0; t < sums.size(); ++t) {
                if (t > 0)
                    addProduct(hiddenAttended[t - 1], toGates, sums[t]);
                float *cell = cellHidden[t].data_ptr<float>();
                kernels::lstmForward(last - first, units, sums[t].data_ptr<float>(),
                                     t > 0 ? cellHidden[t - 1].data_ptr<float>() : nullptr, cell, 3 * units,
                                     cell + units, 3 * units);
                addProduct(cellHidden[t], toQuery, query[t]);
                const auto step = static_cast<std::int64_t>(t);
                for (std::int64_t row = first; row < last; ++row)
                    kernels::attentionForward(windowAt(outputs, queries, scores, slots, step, row),
                                              rowAt(weights, step, row),
                                              cell + (row - first) * 3 * units + 2 * units);
                addProduct(hiddenAttended[t], toOutput, output[t]);
            }
        });
        context->save_for_backward({inputs, inputWeight, recurrentWeight, queryWeight, scores, outputWeight,
                                    gates, states, queries, weights, outputs});
        context->saved_data["needs_inputs"] = inputs.requires_grad();
        context->saved_data["slots"] = slots;
        return outputs.narrow(2, 0, units).clone();
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const Tensor &inputs = saved[0], &inputWeight = saved[1], &recurrentWeight = saved[2];
        const Tensor &queryWeight = saved[3], &score = saved[4], &outputWeight = saved[5];
        const Tensor &gates = saved[6], &states = saved[7], &queries = saved[8], &weights = saved[9];
        const Tensor &outputs = saved[10];
        const auto slots = context->saved_data["slots"].toInt();
        const auto units = score.size(0), steps = gates.size(0), batch = gates.size(1);
        const Tensor dOutputs = sequenceMajor(steps, batch, 2 * units, gates.options());
        dOutputs.zero_();
        dOutputs.narrow(2, 0, units).copy_(gradients[0]);
        const Tensor dQueries = torch::empty_like(queries);
        const Tensor dScore = torch::zeros({batch, units}, score.options());
        const RightFactor fromGates = rightFactor(recurrentWeight, kFactors),
                          fromQuery = rightFactor(queryWeight, kFactors),
                          fromOutput = rightFactor(outputWeight, kFactors);
        forEachShare(batch, [&](std::int64_t first, std::int64_t last) {
            const auto dSums = stepsOf(gates, first, last);
            const auto cells = stepsOf(states, first, last);
            const auto dOutput = stepsOf(dOutputs, first, last);
            const auto dQuery = stepsOf(dQueries, first, last);
            const Tensor dState = torch::zeros({last - first, 3 * units}, gates.options()); // [c ; h ; a]
            const Tensor dCellHidden = dState.narrow(1, 0, 2 * units);
            const Tensor dHiddenAttended = dState.narrow(1, units, 2 * units);
            float *dRows = dState.data_ptr<float>();
            for (std::size_t t = dSums.size(); t-- > 0;) {
                addProduct(dOutput[t], fromOutput, dHiddenAttended);
                const auto step = static_cast<std::int64_t>(t);
                for (std::int64_t row = first; row < last; ++row) {
                    const auto window = windowAt(outputs, queries, score, slots, step, row);
                    kernels::attentionBackward(
                        window, rowAt(weights, step, row), dRows + (row - first) * 3 * units + 2 * units,
                        rowAt(dOutputs, step - window.filled, row), dScore.data_ptr<float>() + row * units,
                        rowAt(dQueries, step, row));
                }
                addProduct(dQuery[t], fromQuery, dCellHidden);
                kernels::lstmBackward(last - first, units, dSums[t].data_ptr<float>(),
                                      t > 0 ? cells[t - 1].data_ptr<float>() : nullptr,
                                      cells[t].data_ptr<float>(), 3 * units, dRows, dRows + units, 3 * units);
                dHiddenAttended.zero_();
                addProduct(dSums[t], fromGates, dHiddenAttended);
            }
        });
        const auto fromInputs =
            inputGradients(gates, inputs, inputWeight, context->saved_data["needs_inputs"].toBool());
        const Tensor cellHidden = flat(states).narrow(1, 0, 2 * units);
        const Tensor hiddenAttended = states.narrow(2, units, 2 * units);
        const Tensor dRecurrent =
            transposedProduct(flat(gates.slice(0, 1)), flat(hiddenAttended.slice(0, 0, steps - 1)), kFactors);
        const Tensor dQueryRows = flat(dQueries), dOutputRows = flat(dOutputs);
        return {fromInputs.inputs,
                fromInputs.weight,
                fromInputs.bias,
                dRecurrent,
                transposedProduct(dQueryRows, cellHidden, kFactors),
                dQueryRows.sum(0),
                dScore.sum(0),
                transposedProduct(dOutputRows, flat(hiddenAttended), kFactors),
                dOutputRows.sum(0),
                Tensor()};
    }
};

class SeededDropout final : public torch::autograd::Function<SeededDropout>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &values, double rate, std::int64_t seed)
    {
        context->saved_data["rate"] = rate;
        context->saved_data["seed"] = seed;
        return masked(values, rate, seed);
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        return {
            masked(gradients[0], context->saved_data["rate"].toDouble(), context->saved_data["seed"].toInt()),
            Tensor(), Tensor()};
    }

private:
    static Tensor masked(const Tensor &values, double rate, std::int64_t seed)
    {
        const Tensor in = values.contiguous();
        const Tensor out = torch::empty_like(in);
        kernels::dropout(in.numel(), in.data_ptr<float>(), out.data_ptr<float>(), rate,
                         static_cast<std::uint64_t>(seed));
        return out;
    }
};

} // namespace

Tensor lstmSequence(const Tensor &inputs, const Tensor &weightIh, const Tensor &bias, const Tensor &weightHh)
{
    return LstmSequence::apply(inputs, weightIh, bias, weightHh);
}

Tensor attentionSequence(const Tensor &inputs, const FoldedAttention &weights)
{
    return AttentionSequence::apply(inputs, weights.inputWeight, weights.inputBias, weights.recurrentWeight,
                                    weights.queryWeight, weights.queryBias, weights.score,
                                    weights.outputWeight, weights.outputBias, weights.window);
}

Tensor seededDropout(const Tensor &values, double rate, std::uint64_t seed)
{
    return SeededDropout::apply(values, rate, static_cast<std::int64_t>(seed));
}

} // namespace solferino::models
