// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace solferino::models::sampling {

/// Outputs that lie together in a weight matrix; every output count is a multiple of it.
inline constexpr std::size_t kTile = 32;
/// Floats to which the units of a layer are padded with zeros.
inline constexpr std::size_t kUnitPadding = 64;

/// A weight matrix for `inputs` -> `outputs`: for each tile of outputs, for each input, the tile's weights.
struct Matrix
{
    const float *weights = nullptr;
    std::size_t inputs = 0;
    std::size_t outputs = 0; ///< multiple of kTile
};

/// Vectors of several lanes, `stride` floats apart. Aligned to 64 bytes, as is every other pointer here.
struct Lanes
{
    float *values = nullptr;
    std::size_t stride = 0; ///< multiple of 16

    [[nodiscard]] float *of(std::size_t lane) const { return values + lane * stride; }
};

/// What attention reads for one lane: `slots` rows of `units` floats (multiple of kUnitPadding) each.
struct AttentionSlots
{
    const float *keys = nullptr; ///< as exponentials() makes them, as is the query
    const float *memory = nullptr;
    const float *score = nullptr; ///< [units]
    std::size_t slots = 0;
    std::size_t units = 0;
};

/// Layer normalization in an LSTM: gains and shifts of the gates [4 padded] and of the cell [padded].
struct LstmNorm
{
    const float *gain = nullptr;
    const float *shift = nullptr;
    const float *cellGain = nullptr;
    const float *cellShift = nullptr;
    std::size_t units = 0;
    std::size_t padded = 0; ///< multiple of kUnitPadding; gains and shifts are 0 from `units` on
    float epsilon = 1e-3F;
    float forgetBias = 1.0F; ///< added after the normalization
};

/// The arithmetic of a step, for one kind of processor. What a lane gets does not depend on the other lanes.
struct Kernels
{
    /// out += matrix x, for each lane.
    void (*multiply)(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out);
    /// Values as words of multiplyRounded: two neighbours rounded to bfloat16 in the place of a float. A
    /// multiple of 32 of them. Null where the processor has no such numbers.
    void (*round)(std::size_t count, const float *values, float *words);
    /// multiply() where matrix and x hold words; `inputs` counts these. Sums are float32. Null as round().
    void (*multiplyRounded)(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out);
    /// out = bias + the rows of the matrix that `entries` (index, value) name.
    void (*gather)(const Matrix &matrix, const float *bias, const std::pair<int, float> *entries,
                   std::size_t count, float *out);
    /// One LSTM step: gates [4 units] hold the sums in the order i, f, g, o; cell and hidden become the new
    /// ones.
    void (*lstm)(std::size_t lanes, std::size_t units, Lanes gates, Lanes cell, Lanes hidden);
    /// The same with each gate's sums and the new cell normalized, where they go on to the hidden values.
    void (*normedLstm)(const LstmNorm &norm, std::size_t lanes, Lanes gates, Lanes cell, Lanes hidden);
    /// powers = e^(2 values), the values within what attention tells apart; a multiple of 16 of them.
    void (*exponentials)(std::size_t count, const float *values, float *powers);
    /// attended = sum over slots of softmax(score . tanh(key + query)) memory. `weights` is scratch of
    /// `slots` floats, rounded up to a multiple of 16.
    void (*attend)(const AttentionSlots &slots, const float *query, float *weights, float *attended);
    /// probabilities = softmax(logits * scale), zeros up to a multiple of 16; returns log(sum(exp(logits *
    /// scale))).
    double (*softmax)(std::size_t count, const float *logits, float scale, float *probabilities);
};

/// Those that this processor can run, the best first.
[[nodiscard]] std::span<const Kernels *const> supportedKernels();
/// The best for this processor.
[[nodiscard]] const Kernels &kernels();

} // namespace solferino::models::sampling
