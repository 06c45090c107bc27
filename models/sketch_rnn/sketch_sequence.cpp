// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sequence.h"

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
                          const PackingPtr &packing, double rate, std::uint64_t seed)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto units = weightHh.size(0);
        const Tensor gates = inputSums.detach();
        const Tensor hiddens = torch::empty({packing->rows, units}, gates.options());
        const Tensor cells = torch::empty_like(hiddens);
        const Tensor added = condition.contiguous(), hidden0 = hidden.contiguous(), cell0 = cell.contiguous();
        forEachShare(*packing, [&](const SequencePacking::Share &share) {
            Tensor before = hidden0.narrow(0, share.firstSequence, share.sequences);
            const float *cellBefore = rowsAt(cell0, share.firstSequence);
            for (std::size_t t = 0; t < share.steps.size(); ++t) {
                const auto [row, count] = share.steps[t];
                gates.narrow(0, row, count).addmm_(before.narrow(0, 0, count), weightHh);
                const kernels::LstmStep step{.rows = count,
                                             .units = units,
                                             .gates = rowsAt(gates, row),
                                             .condition = rowsAt(added, share.firstSequence),
                                             .cellBefore = cellBefore,
                                             .dropout = stepDropout(*packing, rate, seed,
                                                                    static_cast<std::int64_t>(t),
                                                                    share.firstSequence, units)};
                kernels::sketchLstmForward(step, rowsAt(cells, row), rowsAt(hiddens, row));
                before = hiddens.narrow(0, row, count);
                cellBefore = rowsAt(cells, row);
            }
        });
        context->save_for_backward({weightHh, hidden0, cell0, gates, cells, hiddens});
        context->saved_data["packing"] = c10::IValue::make_capsule(packing);
        context->saved_data["rate"] = rate;
        context->saved_data["seed"] = static_cast<std::int64_t>(seed);
        return hiddens;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const Tensor &weightHh = saved[0], &hidden0 = saved[1], &cell0 = saved[2];
        const Tensor &gates = saved[3], &cells = saved[4], &hiddens = saved[5];
        const auto holder = context->saved_data["packing"].toCapsule();
        const auto &packing = static_cast<const SequencePacking &>(*holder);
        const double rate = context->saved_data["rate"].toDouble();
        const auto seed = static_cast<std::uint64_t>(context->saved_data["seed"].toInt());
        const Tensor dHiddens = gradients[0].contiguous();
        const auto units = weightHh.size(0);
        const Tensor dCondition = torch::zeros({packing.sequences(), 4 * units}, gates.options());
        const Tensor dHidden0 = torch::zeros_like(hidden0), dCell0 = torch::zeros_like(cell0);
        const Tensor recurrent = weightHh.t();
        forEachShare(packing, [&](const SequencePacking::Share &share) {
            const Tensor dh = torch::empty({share.sequences, units}, gates.options());
            float *dCell = rowsAt(dCell0, share.firstSequence);
            for (std::size_t t = share.steps.size(); t-- > 0;) {
                const auto [row, count] = share.steps[t];
                dh.narrow(0, 0, count).copy_(dHiddens.narrow(0, row, count));
                if (t + 1 < share.steps.size()) {
                    const auto [nextRow, nextCount] = share.steps[t + 1];
                    dh.narrow(0, 0, nextCount).addmm_(gates.narrow(0, nextRow, nextCount), recurrent);
                }
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
            const auto [row, count] = share.steps.front();
            Tensor dFirst = dHidden0.narrow(0, share.firstSequence, share.sequences);
            at::mm_out(dFirst, gates.narrow(0, row, count), recurrent);
        });
        const Tensor before = torch::cat({hidden0, hiddens}, 0).index_select(0, packing.rowBefore);
        const Tensor dWeight = before.t().mm(gates);
        return {gates, dCondition, dWeight, dHidden0, dCell0, {}, {}, {}};
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
                  const SketchDropout &dropout)
{
    return PackedLstm::apply(inputSums, condition, weightHh, hidden, cell, packing, dropout.recurrent,
                             dropout.seed);
}

} // namespace solferino::models
