// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_kernels.h"

#include "models/layers/vector_math.h"

namespace solferino::models::kernels {

SOLFERINO_CLONES
void dropoutMask(std::int64_t count, const StepDropout &dropout, float *mask)
{
    const std::uint32_t threshold = dropThreshold(dropout.rate);
    const auto scale = static_cast<float>(1.0 / (1.0 - dropout.rate));
    const std::uint64_t seed = dropout.seed;
    const std::uint32_t first = dropout.firstIndex;
    for (std::int64_t i = 0; i < count; ++i)
        mask[i] = isKept(first + static_cast<std::uint32_t>(i), seed, threshold) ? scale : 0.0f;
}

namespace {

/// values[k] *= mask of the elements from `first`.
SOLFERINO_INLINE void drop(std::int64_t units, const StepDropout &dropout, std::uint32_t first, float *values)
{
    const std::uint32_t threshold = dropThreshold(dropout.rate);
    const auto scale = static_cast<float>(1.0 / (1.0 - dropout.rate));
    const std::uint64_t seed = dropout.seed;
    for (std::int64_t k = 0; k < units; ++k)
        values[k] *= isKept(first + static_cast<std::uint32_t>(k), seed, threshold) ? scale : 0.0f;
}

SOLFERINO_INLINE std::uint32_t indexOfRow(const LstmStep &step, std::int64_t row)
{
    return step.dropout.firstIndex + static_cast<std::uint32_t>(row * step.units);
}

} // namespace

SOLFERINO_CLONES
void sketchLstmForward(const LstmStep &step, float *cell, float *hidden)
{
    const std::int64_t units = step.units;
    for (std::int64_t row = 0; row < step.rows; ++row) {
        float *i = step.gates + row * 4 * units;
        float *j = i + units;
        float *f = j + units;
        float *o = f + units;
        const float *added = step.condition + row * 4 * units;
        const float *before = step.cellBefore + row * units;
        float *c = cell + row * units;
        float *h = hidden + row * units;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            i[k] = fastSigmoid(i[k] + added[k]);
            j[k] = fastTanh(j[k] + added[units + k]);
            f[k] = fastSigmoid(f[k] + added[2 * units + k] + 1.0f);
            o[k] = fastSigmoid(o[k] + added[3 * units + k]);
        }
        if (step.dropout.rate > 0.0)
            drop(units, step.dropout, indexOfRow(step, row), j);
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            c[k] = f[k] * before[k] + i[k] * j[k];
            h[k] = o[k] * fastTanh(c[k]);
        }
    }
}

SOLFERINO_CLONES
void sketchLstmBackward(const LstmStep &step, const float *cell, const float *dHidden, float *dCell,
                        float *dCondition)
{
    const std::int64_t units = step.units;
    const auto keep = static_cast<float>(1.0 - step.dropout.rate);
    for (std::int64_t row = 0; row < step.rows; ++row) {
        float *gi = step.gates + row * 4 * units;
        float *gj = gi + units;
        float *gf = gj + units;
        float *go = gf + units;
        const float *before = step.cellBefore + row * units;
        const float *c = cell + row * units;
        const float *dh = dHidden + row * units;
        float *dc = dCell + row * units;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            const float i = gi[k], j = gj[k], f = gf[k], o = go[k];
            const float tanhCell = fastTanh(c[k]);
            const float d = dc[k] + dh[k] * o * (1.0f - tanhCell * tanhCell);
            const float kept = j * keep; // tanh before the dropout, where it was not dropped
            gi[k] = d * j * i * (1.0f - i);
            gj[k] = d * i * (1.0f - kept * kept);
            gf[k] = d * before[k] * f * (1.0f - f);
            go[k] = dh[k] * tanhCell * o * (1.0f - o);
            dc[k] = d * f;
        }
        if (step.dropout.rate > 0.0)
            drop(units, step.dropout, indexOfRow(step, row), gj);
        const float *sums = gi;
        float *added = dCondition + row * 4 * units;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < 4 * units; ++k)
            added[k] += sums[k];
    }
}

} // namespace solferino::models::kernels
