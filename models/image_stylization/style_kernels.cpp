// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_kernels.h"

#include "models/image_stylization/wide_vector.h"

// Each kernel is one template, compiled for several processors. Nothing here may call a function that is not
// inlined into them: it would be compiled for the least of them.
#if defined(__x86_64__)
#define SOLFERINO_AVX2 __attribute__((target("avx2,fma")))
#define SOLFERINO_AVX512 __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")))
#endif

namespace solferino::models::stylizing {

namespace {

/// `Pixels` pixels times `Vectors` vectors of outputs, kept in registers over all inputs.
template <std::size_t W, std::size_t Pixels, std::size_t Vectors>
SOLFERINO_INLINE void multiplyBlock(const Product &product, std::size_t pixel, std::size_t output)
{
    Vector<W> sums[Pixels][Vectors]{};
    const float *weights = product.weights + output;
    const std::size_t stride = product.pixelStride;
    for (std::size_t row = 0; row < product.rows; ++row) {
        const float *input = product.input + row * product.rowStride + pixel * stride;
        for (const float *end = input + product.rowLength; input < end; ++input, weights += product.width) {
            Vector<W> w[Vectors];
            for (std::size_t v = 0; v < Vectors; ++v)
                w[v] = load<W>(weights + v * W);
            for (std::size_t p = 0; p < Pixels; ++p)
                for (std::size_t v = 0; v < Vectors; ++v)
                    sums[p][v] += w[v] * input[p * stride];
        }
    }
    for (std::size_t p = 0; p < Pixels; ++p)
        for (std::size_t v = 0; v < Vectors; ++v)
            store<W>(product.output + (pixel + p) * product.outputStride + output + v * W, sums[p][v]);
}

template <std::size_t W, std::size_t Pixels, std::size_t Vectors>
SOLFERINO_INLINE void multiplyPixels(const Product &product, std::size_t output)
{
    std::size_t pixel = 0;
    for (; pixel + Pixels <= product.pixels; pixel += Pixels)
        multiplyBlock<W, Pixels, Vectors>(product, pixel, output);
    if constexpr (Pixels > 4) {
        for (; pixel + 4 <= product.pixels; pixel += 4)
            multiplyBlock<W, 4, Vectors>(product, pixel, output);
    }
    for (; pixel < product.pixels; ++pixel)
        multiplyBlock<W, 1, Vectors>(product, pixel, output);
}

template <std::size_t W, std::size_t Pixels, std::size_t Vectors>
SOLFERINO_INLINE void multiplyAll(const Product &product)
{
    std::size_t output = 0;
    for (; output + Vectors * W <= product.width; output += Vectors * W)
        multiplyPixels<W, Pixels, Vectors>(product, output);
    for (; output < product.width; output += W)
        multiplyPixels<W, Pixels, 1>(product, output);
}

template <std::size_t W>
SOLFERINO_INLINE Vector<W> normed(const float *x, const Norm &norm, std::size_t channel)
{
    return larger<W>(load<W>(x) * load<W>(norm.scale + channel) + load<W>(norm.shift + channel),
                     all<W>(norm.least));
}

template <std::size_t W, bool Adds>
SOLFERINO_INLINE void normaliseAll(const float *from, std::size_t pixels, std::size_t channels,
                                   const Norm &norm, float *to)
{
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        for (std::size_t c = 0; c < channels; c += W) {
            const std::size_t at = pixel * channels + c;
            const Vector<W> value = normed<W>(from + at, norm, c);
            store<W>(to + at, Adds ? load<W>(to + at) + value : value);
        }
    }
}

template <std::size_t W>
SOLFERINO_INLINE void sumMoments(const float *from, std::size_t pixels, std::size_t channels,
                                 const Moments &moments, bool isFirst)
{
    for (std::size_t c = 0; c < channels; c += W) {
        const Vector<W> reference = load<W>((isFirst ? from : moments.reference) + c);
        Vector<W> sums = isFirst ? Vector<W>{} : load<W>(moments.sums + c);
        Vector<W> squares = isFirst ? Vector<W>{} : load<W>(moments.squares + c);
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            const Vector<W> difference = load<W>(from + pixel * channels + c) - reference;
            sums += difference;
            squares += difference * difference;
        }
        store<W>(moments.reference + c, reference);
        store<W>(moments.sums + c, sums);
        store<W>(moments.squares + c, squares);
    }
}

template <std::size_t W>
struct Six
{
    Vector<W> x[kPatch];
};

/// The transform of a row or column of a patch. Differences first: pixels that are all alike give zeros but
/// for one point, and so results that are all alike to the bit. Norms of flat pictures divide by nearly
/// nothing and would show rounding as a pattern.
template <std::size_t W>
SOLFERINO_INLINE Six<W> pointsOf(const Six<W> &d)
{
    const Vector<W> even = d.x[4] - 4.0F * d.x[2];
    const Vector<W> odd = d.x[3] - 4.0F * d.x[1];
    const Vector<W> evenStep = d.x[4] - d.x[2];
    const Vector<W> oddStep = d.x[3] - d.x[1];
    return {{4.0F * (d.x[0] - d.x[2]) + evenStep, even + odd, even - odd, evenStep + 2.0F * oddStep,
             evenStep - 2.0F * oddStep, (d.x[5] - d.x[3]) - 4.0F * oddStep}};
}

/// The same of pixels 0, 1, 1, 2, 2, 3; the point that is zero is not set.
template <std::size_t W>
SOLFERINO_INLINE Six<W> doubledPointsOf(const Six<W> &d)
{
    const Vector<W> step = d.x[2] - d.x[1];
    return {{4.0F * (d.x[0] - d.x[1]) + step, 2.0F * (d.x[2] - 4.0F * d.x[1]), Vector<W>{}, 3.0F * step,
             -step, (d.x[3] - d.x[2]) - 4.0F * step}};
}

template <std::size_t W, bool IsDoubled>
SOLFERINO_INLINE void patchToPoints(const Patch &patch)
{
    constexpr std::size_t kPixels = IsDoubled ? 4 : kPatch;
    for (std::size_t c = 0; c < patch.channels; c += W) {
        Vector<W> half[kPatch][kPatch];
        for (std::size_t column = 0; column < kPixels; ++column) {
            Six<W> d{};
            for (std::size_t row = 0; row < kPixels; ++row)
                d.x[row] = normed<W>(patch.rows[row] + patch.columns[column] + c, patch.norm, c);
            const Six<W> points = IsDoubled ? doubledPointsOf<W>(d) : pointsOf<W>(d);
            for (std::size_t row = 0; row < kPatch; ++row)
                half[row][column] = points.x[row];
        }
        for (std::size_t row = 0; row < kPatch; ++row) {
            if (IsDoubled && row == kDoubledZero)
                continue;
            Six<W> d{};
            for (std::size_t column = 0; column < kPixels; ++column)
                d.x[column] = half[row][column];
            const Six<W> points = IsDoubled ? doubledPointsOf<W>(d) : pointsOf<W>(d);
            for (std::size_t column = 0; column < kPatch; ++column) {
                if (!IsDoubled || column != kDoubledZero)
                    store<W>(patch.points + (row * kPatch + column) * patch.pointStride + c,
                             points.x[column]);
            }
        }
    }
}

template <std::size_t W>
struct Four
{
    Vector<W> x[kPatchResult];
};

template <std::size_t W, bool IsDoubled>
SOLFERINO_INLINE Four<W> pixelsOf(const Six<W> &m)
{
    const Vector<W> sum = IsDoubled ? m.x[1] : m.x[1] + m.x[2];
    const Vector<W> difference = IsDoubled ? m.x[1] : m.x[1] - m.x[2];
    const Vector<W> sum2 = m.x[3] + m.x[4];
    const Vector<W> difference2 = m.x[3] - m.x[4];
    return {{m.x[0] + sum + sum2, difference + 2.0F * difference2, sum + 4.0F * sum2,
             difference + 8.0F * difference2 + m.x[5]}};
}

template <std::size_t W, bool IsDoubled>
SOLFERINO_INLINE void patchFromPoints(const PatchResult &result)
{
    for (std::size_t c = 0; c < result.width; c += W) {
        Vector<W> half[kPatchResult][kPatch]{};
        for (std::size_t column = 0; column < kPatch; ++column) {
            if (IsDoubled && column == kDoubledZero)
                continue;
            Six<W> m{};
            for (std::size_t row = 0; row < kPatch; ++row) {
                if (!IsDoubled || row != kDoubledZero)
                    m.x[row] = load<W>(result.points + (row * kPatch + column) * result.pointStride + c);
            }
            const Four<W> pixels = pixelsOf<W, IsDoubled>(m);
            for (std::size_t row = 0; row < kPatchResult; ++row)
                half[row][column] = pixels.x[row];
        }
        Vector<W> reference = load<W>(result.moments.reference + c);
        Vector<W> sums = result.isFirst ? Vector<W>{} : load<W>(result.moments.sums + c);
        Vector<W> squares = result.isFirst ? Vector<W>{} : load<W>(result.moments.squares + c);
        for (std::size_t row = 0; row < result.rows; ++row) {
            Six<W> m{};
            for (std::size_t column = 0; column < kPatch; ++column)
                m.x[column] = half[row][column];
            const Four<W> pixels = pixelsOf<W, IsDoubled>(m);
            if (row == 0 && result.isFirst)
                reference = pixels.x[0];
            for (std::size_t column = 0; column < result.columns; ++column) {
                store<W>(result.output + row * result.rowStride + column * result.pixelStride + c,
                         pixels.x[column]);
                const Vector<W> difference = pixels.x[column] - reference;
                sums += difference;
                squares += difference * difference;
            }
        }
        store<W>(result.moments.reference + c, reference);
        store<W>(result.moments.sums + c, sums);
        store<W>(result.moments.squares + c, squares);
    }
}

template <std::size_t W, std::size_t Pixels>
SOLFERINO_INLINE void lastPixels(const LastRow &row, std::size_t pixel)
{
    Vector<W> sums[Pixels][kLastOutputs]{};
    const float *weights = row.weights;
    for (std::size_t y = 0; y < kLastKernel; ++y) {
        const float *input = row.input + y * row.rowStride + pixel * row.channels;
        const float *end = input + kLastKernel * row.channels;
        for (; input < end; input += kLanes, weights += kLastOutputs * kLanes) {
            for (std::size_t lane = 0; lane < kLanes; lane += W) {
                Vector<W> w[kLastOutputs];
                for (std::size_t o = 0; o < kLastOutputs; ++o)
                    w[o] = load<W>(weights + o * kLanes + lane);
                for (std::size_t p = 0; p < Pixels; ++p) {
                    const Vector<W> x = load<W>(input + p * row.channels + lane);
                    for (std::size_t o = 0; o < kLastOutputs; ++o)
                        sums[p][o] += w[o] * x;
                }
            }
        }
    }
    for (std::size_t p = 0; p < Pixels; ++p)
        for (std::size_t o = 0; o < kLastOutputs; ++o)
            row.output[(pixel + p) * kLastOutputs + o] = sumOf<W>(sums[p][o]);
}

template <std::size_t W, std::size_t Pixels>
SOLFERINO_INLINE void lastOfRow(const LastRow &row)
{
    std::size_t pixel = 0;
    for (; pixel + Pixels <= row.pixels; pixel += Pixels)
        lastPixels<W, Pixels>(row, pixel);
    for (; pixel < row.pixels; ++pixel)
        lastPixels<W, 1>(row, pixel);
}

template <std::size_t W>
SOLFERINO_INLINE Vector<W> shade(Vector<W> x, const Norm &norm, std::size_t lane)
{
    x = x * load<W>(norm.scale + lane) + load<W>(norm.shift + lane);
    x = larger<W>(x > all<W>(80.0F) ? all<W>(80.0F) : x, all<W>(-80.0F));
    return 65535.0F / (1.0F + exponential<W>(-x)) + 0.5F;
}

template <std::size_t W>
SOLFERINO_INLINE void finishAll(const float *from, std::size_t pixels, const Norm &norm, std::uint16_t *to)
{
    constexpr std::size_t kPattern = 3 * kLanes;
    const std::size_t count = pixels * kLastOutputs;
    for (std::size_t first = 0; first < count; first += W) {
        const std::size_t lanes = count - first < W ? count - first : W;
        Vector<W> x{};
        if (lanes == W) {
            x = *reinterpret_cast<const typename Wide<W>::Unaligned *>(from + first);
        } else {
            for (std::size_t i = 0; i < lanes; ++i)
                x[i] = from[first + i];
        }
        x = shade<W>(x, norm, first % kPattern);
        for (std::size_t i = 0; i < lanes; ++i)
            to[first + i] = static_cast<std::uint16_t>(x[i]);
    }
}

// Blocks by what fits the registers: 24 sums in the 32 of 512 bits, 12 in the 16 of 256.
#define SOLFERINO_KERNELS(NAME, TARGET, WIDTH, PIXELS, VECTORS, LAST_PIXELS)                                 \
    TARGET void multiply##NAME(const Product &product)                                                       \
    {                                                                                                        \
        multiplyAll<WIDTH, PIXELS, VECTORS>(product);                                                        \
    }                                                                                                        \
    TARGET void normalise##NAME(const float *from, std::size_t pixels, std::size_t channels,                 \
                                const Norm &norm, float *to)                                                 \
    {                                                                                                        \
        normaliseAll<WIDTH, false>(from, pixels, channels, norm, to);                                        \
    }                                                                                                        \
    TARGET void addNormalised##NAME(const float *from, std::size_t pixels, std::size_t channels,             \
                                    const Norm &norm, float *to)                                             \
    {                                                                                                        \
        normaliseAll<WIDTH, true>(from, pixels, channels, norm, to);                                         \
    }                                                                                                        \
    TARGET void addMoments##NAME(const float *from, std::size_t pixels, std::size_t channels,                \
                                 const Moments &moments, bool isFirst)                                       \
    {                                                                                                        \
        sumMoments<WIDTH>(from, pixels, channels, moments, isFirst);                                         \
    }                                                                                                        \
    TARGET void toPoints##NAME(const Patch &patch)                                                           \
    {                                                                                                        \
        patchToPoints<WIDTH, false>(patch);                                                                  \
    }                                                                                                        \
    TARGET void doubledToPoints##NAME(const Patch &patch)                                                    \
    {                                                                                                        \
        patchToPoints<WIDTH, true>(patch);                                                                   \
    }                                                                                                        \
    TARGET void fromPoints##NAME(const PatchResult &result)                                                  \
    {                                                                                                        \
        patchFromPoints<WIDTH, false>(result);                                                               \
    }                                                                                                        \
    TARGET void doubledFromPoints##NAME(const PatchResult &result)                                           \
    {                                                                                                        \
        patchFromPoints<WIDTH, true>(result);                                                                \
    }                                                                                                        \
    TARGET void lastRow##NAME(const LastRow &row)                                                            \
    {                                                                                                        \
        lastOfRow<WIDTH, LAST_PIXELS>(row);                                                                  \
    }                                                                                                        \
    TARGET void finish##NAME(const float *from, std::size_t pixels, const Norm &norm, std::uint16_t *to)     \
    {                                                                                                        \
        finishAll<WIDTH>(from, pixels, norm, to);                                                            \
    }                                                                                                        \
    constexpr StyleKernels k##NAME{                                                                          \
        #NAME,          multiply##NAME,        normalise##NAME,  addNormalised##NAME,     addMoments##NAME,  \
        toPoints##NAME, doubledToPoints##NAME, fromPoints##NAME, doubledFromPoints##NAME, lastRow##NAME,     \
        finish##NAME};

SOLFERINO_KERNELS(Plain, , 4, 4, 2, 4)
#if defined(__x86_64__)
SOLFERINO_KERNELS(Avx2, SOLFERINO_AVX2, 8, 6, 2, 4)
SOLFERINO_KERNELS(Avx512, SOLFERINO_AVX512, 16, 12, 2, 8)
#endif

} // namespace

std::span<const StyleKernels *const> supportedKernels()
{
#if defined(__x86_64__)
    static constexpr const StyleKernels *kAll[]{&kAvx512, &kAvx2, &kPlain};
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
    static constexpr const StyleKernels *kAll[]{&kPlain};
    return kAll;
#endif
}

} // namespace solferino::models::stylizing
