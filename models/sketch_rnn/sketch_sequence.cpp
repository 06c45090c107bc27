// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sequence.h"

#include "models/layers/table_product.h"
#include "models/sketch_rnn/sketch_kernels.h"

#include <ATen/Parallel.h>

namespace solferino::models {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

kernels::StepDropout stepDropout(const SequencePacking &packing, double rate, std::uint64_t seed,
                                 std::int64_t step, std::int64_t firstSequence, std::int64_t units)
{
    return {.rate = rate,
            .seed = seed,
            .firstIndex = static_cast<std::uint32_t>((step * packing.sequences() + firstSequence) * units)};
}

/// Calls `work(share)` for all shares, each on a thread of its own where torch has as many.
template <class Work>
void forEachShare(const SequencePacking &packing, const Work &work)
{
    at::parallel_for(0, static_cast<std::int64_t>(packing.shares.size()), 1,
                     [&](std::int64_t first, std::int64_t last) {
                         const at::AutoDispatchBelowADInplaceOrView guard;
                         for (std::int64_t i = first; i < last; ++i)
                             work(packing.shares[static_cast<std::size_t>(i)]);
                     });
}

float *rowsAt(const Tensor &table, std::int64_t row)
{
    return table.data_ptr<float>() + row * table.size(1);
}

class PackedLstm final : public torch::autograd::Function<PackedLstm>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &inputSums, const Tensor &condition,
                          const Tensor &weightHh, const Tensor &hidden, const Tensor &cell,
                          const PackingPtr &packing, double rate, std::uint64_t seed, bool isRounded)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const Factors factors = isRounded ? Factors::BFloat16 : Factors::Float32;
        const auto units = weightHh.size(0), sequences = packing->sequences();
        const Tensor gates = inputSums.detach();
        // As SequencePacking::rowBefore counts: the states at the start, then those of all rows.
        const Tensor states = torch::empty({sequences + packing->rows, units}, gates.options());
        states.narrow(0, 0, sequences).copy_(hidden);
        const Tensor hiddens = states.narrow(0, sequences, packing->rows);
        const Tensor cells = torch::empty_like(hiddens);
        const Tensor added = condition.contiguous(), cell0 = cell.contiguous();
        const RightFactor recurrent = rightFactor(weightHh, factors);
        forEachShare(*packing, [&](const SequencePacking::Share &share) {
            const float *hiddenBefore = rowsAt(states, share.firstSequence);
            const float *cellBefore = rowsAt(cell0, share.firstSequence);
            for (std::size_t t = 0; t < share.steps.size(); ++t) {
                const auto [row, count] = share.steps[t];
                recurrent.multiply(hiddenBefore, sizeOf(units), sizeOf(count), rowsAt(gates, row),
                                   sizeOf(4 * units), true);
                const kernels::LstmStep step{.rows = count,
                                             .units = units,
                                             .gates = rowsAt(gates, row),
                                             .condition = rowsAt(added, share.firstSequence),
                                             .cellBefore = cellBefore,
                                             .dropout = stepDropout(*packing, rate, seed,
                                                                    static_cast<std::int64_t>(t),
                                                                    share.firstSequence, units)};
                kernels::sketchLstmForward(step, rowsAt(cells, row), rowsAt(hiddens, row));
                hiddenBefore = rowsAt(hiddens, row);
                cellBefore = rowsAt(cells, row);
            }
        });
        context->save_for_backward({weightHh, states, cell0, gates, cells});
        context->saved_data["packing"] = c10::IValue::make_capsule(packing);
        context->saved_data["rate"] = rate;
        context->saved_data["seed"] = static_cast<std::int64_t>(seed);
        context->saved_data["rounded"] = isRounded;
        return hiddens;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const Tensor &weightHh = saved[0], &states = saved[1], &cell0 = saved[2];
        const Tensor &gates = saved[3], &cells = saved[4];
        const auto holder = context->saved_data["packing"].toCapsule();
        const auto &packing = static_cast<const SequencePacking &>(*holder);
        const double rate = context->saved_data["rate"].toDouble();
        const auto seed = static_cast<std::uint64_t>(context->saved_data["seed"].toInt());
        const Factors factors =
            context->saved_data["rounded"].toBool() ? Factors::BFloat16 : Factors::Float32;
        const Tensor dHiddens = gradients[0].contiguous();
        const auto units = weightHh.size(0);
        const Tensor dCondition = torch::zeros({packing.sequences(), 4 * units}, gates.options());
        const Tensor dHidden0 = torch::zeros_like(cell0), dCell0 = torch::zeros_like(cell0);
        const RightFactor recurrent = turnedFactor(weightHh, factors);
        forEachShare(packing, [&](const SequencePacking::Share &share) {
            const Tensor dh = torch::empty({share.sequences, units}, gates.options());
            const auto addFromStep = [&](const SequencePacking::Step &step, float *to) {
                recurrent.multiply(rowsAt(gates, step.firstRow), sizeOf(4 * units), sizeOf(step.count), to,
                                   sizeOf(units), true);
            };
            float *dCell = rowsAt(dCell0, share.firstSequence);
            for (std::size_t t = share.steps.size(); t-- > 0;) {
                const auto [row, count] = share.steps[t];
                dh.narrow(0, 0, count).copy_(dHiddens.narrow(0, row, count));
                if (t + 1 < share.steps.size())
                    addFromStep(share.steps[t + 1], dh.data_ptr<float>());
                const float *cellBefore =
                    t > 0 ? rowsAt(cells, share.steps[t - 1].firstRow) : rowsAt(cell0, share.firstSequence);
                const kernels::LstmStep step{.rows = count,
                                             .units = units,
                                             .gates = rowsAt(gates, row),
                                             .cellBefore = cellBefore,
                                             .dropout = stepDropout(packing, rate, seed,
                                                                    static_cast<std::int64_t>(t),
                                                                    share.firstSequence, units)};
                kernels::sketchLstmBackward(step, rowsAt(cells, row), dh.data_ptr<float>(), dCell,
                                            rowsAt(dCondition, share.firstSequence));
            }
            addFromStep(share.steps.front(), rowsAt(dHidden0, share.firstSequence));
        });
        const Tensor dWeight = transposedProduct(states.index_select(0, packing.rowBefore), gates, factors);
        return {gates, dCondition, dWeight, dHidden0, dCell0, {}, {}, {}, {}};
    }
};

} // namespace

Tensor recurrentMask(const SequencePacking &packing, const SketchDropout &dropout, std::int64_t units)
{
    Tensor mask = torch::empty({packing.rows, units});
    for (const SequencePacking::Share &share : packing.shares) {
        for (std::size_t t = 0; t < share.steps.size(); ++t)
            kernels::dropoutMask(share.steps[t].count * units,
                                 stepDropout(packing, dropout.recurrent, dropout.seed,
                                             static_cast<std::int64_t>(t), share.firstSequence, units),
                                 rowsAt(mask, share.steps[t].firstRow));
    }
    return mask;
}

Tensor packedLstm(const PackingPtr &packing, const Tensor &inputSums, const Tensor &condition,
                  const Tensor &weightHh, const Tensor &hidden, const Tensor &cell,
                  const SketchDropout &dropout, Factors factors)
{
    return PackedLstm::apply(inputSums, condition, weightHh, hidden, cell, packing, dropout.recurrent,
                             dropout.seed, factors == Factors::BFloat16);
}

} // namespace solferino::models
