// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace solferino::models::kernels {

/// Recurrent dropout of one step: which elements stay depends on the seed and their index alone.
struct StepDropout
{
    double rate = 0.0;
    std::uint64_t seed = 0;
    std::uint32_t firstIndex = 0; ///< of the step's first element; elements go row by row
};

/// mask[i] is 1 / (1 - rate) for elements that stay, else 0.
void dropoutMask(std::int64_t count, const StepDropout &dropout, float *mask);

/// One step of Sketch RNN's LSTM for `rows` sequences of `units` each; all arrays are dense.
struct LstmStep
{
    std::int64_t rows = 0;
    std::int64_t units = 0;
    float *gates = nullptr;            ///< [rows, 4 units] in the order i, j, f, o
    const float *condition = nullptr;  ///< [rows, 4 units], added to the sums
    const float *cellBefore = nullptr; ///< [rows, units]
    StepDropout dropout{};             ///< of tanh(j)
};

/// `gates` holds the sums without the condition and becomes the activations. The forget gate's +1 is added
/// here.
void sketchLstmForward(const LstmStep &step, float *cell, float *hidden);

/// `gates` holds activations and becomes the gradients of the sums, which are added to `dCondition` too.
/// `dCell` holds the gradient of the new cell and becomes that of the old one.
void sketchLstmBackward(const LstmStep &step, const float *cell, const float *dHidden, float *dCell,
                        float *dCondition);

} // namespace solferino::models::kernels
