// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_rnn/event_kernels.h"

#include "models/layers/vector_math.h"

#include <algorithm>
#include <vector>

namespace solferino::models::kernels {

SOLFERINO_CLONES
void lstmForward(std::int64_t rows, std::int64_t units, float *gates, const float *cellBefore, float *cell,
                 std::int64_t cellStride, float *hidden, std::int64_t hiddenStride)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float *i = gates + row * 4 * units;
        float *f = i + units;
        float *g = f + units;
        float *o = g + units;
        float *c = cell + row * cellStride;
        float *h = hidden + row * hiddenStride;
        const float *before = cellBefore ? cellBefore + row * cellStride : nullptr;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            i[k] = fastSigmoid(i[k]);
            f[k] = fastSigmoid(f[k]);
            g[k] = fastTanh(g[k]);
            o[k] = fastSigmoid(o[k]);
        }
        if (before) {
            SOLFERINO_VECTOR
            for (std::int64_t k = 0; k < units; ++k)
                c[k] = f[k] * before[k] + i[k] * g[k];
        } else {
            SOLFERINO_VECTOR
            for (std::int64_t k = 0; k < units; ++k)
                c[k] = i[k] * g[k];
        }
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k)
            h[k] = o[k] * fastTanh(c[k]);
    }
}

SOLFERINO_CLONES
void lstmBackward(std::int64_t rows, std::int64_t units, float *gates, const float *cellBefore,
                  const float *cell, std::int64_t cellStride, float *dCell, const float *dHidden,
                  std::int64_t dStride)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float *gi = gates + row * 4 * units;
        float *gf = gi + units;
        float *gg = gf + units;
        float *go = gg + units;
        const float *c = cell + row * cellStride;
        const float *before = cellBefore ? cellBefore + row * cellStride : nullptr;
        float *dc = dCell + row * dStride;
        const float *dh = dHidden + row * dStride;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            const float i = gi[k], f = gf[k], g = gg[k], o = go[k];
            const float tanhCell = fastTanh(c[k]);
            const float d = dc[k] + dh[k] * o * (1.0f - tanhCell * tanhCell);
            gi[k] = d * g * i * (1.0f - i);
            gf[k] = d * f * (1.0f - f);
            gg[k] = d * i * (1.0f - g * g);
            go[k] = dh[k] * tanhCell * o * (1.0f - o);
            dc[k] = d * f;
        }
        if (before) {
            SOLFERINO_VECTOR
            for (std::int64_t k = 0; k < units; ++k)
                gf[k] *= before[k];
        } else {
            std::fill(gf, gf + units, 0.0f);
        }
    }
}

SOLFERINO_CLONES
void attentionForward(const AttentionWindow &window, float *weights, float *attended)
{
    const std::int64_t units = window.units;
    const float *query = window.query;
    const float *score = window.score;
    float highest = 0.0f;
    float emptyScore = 0.0f;
    const std::int64_t empty = window.slots - window.filled;
    if (empty > 0) {
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k)
            emptyScore += score[k] * fastTanh(query[k]);
        highest = emptyScore;
    }
    for (std::int64_t j = 0; j < window.filled; ++j) {
        const float *key = window.history + j * window.historyStride + units;
        float sum = 0.0f;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k)
            sum += score[k] * fastTanh(key[k] + query[k]);
        weights[j] = sum;
        highest = (j == 0 && empty == 0) ? sum : std::max(highest, sum);
    }
    float total = empty > 0 ? static_cast<float>(empty) * fastExp(emptyScore - highest) : 0.0f;
    for (std::int64_t j = 0; j < window.filled; ++j) {
        weights[j] = fastExp(weights[j] - highest);
        total += weights[j];
    }
    std::fill(attended, attended + units, 0.0f);
    for (std::int64_t j = 0; j < window.filled; ++j) {
        const float weight = weights[j] / total;
        weights[j] = weight;
        const float *output = window.history + j * window.historyStride;
        float *sum = attended;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k)
            sum[k] += weight * output[k];
    }
}

SOLFERINO_CLONES
void attentionBackward(const AttentionWindow &window, const float *weights, const float *dAttended,
                       float *dHistory, float *dScore, float *dQuery)
{
    const std::int64_t units = window.units;
    const float *query = window.query;
    const float *score = window.score;
    const float *da = dAttended;
    float *dv = dScore;
    float *dq = dQuery;
    std::vector<float> dWeights(static_cast<std::size_t>(window.filled));
    float mean = 0.0f; // sum_j w_j dw_j; empty slots hold zeros and add nothing
    float filledWeight = 0.0f;
    for (std::int64_t j = 0; j < window.filled; ++j) {
        const float weight = weights[j];
        const float *output = window.history + j * window.historyStride;
        float *dOutput = dHistory + j * window.historyStride;
        float sum = 0.0f;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            sum += da[k] * output[k];
            dOutput[k] += weight * da[k];
        }
        dWeights[static_cast<std::size_t>(j)] = sum;
        mean += weight * sum;
        filledWeight += weight;
    }
    std::fill(dq, dq + units, 0.0f);
    for (std::int64_t j = 0; j < window.filled; ++j) {
        const float ds = weights[j] * (dWeights[static_cast<std::size_t>(j)] - mean);
        const float *key = window.history + j * window.historyStride + units;
        float *dKey = dHistory + j * window.historyStride + units;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            const float t = fastTanh(key[k] + query[k]);
            const float d = ds * score[k] * (1.0f - t * t);
            dKey[k] += d;
            dq[k] += d;
            dv[k] += ds * t;
        }
    }
    if (window.filled < window.slots) {
        const float ds = -(1.0f - filledWeight) * mean;
        SOLFERINO_VECTOR
        for (std::int64_t k = 0; k < units; ++k) {
            const float t = fastTanh(query[k]);
            dq[k] += ds * score[k] * (1.0f - t * t);
            dv[k] += ds * t;
        }
    }
}

SOLFERINO_CLONES
void dropout(std::int64_t count, const float *in, float *out, double rate, std::uint64_t seed)
{
    const std::uint32_t threshold = dropThreshold(rate);
    const auto scale = static_cast<float>(1.0 / (1.0 - rate));
    for (std::int64_t i = 0; i < count; ++i)
        out[i] = isKept(static_cast<std::uint32_t>(i), seed, threshold) ? in[i] * scale : 0.0f;
}

} // namespace solferino::models::kernels
