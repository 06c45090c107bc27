// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_even_batch.h"

#include "models/layers/even_length.h"

#include <algorithm>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr std::int64_t kRowSize = 5;

// Independent masks of one seed.
enum Mask : std::uint64_t { kEncoderMask, kDecoderMask, kInputMask, kOutputMask };

template <class Batch>
auto places(Batch &batch)
{
    return std::vector{&batch.forwardInputs, &batch.backwardInputs, &batch.lastRow,     &batch.inputs,
                       &batch.targets,       &batch.counts,         &batch.labels,      &batch.noise,
                       &batch.klWeight,      &batch.encoderMask,    &batch.decoderMask, &batch.inputMask,
                       &batch.outputMask};
}

/// Packed rows [rows, 5] at their places; what no row comes to is the row after a drawing's end.
Tensor spread(const SequencePacking &packing, const Tensor &rows, std::int64_t steps)
{
    Tensor table = torch::zeros({steps, packing.sequences(), kRowSize});
    table.select(2, kRowSize - 1).fill_(1.0);
    return table.index_put_({packing.stepOfRow, packing.sequenceOfRow}, rows);
}

std::int64_t longestOf(const SequencePacking &packing)
{
    return *std::max_element(packing.lengths.begin(), packing.lengths.end());
}

} // namespace

std::vector<Tensor> EvenSketchBatch::tensors() const
{
    std::vector<Tensor> result;
    for (const Tensor *place : places(*this)) {
        if (place->defined())
            result.push_back(*place);
    }
    return result;
}

EvenSketchBatch EvenSketchBatch::with(const std::vector<Tensor> &tensors) const
{
    EvenSketchBatch result = *this;
    auto next = tensors.begin();
    for (Tensor *place : places(result)) {
        if (place->defined())
            *place = *next++;
    }
    return result;
}

EvenSketchBatch evenBatch(const SketchConfig &config, const SketchBatch &batch)
{
    EvenSketchBatch result;
    const auto steps = evenLength(longestOf(*batch.steps), config.maxLength);
    result.inputs = spread(*batch.steps, batch.inputs, steps);
    result.targets = spread(*batch.steps, batch.targets, steps);
    result.counts = torch::zeros({steps, batch.drawings()})
                        .index_put_({batch.steps->stepOfRow, batch.steps->sequenceOfRow}, torch::ones({1}));
    if (config.isConditional) {
        const auto points = evenLength(longestOf(*batch.points), config.maxLength);
        result.forwardInputs = spread(*batch.points, batch.forwardInputs, points);
        result.backwardInputs = spread(*batch.points, batch.backwardInputs, points);
        result.lastRow = (torch::tensor(batch.points->lengths) - 1) * batch.drawings() +
                         torch::arange(batch.drawings(), torch::kInt64);
    }
    result.labels = batch.labels;
    return result;
}

void addMasks(EvenSketchBatch &batch, const SketchConfig &config, const SketchDropout &dropout,
              MaskSource &source)
{
    const auto draw = [&](at::IntArrayRef shape, double rate, Mask mask) {
        return rate > 0.0 ? source.draw(shape, rate, mixSeed(dropout.seed, mask)) : Tensor();
    };
    const auto steps = batch.inputs.size(0), drawings = batch.drawings(), units = config.decoderSize;
    if (config.isConditional)
        batch.encoderMask = draw({batch.forwardInputs.size(0), 2, drawings, config.encoderSize},
                                 dropout.recurrent, kEncoderMask);
    batch.decoderMask = draw({steps, 1, drawings, units}, dropout.recurrent, kDecoderMask);
    batch.inputMask = draw({steps, drawings, config.inputSize()}, dropout.input, kInputMask);
    batch.outputMask = draw({steps, drawings, units}, dropout.output, kOutputMask);
}

} // namespace solferino::models
