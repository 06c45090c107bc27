// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_packing.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace solferino::models {

SequencePacking::SequencePacking(std::vector<std::int64_t> givenLengths,
                                 const std::vector<std::int64_t> &shareSizes)
    : lengths(std::move(givenLengths))
{
    rows = std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0});
    sequenceOfRow = torch::empty({rows}, torch::kInt64);
    stepOfRow = torch::empty({rows}, torch::kInt64);
    rowBefore = torch::empty({rows}, torch::kInt64);
    lastRow = torch::empty({sequences()}, torch::kInt64);
    auto *sequence = sequenceOfRow.data_ptr<std::int64_t>();
    auto *stepAt = stepOfRow.data_ptr<std::int64_t>();
    auto *before = rowBefore.data_ptr<std::int64_t>();
    auto *last = lastRow.data_ptr<std::int64_t>();

    std::int64_t row = 0;
    std::int64_t first = 0;
    for (const std::int64_t size : shareSizes) {
        Share share{.firstSequence = first, .sequences = size, .steps = {}};
        std::int64_t active = size;
        for (std::int64_t step = 0;; ++step) {
            while (active > 0 && lengths[static_cast<std::size_t>(first + active - 1)] <= step)
                --active;
            if (active == 0)
                break;
            for (std::int64_t i = 0; i < active; ++i) {
                sequence[row + i] = first + i;
                stepAt[row + i] = step;
                before[row + i] = step == 0 ? first + i : sequences() + share.steps.back().firstRow + i;
                last[first + i] = row + i;
            }
            share.steps.push_back({row, active});
            row += active;
        }
        first += size;
        shares.push_back(std::move(share));
    }
}

PackingOrder packingOrder(const std::vector<std::int64_t> &lengths, std::int64_t shares)
{
    std::vector<std::size_t> sorted(lengths.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t left, std::size_t right) { return lengths[left] > lengths[right]; });
    const auto count = std::clamp<std::size_t>(static_cast<std::size_t>(std::max<std::int64_t>(1, shares)), 1,
                                               std::max<std::size_t>(1, sorted.size()));
    PackingOrder result;
    for (std::size_t share = 0; share < count; ++share) {
        const std::size_t before = result.order.size();
        for (std::size_t i = share; i < sorted.size(); i += count)
            result.order.push_back(sorted[i]);
        result.shareSizes.push_back(static_cast<std::int64_t>(result.order.size() - before));
    }
    return result;
}

} // namespace solferino::models
