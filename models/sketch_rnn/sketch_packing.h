// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace solferino::models {

/// Sequences of different lengths as one table of rows without gaps, so that no time goes into padding. The
/// sequences fall into shares, one a thread; in a share they lie longest first, and its rows lie step by
/// step: step t has a row for each of the share's first `count` sequences.
struct SequencePacking final : torch::CustomClassHolder
{
    struct Step
    {
        std::int64_t firstRow = 0;
        std::int64_t count = 0;
    };
    struct Share
    {
        std::int64_t firstSequence = 0;
        std::int64_t sequences = 0;
        std::vector<Step> steps;
    };

    /// `lengths` of the sequences in their order in the batch, none below 1; in each share none grows.
    SequencePacking(std::vector<std::int64_t> lengths, const std::vector<std::int64_t> &shareSizes);

    std::vector<std::int64_t> lengths;
    std::vector<Share> shares;
    std::int64_t rows = 0;
    torch::Tensor sequenceOfRow; ///< int64 [rows]
    torch::Tensor stepOfRow;     ///< int64 [rows]
    torch::Tensor lastRow;       ///< int64 [sequences]
    /// int64 [rows], into the rows [initial states of all sequences ; rows]: where a row's state comes from.
    torch::Tensor rowBefore;

    [[nodiscard]] std::int64_t sequences() const { return static_cast<std::int64_t>(lengths.size()); }
};
using PackingPtr = c10::intrusive_ptr<SequencePacking>;

/// An order of sequences for a packing, and the sizes of its shares, alike in work.
struct PackingOrder
{
    std::vector<std::size_t> order; ///< indices of the given lengths
    std::vector<std::int64_t> shareSizes;
};
[[nodiscard]] PackingOrder packingOrder(const std::vector<std::int64_t> &lengths, std::int64_t shares);

} // namespace solferino::models
