// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sampling/kernels.h"

#include <cmath>
#include <cstring>

// Each kernel is one template, compiled for several processors. Nothing here may call a function that is not
// inlined into them: it would be compiled for the least of them.
#define SOLFERINO_INLINE inline __attribute__((always_inline))
#if defined(__x86_64__)
#define SOLFERINO_AVX2 __attribute__((target("avx2,fma")))
#define SOLFERINO_AVX512 __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#endif

namespace solferino::models::sampling {

namespace {

constexpr std::size_t kWidth = 16;
using Vector = float __attribute__((vector_size(kWidth * sizeof(float)), may_alias));
using Integers = int __attribute__((vector_size(kWidth * sizeof(int)), may_alias));

SOLFERINO_INLINE Vector load(const float *from)
{
    return *reinterpret_cast<const Vector *>(from);
}

SOLFERINO_INLINE void store(float *to, Vector value)
{
    *reinterpret_cast<Vector *>(to) = value;
}

SOLFERINO_INLINE Vector all(float value)
{
    return value - Vector{};
}

SOLFERINO_INLINE Vector clamp(Vector x, float low, float high)
{
    x = x < all(low) ? all(low) : x;
    return x > all(high) ? all(high) : x;
}

/// e^x to about 1e-7 relative, for |x| <= 87: 2^n times the Taylor series of the rest.
SOLFERINO_INLINE Vector exponential(Vector x)
{
    constexpr float kLog2E = 1.44269504088896F;
    constexpr float kLn2High = 0.693359375F; // exact in 9 bits, so that n times it is exact
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer
    const Vector shifted = x * kLog2E + kRound;
    const Vector n = shifted - kRound;
    const Vector r = (x - n * kLn2High) - n * kLn2Low;
    Vector series = all(1.0F / 720.0F);
    series = series * r + 1.0F / 120.0F;
    series = series * r + 1.0F / 24.0F;
    series = series * r + 1.0F / 6.0F;
    series = series * r + 0.5F;
    series = series * r + 1.0F;
    series = series * r + 1.0F;
    const Integers power = reinterpret_cast<Integers>(shifted) << 23;
    return reinterpret_cast<Vector>(reinterpret_cast<Integers>(series) + power);
}

SOLFERINO_INLINE float sumOf(Vector x)
{
    x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    return x[0] + x[1];
}

/// `LaneCount` lanes times `VectorCount` vectors of outputs, kept in registers over all inputs.
template <std::size_t LaneCount, std::size_t VectorCount>
SOLFERINO_INLINE void multiplyTile(const Matrix &matrix, std::size_t firstOutput, const float *x,
                                   std::size_t xStride, float *out, std::size_t outStride)
{
    constexpr std::size_t kVectorsPerTile = kTile / kWidth;
    static_assert(VectorCount % kVectorsPerTile == 0);
    Vector sums[LaneCount][VectorCount];
    for (std::size_t lane = 0; lane < LaneCount; ++lane)
        for (std::size_t v = 0; v < VectorCount; ++v)
            sums[lane][v] = load(out + lane * outStride + firstOutput + v * kWidth);
    const std::size_t tileSize = matrix.inputs * kTile;
    const float *weights = matrix.weights + firstOutput / kTile * tileSize;
    for (std::size_t k = 0; k < matrix.inputs; ++k) {
        const float *row = weights + k * kTile;
        for (std::size_t v = 0; v < VectorCount; ++v) {
            const Vector w = load(row + v / kVectorsPerTile * tileSize + v % kVectorsPerTile * kWidth);
            for (std::size_t lane = 0; lane < LaneCount; ++lane)
                sums[lane][v] += w * x[lane * xStride + k];
        }
    }
    for (std::size_t lane = 0; lane < LaneCount; ++lane)
        for (std::size_t v = 0; v < VectorCount; ++v)
            store(out + lane * outStride + firstOutput + v * kWidth, sums[lane][v]);
}

/// All outputs of `LaneCount` lanes, `VectorCount` vectors at a time.
template <std::size_t LaneCount, std::size_t VectorCount>
SOLFERINO_INLINE void multiplyLanes(const Matrix &matrix, const float *x, std::size_t xStride, float *out,
                                    std::size_t outStride)
{
    std::size_t output = 0;
    for (; output + VectorCount * kWidth <= matrix.outputs; output += VectorCount * kWidth)
        multiplyTile<LaneCount, VectorCount>(matrix, output, x, xStride, out, outStride);
    for (; output < matrix.outputs; output += kTile)
        multiplyTile<LaneCount, kTile / kWidth>(matrix, output, x, xStride, out, outStride);
}

/// One tile of the lanes from `lane` on, fewer than a block.
template <std::size_t BlockLanes>
SOLFERINO_INLINE void multiplyFew(const Matrix &matrix, std::size_t output, std::size_t lane,
                                  std::size_t lanes, Lanes x, Lanes out)
{
    constexpr std::size_t kTileVectors = kTile / kWidth;
    if constexpr (BlockLanes > 4) {
        for (; lane + 4 <= lanes; lane += 4)
            multiplyTile<4, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane), out.stride);
    }
    for (; lane + 2 <= lanes; lane += 2)
        multiplyTile<2, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane), out.stride);
    for (; lane < lanes; ++lane)
        multiplyTile<1, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane), out.stride);
}

/// Blocks of `BlockLanes` lanes, and the few left over, share each tile of weights while it is in the nearest
/// cache; where there is no whole block, they take more outputs at a time instead.
template <std::size_t BlockLanes, std::size_t SingleVectors>
SOLFERINO_INLINE void multiplyAll(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out)
{
    constexpr std::size_t kTileVectors = kTile / kWidth;
    constexpr std::size_t kCachedLanes = 32; // their inputs stay in the nearest cache too
    const std::size_t blocked = lanes - lanes % BlockLanes;
    for (std::size_t first = 0; first < blocked; first += kCachedLanes) {
        const std::size_t end = first + kCachedLanes < blocked ? first + kCachedLanes : blocked;
        for (std::size_t output = 0; output < matrix.outputs; output += kTile) {
            for (std::size_t lane = first; lane < end; lane += BlockLanes)
                multiplyTile<BlockLanes, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane),
                                                       out.stride);
            if (end == blocked)
                multiplyFew<BlockLanes>(matrix, output, blocked, lanes, x, out);
        }
    }
    if (blocked > 0)
        return;
    std::size_t lane = 0;
    if constexpr (BlockLanes > 4) {
        for (; lane + 4 <= lanes; lane += 4)
            multiplyLanes<4, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
        for (; lane + 3 <= lanes; lane += 3)
            multiplyLanes<3, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
    }
    for (; lane + 2 <= lanes; lane += 2)
        multiplyLanes<2, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
    for (; lane < lanes; ++lane)
        multiplyLanes<1, SingleVectors>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
}

SOLFERINO_INLINE void gatherRows(const Matrix &matrix, const float *bias,
                                 const std::pair<int, float> *entries, std::size_t count, float *out)
{
    const std::size_t tileSize = matrix.inputs * kTile;
    const float *tile = matrix.weights;
    for (std::size_t output = 0; output < matrix.outputs; output += kTile, tile += tileSize) {
        Vector low = load(bias + output);
        Vector high = load(bias + output + kWidth);
        for (std::size_t i = 0; i < count; ++i) {
            const float *row = tile + static_cast<std::size_t>(entries[i].first) * kTile;
            low += load(row) * entries[i].second;
            high += load(row + kWidth) * entries[i].second;
        }
        store(out + output, low);
        store(out + output + kWidth, high);
    }
}

/// With e_i = exp(-i) and so on, all quotients of a step come from two divisions:
/// c' = c / (1 + e_f) + (1 - e_g) / ((1 + e_i) (1 + e_g)), h' = (1 - e_c) / ((1 + e_o) (1 + e_c)).
SOLFERINO_INLINE void lstmStep(std::size_t lanes, std::size_t units, Lanes gates, Lanes cell, Lanes hidden)
{
    constexpr float kLimit = 28.0F; // three factors of e^28 stay finite, and 1 + e^-28 is 1
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const float *sums = gates.of(lane);
        float *c = cell.of(lane);
        float *h = hidden.of(lane);
        for (std::size_t k = 0; k < units; k += kWidth) {
            const Vector i = 1.0F + exponential(-clamp(load(sums + k), -kLimit, kLimit));
            const Vector f = 1.0F + exponential(-clamp(load(sums + units + k), -kLimit, kLimit));
            const Vector g = exponential(-2.0F * clamp(load(sums + 2 * units + k), -kLimit / 2, kLimit / 2));
            const Vector o = 1.0F + exponential(-clamp(load(sums + 3 * units + k), -kLimit, kLimit));
            const Vector ig = i * (1.0F + g);
            const Vector next = (load(c + k) * ig + (1.0F - g) * f) / (f * ig);
            const Vector e = exponential(-2.0F * clamp(next, -kLimit / 2, kLimit / 2));
            store(c + k, next);
            store(h + k, (1.0F - e) / (o * (1.0F + e)));
        }
    }
}

/// result = (values - mean) / deviation * gain + shift; mean and deviation are of the first `units`, what
/// lies behind them up to `padded` is 0.
SOLFERINO_INLINE void normalize(const LstmNorm &norm, const float *values, const float *gain,
                                const float *shift, float *result)
{
    const auto count = static_cast<float>(norm.units);
    Vector sum{};
    for (std::size_t k = 0; k < norm.padded; k += kWidth)
        sum += load(values + k);
    const float mean = sumOf(sum) / count;
    const auto units = static_cast<int>(norm.units);
    Integers places{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    Vector squares{};
    for (std::size_t k = 0; k < norm.padded; k += kWidth) {
        const Vector rest = places < units ? load(values + k) - mean : Vector{};
        squares += rest * rest;
        places += static_cast<int>(kWidth);
    }
    const float scale = 1.0F / std::sqrt(sumOf(squares) / count + norm.epsilon);
    for (std::size_t k = 0; k < norm.padded; k += kWidth)
        store(result + k, (load(values + k) - mean) * scale * load(gain + k) + load(shift + k));
}

/// As lstmStep(), the cell normalized on its way into the hidden values.
SOLFERINO_INLINE void normedLstmStep(const LstmNorm &norm, std::size_t lanes, Lanes gates, Lanes cell,
                                     Lanes hidden)
{
    constexpr float kLimit = 28.0F;
    const std::size_t padded = norm.padded;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        float *sums = gates.of(lane);
        float *c = cell.of(lane);
        float *h = hidden.of(lane);
        for (std::size_t gate = 0; gate < 4 * padded; gate += padded)
            normalize(norm, sums + gate, norm.gain + gate, norm.shift + gate, sums + gate);
        for (std::size_t k = 0; k < padded; k += kWidth) {
            const Vector i = 1.0F + exponential(-clamp(load(sums + k), -kLimit, kLimit));
            const Vector f =
                1.0F + exponential(-clamp(load(sums + padded + k) + norm.forgetBias, -kLimit, kLimit));
            const Vector g = exponential(-2.0F * clamp(load(sums + 2 * padded + k), -kLimit / 2, kLimit / 2));
            const Vector ig = i * (1.0F + g);
            store(c + k, (load(c + k) * ig + (1.0F - g) * f) / (f * ig));
        }
        normalize(norm, c, norm.cellGain, norm.cellShift, h);
        for (std::size_t k = 0; k < padded; k += kWidth) {
            const Vector o = 1.0F + exponential(-clamp(load(sums + 3 * padded + k), -kLimit, kLimit));
            const Vector e = exponential(-2.0F * clamp(load(h + k), -kLimit / 2, kLimit / 2));
            store(h + k, (1.0F - e) / (o * (1.0F + e)));
        }
    }
}

/// score . tanh(key + query), less the sum of the scores, which softmax does not see: tanh x = 1 - 2 / (e^2x
/// + 1), and four such quotients make one.
SOLFERINO_INLINE float slotScore(std::size_t units, const float *key, const float *query, const float *score)
{
    constexpr float kLimit = 9.0F; // tanh is 1 there, and four factors of e^18 stay finite
    Vector sum{};
    for (std::size_t k = 0; k < units; k += 4 * kWidth) {
        Vector p[4];
        Vector v[4];
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t at = k + i * kWidth;
            p[i] = 1.0F + exponential(2.0F * clamp(load(key + at) + load(query + at), -kLimit, kLimit));
            v[i] = load(score + at);
        }
        const Vector p01 = p[0] * p[1];
        const Vector p23 = p[2] * p[3];
        const Vector n01 = v[0] * p[1] + v[1] * p[0];
        const Vector n23 = v[2] * p[3] + v[3] * p[2];
        sum += (n01 * p23 + n23 * p01) / (p01 * p23);
    }
    return -2.0F * sumOf(sum);
}

SOLFERINO_INLINE void attendSlots(const AttentionSlots &slots, const float *query, float *weights,
                                  float *attended)
{
    float most = -3.0e38F;
    for (std::size_t slot = 0; slot < slots.slots; ++slot) {
        weights[slot] = slotScore(slots.units, slots.keys + slot * slots.units, query, slots.score);
        most = weights[slot] > most ? weights[slot] : most;
    }
    float total = 0.0F;
    for (std::size_t slot = 0; slot < slots.slots; slot += kWidth) {
        Vector scores = all(-87.0F);
        const std::size_t count = slots.slots - slot < kWidth ? slots.slots - slot : kWidth;
        for (std::size_t i = 0; i < count; ++i)
            scores[i] = weights[slot + i] - most;
        const Vector shares = exponential(clamp(scores, -87.0F, 0.0F));
        for (std::size_t i = 0; i < count; ++i) {
            weights[slot + i] = shares[i];
            total += shares[i];
        }
    }
    for (std::size_t k = 0; k < slots.units; k += 4 * kWidth) {
        Vector sums[4]{};
        for (std::size_t slot = 0; slot < slots.slots; ++slot) {
            const float *row = slots.memory + slot * slots.units + k;
            for (std::size_t i = 0; i < 4; ++i)
                sums[i] += load(row + i * kWidth) * weights[slot];
        }
        for (std::size_t i = 0; i < 4; ++i)
            store(attended + k + i * kWidth, sums[i] / total);
    }
}

/// Both arrays are padded to whole vectors; what lies behind `count` is overwritten with zeros.
SOLFERINO_INLINE float softmaxRow(std::size_t count, const float *logits, float scale, float *probabilities,
                                  float &most)
{
    most = -3.0e38F;
    for (std::size_t i = 0; i < count; ++i)
        most = logits[i] * scale > most ? logits[i] * scale : most;
    float total = 0.0F;
    for (std::size_t i = 0; i < count; i += kWidth) {
        Vector shares = exponential(clamp(load(logits + i) * scale - most, -87.0F, 0.0F));
        for (std::size_t j = count - i; j < kWidth; ++j)
            shares[j] = 0.0F;
        store(probabilities + i, shares);
        total += sumOf(shares);
    }
    for (std::size_t i = 0; i < count; i += kWidth)
        store(probabilities + i, load(probabilities + i) / total);
    return total;
}

// Blocks by what fits the registers: 16 sums in the 32 of 512 bits, 8 in the 16 of 256 bits.
#define SOLFERINO_KERNELS(NAME, TARGET, BLOCK_LANES, SINGLE_VECTORS)                                         \
    TARGET void multiply##NAME(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out)                  \
    {                                                                                                        \
        multiplyAll<BLOCK_LANES, SINGLE_VECTORS>(matrix, lanes, x, out);                                     \
    }                                                                                                        \
    TARGET void gather##NAME(const Matrix &matrix, const float *bias, const std::pair<int, float> *entries,  \
                             std::size_t count, float *out)                                                  \
    {                                                                                                        \
        gatherRows(matrix, bias, entries, count, out);                                                       \
    }                                                                                                        \
    TARGET void lstm##NAME(std::size_t lanes, std::size_t units, Lanes gates, Lanes cell, Lanes hidden)      \
    {                                                                                                        \
        lstmStep(lanes, units, gates, cell, hidden);                                                         \
    }                                                                                                        \
    TARGET void normedLstm##NAME(const LstmNorm &norm, std::size_t lanes, Lanes gates, Lanes cell,           \
                                 Lanes hidden)                                                               \
    {                                                                                                        \
        normedLstmStep(norm, lanes, gates, cell, hidden);                                                    \
    }                                                                                                        \
    TARGET void attend##NAME(const AttentionSlots &slots, const float *query, float *weights,                \
                             float *attended)                                                                \
    {                                                                                                        \
        attendSlots(slots, query, weights, attended);                                                        \
    }                                                                                                        \
    TARGET double softmax##NAME(std::size_t count, const float *logits, float scale, float *probabilities)   \
    {                                                                                                        \
        float most = 0.0F;                                                                                   \
        const float total = softmaxRow(count, logits, scale, probabilities, most);                           \
        return static_cast<double>(most) + std::log(static_cast<double>(total));                             \
    }                                                                                                        \
    constexpr Kernels k##NAME{multiply##NAME,   gather##NAME, lstm##NAME,                                    \
                              normedLstm##NAME, attend##NAME, softmax##NAME};

SOLFERINO_KERNELS(Plain, , 2, 4)
#if defined(__x86_64__)
SOLFERINO_KERNELS(Avx2, SOLFERINO_AVX2, 2, 4)
SOLFERINO_KERNELS(Avx512, SOLFERINO_AVX512, 8, 8)
#endif

} // namespace

std::span<const Kernels *const> supportedKernels()
{
#if defined(__x86_64__)
    static constexpr const Kernels *kAll[]{&kAvx512, &kAvx2, &kPlain};
    static const std::size_t unsupported = [] {
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
            return std::size_t{0};
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? std::size_t{1}
                                                                               : std::size_t{2};
    }();
    return std::span(kAll).subspan(unsupported);
#else
    static constexpr const Kernels *kAll[]{&kPlain};
    return kAll;
#endif
}

const Kernels &kernels()
{
    static const Kernels &best = *supportedKernels().front();
    return best;
}

} // namespace solferino::models::sampling
