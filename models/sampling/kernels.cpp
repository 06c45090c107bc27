// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sampling/kernels.h"

#include "models/sampling/vector.h"

#include <cmath>

// Each kernel is one template, compiled for several processors. Nothing here may call a function that is not
// inlined into them: it would be compiled for the least of them.
#if defined(__x86_64__)
#define SOLFERINO_AVX2 __attribute__((target("avx2,fma")))
#define SOLFERINO_AVX512 __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#define SOLFERINO_BF16 __attribute__((target("avx512bf16,avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#endif

namespace solferino::models::sampling {

namespace {

constexpr std::size_t kTileVectors = kTile / kWidth;

/// What a word of inputs and weights holds: a float, or two numbers rounded to bfloat16.
struct FloatWords
{
    static SOLFERINO_INLINE float factor(const float &word) { return word; }
    static SOLFERINO_INLINE Vector add(Vector sum, Vector weights, float x) { return sum + weights * x; }
};

#if defined(__x86_64__)
struct RoundedWords
{
    static SOLFERINO_INLINE Vector factor(const float &word)
    {
        Vector x;
        __asm__("vbroadcastss %1, %0" : "=v"(x) : "m"(word));
        return x;
    }
    static SOLFERINO_INLINE Vector add(Vector sum, Vector weights, Vector x)
    {
        __asm__("vdpbf16ps %2, %1, %0" : "+v"(sum) : "v"(weights), "v"(x));
        return sum;
    }
};
#endif

/// `LaneCount` lanes times `VectorCount` vectors of outputs, kept in registers over all inputs.
template <class Words, std::size_t LaneCount, std::size_t VectorCount>
SOLFERINO_INLINE void multiplyTile(const Matrix &matrix, std::size_t firstOutput, const float *x,
                                   std::size_t xStride, float *out, std::size_t outStride)
{
    static_assert(VectorCount % kTileVectors == 0);
    Vector sums[LaneCount][VectorCount];
    for (std::size_t lane = 0; lane < LaneCount; ++lane)
        for (std::size_t v = 0; v < VectorCount; ++v)
            sums[lane][v] = load(out + lane * outStride + firstOutput + v * kWidth);
    const std::size_t tileSize = matrix.inputs * kTile;
    const float *weights = matrix.weights + firstOutput / kTile * tileSize;
    for (std::size_t k = 0; k < matrix.inputs; ++k) {
        const float *row = weights + k * kTile;
        Vector w[VectorCount];
        for (std::size_t v = 0; v < VectorCount; ++v)
            w[v] = load(row + v / kTileVectors * tileSize + v % kTileVectors * kWidth);
        for (std::size_t lane = 0; lane < LaneCount; ++lane) {
            const auto value = Words::factor(x[lane * xStride + k]);
            for (std::size_t v = 0; v < VectorCount; ++v)
                sums[lane][v] = Words::add(sums[lane][v], w[v], value);
        }
    }
    for (std::size_t lane = 0; lane < LaneCount; ++lane)
        for (std::size_t v = 0; v < VectorCount; ++v)
            store(out + lane * outStride + firstOutput + v * kWidth, sums[lane][v]);
}

/// All outputs of `LaneCount` lanes, `VectorCount` vectors at a time.
template <class Words, std::size_t LaneCount, std::size_t VectorCount>
SOLFERINO_INLINE void multiplyLanes(const Matrix &matrix, const float *x, std::size_t xStride, float *out,
                                    std::size_t outStride)
{
    std::size_t output = 0;
    for (; output + VectorCount * kWidth <= matrix.outputs; output += VectorCount * kWidth)
        multiplyTile<Words, LaneCount, VectorCount>(matrix, output, x, xStride, out, outStride);
    for (; output < matrix.outputs; output += kTile)
        multiplyTile<Words, LaneCount, kTile / kWidth>(matrix, output, x, xStride, out, outStride);
}

/// One tile of the lanes from `lane` on, fewer than a block.
template <class Words, std::size_t BlockLanes>
SOLFERINO_INLINE void multiplyFew(const Matrix &matrix, std::size_t output, std::size_t lane,
                                  std::size_t lanes, Lanes x, Lanes out)
{
    if constexpr (BlockLanes > 4) {
        for (; lane + 4 <= lanes; lane += 4)
            multiplyTile<Words, 4, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane),
                                                 out.stride);
    }
    for (; lane + 2 <= lanes; lane += 2)
        multiplyTile<Words, 2, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane), out.stride);
    for (; lane < lanes; ++lane)
        multiplyTile<Words, 1, kTileVectors>(matrix, output, x.of(lane), x.stride, out.of(lane), out.stride);
}

/// Blocks of `BlockLanes` lanes, and the few left over, share each tile of weights while it is in the nearest
/// cache; where there is no whole block, they take more outputs at a time instead.
template <class Words, std::size_t BlockLanes, std::size_t SingleVectors>
SOLFERINO_INLINE void multiplyAll(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out)
{
    constexpr std::size_t kCachedLanes = 32; // their inputs stay in the nearest cache too
    const std::size_t blocked = lanes - lanes % BlockLanes;
    for (std::size_t first = 0; first < blocked; first += kCachedLanes) {
        const std::size_t end = first + kCachedLanes < blocked ? first + kCachedLanes : blocked;
        for (std::size_t output = 0; output < matrix.outputs; output += kTile) {
            for (std::size_t lane = first; lane < end; lane += BlockLanes)
                multiplyTile<Words, BlockLanes, kTileVectors>(matrix, output, x.of(lane), x.stride,
                                                              out.of(lane), out.stride);
            if (end == blocked)
                multiplyFew<Words, BlockLanes>(matrix, output, blocked, lanes, x, out);
        }
    }
    if (blocked > 0)
        return;
    std::size_t lane = 0;
    if constexpr (BlockLanes > 4) {
        for (; lane + 4 <= lanes; lane += 4)
            multiplyLanes<Words, 4, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane),
                                                       out.stride);
        for (; lane + 3 <= lanes; lane += 3)
            multiplyLanes<Words, 3, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane),
                                                       out.stride);
    }
    for (; lane + 2 <= lanes; lane += 2)
        multiplyLanes<Words, 2, SingleVectors / 2>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
    for (; lane < lanes; ++lane)
        multiplyLanes<Words, 1, SingleVectors>(matrix, x.of(lane), x.stride, out.of(lane), out.stride);
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

SOLFERINO_INLINE void exponentialsOf(std::size_t count, const float *values, float *powers)
{
    constexpr float kLimit = 20.0F; // two factors of e^40 stay finite
    for (std::size_t k = 0; k < count; k += kWidth)
        store(powers + k, exponential(2.0F * clamp(load(values + k), -kLimit, kLimit)));
}

/// score . tanh(key + query), less the sum of the scores, which softmax does not see: tanh x = 1 - 2 / (e^2x
/// + 1) with e^2x the product of two powers, and four such quotients make one.
SOLFERINO_INLINE float slotScore(std::size_t units, const float *key, const float *query, const float *score)
{
    const Vector most = all(6.5e7F); // e^18: tanh is 1 there, and four factors stay finite
    Vector sum{};
    for (std::size_t k = 0; k < units; k += 4 * kWidth) {
        Vector p[4];
        Vector v[4];
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t at = k + i * kWidth;
            const Vector power = load(key + at) * load(query + at);
            p[i] = 1.0F + (power < most ? power : most);
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

/// Both arrays are padded to whole vectors; what lies behind `count` is overwritten with zeros.
SOLFERINO_INLINE float softmaxRow(std::size_t count, const float *logits, float scale, float *probabilities,
                                  float &most)
{
    constexpr Integers kPlaces{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const Vector least = all(-3.0e38F);
    Vector highest = least;
    for (std::size_t i = 0; i < count; i += kWidth) {
        const Vector scaled = load(logits + i) * scale;
        const Vector counted = kPlaces < static_cast<int>(count - i) ? scaled : least;
        store(probabilities + i, counted);
        highest = counted > highest ? counted : highest;
    }
    most = mostOf(highest);
    Vector sums{};
    for (std::size_t i = 0; i < count; i += kWidth) {
        const Vector rest = load(probabilities + i) - most;
        const Vector shares = rest > -87.0F ? exponential(clamp(rest, -87.0F, 0.0F)) : Vector{};
        store(probabilities + i, shares);
        sums += shares;
    }
    const float total = sumOf(sums);
    for (std::size_t i = 0; i < count; i += kWidth)
        store(probabilities + i, load(probabilities + i) / total);
    return total;
}

SOLFERINO_INLINE void attendSlots(const AttentionSlots &slots, const float *query, float *weights,
                                  float *attended)
{
    for (std::size_t slot = 0; slot < slots.slots; ++slot)
        weights[slot] = slotScore(slots.units, slots.keys + slot * slots.units, query, slots.score);
    float most = 0.0F;
    softmaxRow(slots.slots, weights, 1.0F, weights, most);
    for (std::size_t k = 0; k < slots.units; k += 4 * kWidth) {
        Vector sums[4]{};
        for (std::size_t slot = 0; slot < slots.slots; ++slot) {
            const float *row = slots.memory + slot * slots.units + k;
            for (std::size_t i = 0; i < 4; ++i)
                sums[i] += load(row + i * kWidth) * weights[slot];
        }
        for (std::size_t i = 0; i < 4; ++i)
            store(attended + k + i * kWidth, sums[i]);
    }
}

// Blocks by what fits the registers: 16 sums in the 32 of 512 bits, 8 in the 16 of 256 bits.
#define SOLFERINO_KERNELS(NAME, TARGET, BLOCK_LANES, SINGLE_VECTORS)                                         \
    TARGET void multiply##NAME(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out)                  \
    {                                                                                                        \
        multiplyAll<FloatWords, BLOCK_LANES, SINGLE_VECTORS>(matrix, lanes, x, out);                         \
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
    TARGET void exponentials##NAME(std::size_t count, const float *values, float *powers)                    \
    {                                                                                                        \
        exponentialsOf(count, values, powers);                                                               \
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
    constexpr Kernels k##NAME{multiply##NAME,     nullptr,      nullptr,                                     \
                              gather##NAME,       lstm##NAME,   normedLstm##NAME,                            \
                              exponentials##NAME, attend##NAME, softmax##NAME};

SOLFERINO_KERNELS(Plain, , 2, 4)
#if defined(__x86_64__)
SOLFERINO_KERNELS(Avx2, SOLFERINO_AVX2, 2, 4)
SOLFERINO_KERNELS(Avx512, SOLFERINO_AVX512, 8, 8)

SOLFERINO_BF16 void roundAvx512(std::size_t count, const float *values, float *words)
{
    using Halves = short __attribute__((vector_size(kWidth * sizeof(short)), may_alias));
    for (std::size_t k = 0; k < count; k += kWidth) {
        Halves halves;
        __asm__("vcvtneps2bf16 %1, %0" : "=v"(halves) : "v"(load(values + k)));
        *reinterpret_cast<Halves *>(words + k / 2) = halves;
    }
}

SOLFERINO_BF16 void multiplyRoundedAvx512(const Matrix &matrix, std::size_t lanes, Lanes x, Lanes out)
{
    multiplyAll<RoundedWords, 8, 8>(matrix, lanes, x, out);
}

constexpr Kernels kAvx512Bf16 = [] {
    Kernels kernels = kAvx512;
    kernels.round = roundAvx512;
    kernels.multiplyRounded = multiplyRoundedAvx512;
    return kernels;
}();
#endif

} // namespace

std::span<const Kernels *const> supportedKernels()
{
#if defined(__x86_64__)
    static constexpr const Kernels *kAll[]{&kAvx512Bf16, &kAvx512, &kAvx2, &kPlain};
    static const std::size_t unsupported = [] {
        __builtin_cpu_init();
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
            return __builtin_cpu_supports("avx512bf16") ? std::size_t{0} : std::size_t{1};
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? std::size_t{2}
                                                                               : std::size_t{3};
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
