// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace solferino::models::kernels {

/// One LSTM step of `rows` sequences. `gates` [rows, 4 units] holds the sums (i, f, g, o) and becomes their
/// activations; `cellBefore` may be null (zeros). Rows of cells lie `cellStride` floats apart, those of
/// `hidden` `hiddenStride`.
void lstmForward(std::int64_t rows, std::int64_t units, float *gates, const float *cellBefore, float *cell,
                 std::int64_t cellStride, float *hidden, std::int64_t hiddenStride);

/// Gradients of the same step. `gates` holds activations and becomes the gradients of the sums; `dCell` holds
/// the gradient of the new cell and becomes that of the old one. Rows of `dCell` and `dHidden` lie `dStride`
/// floats apart.
void lstmBackward(std::int64_t rows, std::int64_t units, float *gates, const float *cellBefore,
                  const float *cell, std::int64_t cellStride, float *dCell, const float *dHidden,
                  std::int64_t dStride);

/// What the attention of one step of one sequence reads. Memory row j (0 the oldest that exists) is the pair
/// output, key of `units` floats each at `history + j * historyStride`.
struct AttentionWindow
{
    std::int64_t units = 0;
    std::int64_t slots = 0;  ///< of the window, empty ones included
    std::int64_t filled = 0; ///< at most `slots`
    const float *history = nullptr;
    std::int64_t historyStride = 0;
    const float *score = nullptr; ///< [units]
    const float *query = nullptr; ///< [units]
};

/// `weights` [slots] gets the softmax of the filled rows, `attended` [units] their weighted sum.
void attentionForward(const AttentionWindow &window, float *weights, float *attended);

/// Adds to `dHistory` (laid out like the history), `dScore` and writes `dQuery`, all from `dAttended`.
void attentionBackward(const AttentionWindow &window, const float *weights, const float *dAttended,
                       float *dHistory, float *dScore, float *dQuery);

/// out[i] = kept(seed, i) ? in[i] / (1 - rate) : 0.
void dropout(std::int64_t count, const float *in, float *out, double rate, std::uint64_t seed);

} // namespace solferino::models::kernels
