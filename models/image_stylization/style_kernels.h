// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace solferino::models::stylizing {

// Pixels lie row by row, the channels of a pixel together; channels are padded with zeros to whole vectors.
// All pointers to channels are aligned to 64 bytes.

/// Channels of a vector.
inline constexpr std::size_t kLanes = 16;
/// Outputs that lie together in packed weights; the last block may have kLanes.
inline constexpr std::size_t kOutputBlock = 32;
/// Winograd's F(4 x 4, 3 x 3): a patch of 6 x 6 pixels makes 36 points, those make 4 x 4 pixels.
inline constexpr std::size_t kPatch = 6;
inline constexpr std::size_t kPatchResult = 4;
inline constexpr std::size_t kPoints = kPatch * kPatch;
/// This row and column of points is zero where each pixel of the patch stands twice, as after upsampling.
inline constexpr std::size_t kDoubledZero = 2;
/// Side of the last convolution's kernel, and its outputs.
inline constexpr std::size_t kLastKernel = 9;
inline constexpr std::size_t kLastOutputs = 3;

/// One block of outputs for a row of pixels. Pixel p reads `rows` runs of `rowLength` floats: run r is at
/// input + r * rowStride + p * pixelStride. Any pixelStride, so that convolutions of all strides are
/// products.
struct Product
{
    const float *input = nullptr;
    std::size_t rowStride = 0;
    std::size_t pixelStride = 0;
    std::size_t rows = 1;
    std::size_t rowLength = 0;
    const float *weights = nullptr; ///< [rows * rowLength][width]
    std::size_t width = 0;          ///< kLanes or kOutputBlock
    std::size_t pixels = 0;
    float *output = nullptr;
    std::size_t outputStride = 0; ///< from pixel to pixel
};

/// x becomes max(x * scale + shift, least), for each channel.
struct Norm
{
    const float *scale = nullptr;
    const float *shift = nullptr;
    float least = 0.0F;
};

/// Sums of (x - reference) and of its square, for each channel. The reference is a value of the channel, so
/// that both stay small and the variance exact.
struct Moments
{
    float *reference = nullptr;
    float *sums = nullptr;
    float *squares = nullptr;
};

/// A patch before its transform. Of a doubled patch only rows and columns 0 to 3 are set: pixels 0, 1 1, 2 2,
/// 3 of the patch.
struct Patch
{
    const float *rows[kPatch] = {};
    std::size_t columns[kPatch] = {}; ///< floats from the row's begin
    std::size_t channels = 0;
    Norm norm;
    float *points = nullptr;
    std::size_t pointStride = 0;
};

/// A block of outputs of a patch after the products.
struct PatchResult
{
    const float *points = nullptr;
    std::size_t pointStride = 0;
    std::size_t width = 0;
    float *output = nullptr;
    std::size_t rowStride = 0;
    std::size_t pixelStride = 0;
    std::size_t rows = kPatchResult; ///< that lie within the picture
    std::size_t columns = kPatchResult;
    Moments moments;
    bool isFirst = false; ///< moments begin here
};

/// A row of the last convolution: kLastOutputs sums for each pixel.
struct LastRow
{
    const float *input = nullptr; ///< kLastKernel rows, pixels + kLastKernel - 1 pixels each
    std::size_t rowStride = 0;
    std::size_t channels = 0;
    const float *weights = nullptr; ///< [kLastKernel^2][channels / kLanes][kLastOutputs][kLanes]
    std::size_t pixels = 0;
    float *output = nullptr; ///< [pixels][kLastOutputs], unaligned
};

/// The arithmetic of the net for one kind of processor.
struct StyleKernels
{
    const char *name;
    void (*multiply)(const Product &product);
    void (*normalise)(const float *from, std::size_t pixels, std::size_t channels, const Norm &norm,
                      float *to);
    /// to += the same.
    void (*addNormalised)(const float *from, std::size_t pixels, std::size_t channels, const Norm &norm,
                          float *to);
    /// Of the channels [0, channels) of `pixels` pixels. `isFirst`: the moments begin here.
    void (*addMoments)(const float *from, std::size_t pixels, std::size_t channels, const Moments &moments,
                       bool isFirst);
    void (*toPoints)(const Patch &patch);
    void (*doubledToPoints)(const Patch &patch);
    void (*fromPoints)(const PatchResult &result);
    void (*doubledFromPoints)(const PatchResult &result);
    void (*lastRow)(const LastRow &row);
    /// 65535 sigmoid(x * scale + shift), rounded; `norm` has 3 vectors: the three outputs in turn.
    void (*finish)(const float *from, std::size_t pixels, const Norm &norm, std::uint16_t *to);
};

/// Those that this processor can run, the best first.
[[nodiscard]] std::span<const StyleKernels *const> supportedKernels();

} // namespace solferino::models::stylizing
