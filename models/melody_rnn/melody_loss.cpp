// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_loss.h"

#include "models/layers/even_length.h"

namespace solferino::models {

using torch::Tensor;

namespace {

Tensor lossOfLogits(const Tensor &logits, const Tensor &labels)
{
    return torch::nn::functional::cross_entropy(
        logits.flatten(0, 1), labels.flatten(),
        torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-1).reduction(torch::kSum));
}

Tensor withSteps(const Tensor &table, std::int64_t steps, double value)
{
    auto shape = table.sizes().vec();
    shape[0] = steps - shape[0];
    return torch::cat({table, torch::full(shape, value, table.options())}, 0);
}

} // namespace

Tensor melodyLoss(EventNet &net, const Tensor &inputs, const Tensor &labels, const EventNetDropout &dropout)
{
    return lossOfLogits(net->forward(inputs, dropout), labels);
}

MelodyBatch withEvenLength(const MelodyBatch &batch, std::int64_t maxLength)
{
    const std::int64_t steps = evenLength(batch.labels.size(0), maxLength);
    return {withSteps(batch.inputs, steps, 0.0), withSteps(batch.labels, steps, -1.0)};
}

Tensor melodyStepLoss(EventNet &net, const std::vector<Tensor> &inputs)
{
    EventNetDropout dropout;
    dropout.masks.assign(inputs.begin() + 3, inputs.end());
    return (lossOfLogits(net->forwardFused(inputs[0], dropout), inputs[1]) * inputs[2]).view({1});
}

} // namespace solferino::models
