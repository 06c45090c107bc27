// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_kernels.h"
#include "models/image_stylization/style_packing.h"

#include <cmath>
#include <doctest/doctest.h>
#include <random>

using namespace solferino::models;
using namespace solferino::models::stylizing;

namespace {

Floats randomFloats(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    Floats values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(random() % 2001) / 1000.0F - 1.0F);
    return values;
}

void checkClose(const Floats &a, const Floats &b)
{
    REQUIRE(a.size() == b.size());
    float most = 0.0F;
    float largest = 1.0F;
    for (std::size_t i = 0; i < a.size(); ++i) {
        most = std::max(most, std::abs(a[i] - b[i]));
        largest = std::max(largest, std::abs(b[i]));
    }
    CHECK(most < 1e-5F * largest);
}

constexpr std::size_t kChannels = 32;

Floats productsOf(const StyleKernels &kernels, std::size_t width)
{
    constexpr std::size_t kPixels = 29;
    const Floats input = randomFloats(3 * 400, 1);
    const Floats weights = randomFloats(3 * 45 * width, 2);
    Floats output(kPixels * 48, 0.0F);
    kernels.multiply({.input = input.data(),
                      .rowStride = 400,
                      .pixelStride = 5,
                      .rows = 3,
                      .rowLength = 45,
                      .weights = weights.data(),
                      .width = width,
                      .pixels = kPixels,
                      .output = output.data(),
                      .outputStride = 48});
    return output;
}

Floats pointsOf(const StyleKernels &kernels, bool isDoubled)
{
    const Floats input = randomFloats(kPatch * kPatch * kChannels, 3);
    const Floats scale = randomFloats(kChannels, 4);
    const Floats shift = randomFloats(kChannels, 5);
    Floats points(kPoints * kChannels, 0.0F);
    Patch patch{.channels = kChannels,
                .norm = {scale.data(), shift.data(), 0.0F},
                .points = points.data(),
                .pointStride = kChannels};
    for (std::size_t i = 0; i < kPatch; ++i) {
        patch.rows[i] = input.data() + i * kPatch * kChannels;
        patch.columns[i] = i * kChannels;
    }
    (isDoubled ? kernels.doubledToPoints : kernels.toPoints)(patch);
    return points;
}

/// Pixels, and the moments behind them.
Floats pixelsOf(const StyleKernels &kernels, bool isDoubled, std::size_t rows, std::size_t columns)
{
    const Floats points = randomFloats(kPoints * kChannels, 6);
    Floats result((kPatchResult * kPatchResult + 3) * kChannels, 0.0F);
    float *moments = result.data() + kPatchResult * kPatchResult * kChannels;
    PatchResult patch{.points = points.data(),
                      .pointStride = kChannels,
                      .width = kChannels,
                      .output = result.data(),
                      .rowStride = kPatchResult * kChannels,
                      .pixelStride = kChannels,
                      .rows = rows,
                      .columns = columns,
                      .moments = {moments, moments + kChannels, moments + 2 * kChannels},
                      .isFirst = true};
    (isDoubled ? kernels.doubledFromPoints : kernels.fromPoints)(patch);
    return result;
}

Floats lastRowOf(const StyleKernels &kernels)
{
    constexpr std::size_t kPixels = 13;
    const std::size_t rowStride = (kPixels + kLastKernel - 1) * kChannels;
    const Floats input = randomFloats(kLastKernel * rowStride, 7);
    const Floats weights = randomFloats(kLastKernel * kLastKernel * kChannels * kLastOutputs, 8);
    Floats output(kPixels * kLastOutputs, 0.0F);
    kernels.lastRow({input.data(), rowStride, kChannels, weights.data(), kPixels, output.data()});
    return output;
}

} // namespace

TEST_CASE("kernels_ofAllProcessorsAgree")
{
    const StyleKernels &best = *supportedKernels().front();
    for (const StyleKernels *kernels : supportedKernels()) {
        CAPTURE(std::string(kernels->name));
        checkClose(productsOf(*kernels, 16), productsOf(best, 16));
        checkClose(productsOf(*kernels, 32), productsOf(best, 32));
        for (const bool isDoubled : {false, true}) {
            checkClose(pointsOf(*kernels, isDoubled), pointsOf(best, isDoubled));
            checkClose(pixelsOf(*kernels, isDoubled, 4, 4), pixelsOf(best, isDoubled, 4, 4));
            checkClose(pixelsOf(*kernels, isDoubled, 2, 3), pixelsOf(best, isDoubled, 2, 3));
        }
        checkClose(lastRowOf(*kernels), lastRowOf(best));
    }
}

TEST_CASE("multiply_sumsOverRowsOfTaps")
{
    const Floats input = randomFloats(3 * 400, 1);
    const Floats weights = randomFloats(3 * 45 * 32, 2);
    const Floats output = productsOf(*supportedKernels().front(), 32);
    for (const auto &[pixel, channel] : {std::pair<std::size_t, std::size_t>{0, 0}, {11, 31}, {28, 7}}) {
        double sum = 0.0;
        for (std::size_t row = 0; row < 3; ++row)
            for (std::size_t k = 0; k < 45; ++k)
                sum += static_cast<double>(input[row * 400 + pixel * 5 + k]) *
                       static_cast<double>(weights[(row * 45 + k) * 32 + channel]);
        CHECK(static_cast<double>(output[pixel * 48 + channel]) == doctest::Approx(sum).epsilon(1e-4));
    }
}

TEST_CASE("fromPoints_writesOnlyWhatLiesInThePicture")
{
    const Floats cut = pixelsOf(*supportedKernels().front(), false, 2, 3);
    const Floats whole = pixelsOf(*supportedKernels().front(), false, 4, 4);
    for (std::size_t row = 0; row < kPatchResult; ++row)
        for (std::size_t column = 0; column < kPatchResult; ++column) {
            const std::size_t at = (row * kPatchResult + column) * kChannels;
            CHECK(cut[at] == (row < 2 && column < 3 ? whole[at] : 0.0F));
        }
}

TEST_CASE("finish_roundsTheSigmoid")
{
    const Floats scale(3 * kLanes, 2.0F);
    const Floats shift(3 * kLanes, -1.0F);
    const Floats input = randomFloats(3 * 23, 9);
    for (const StyleKernels *kernels : supportedKernels()) {
        std::vector<std::uint16_t> output(input.size());
        kernels->finish(input.data(), 23, {scale.data(), shift.data(), -1e30F}, output.data());
        for (std::size_t i = 0; i < input.size(); ++i) {
            const double x = 2.0 * static_cast<double>(input[i]) - 1.0;
            CHECK(std::abs(output[i] - 65535.0 / (1.0 + std::exp(-x))) < 0.6);
        }
        const Floats extreme{-1e9F, 0.5F, 1e9F};
        kernels->finish(extreme.data(), 1, {scale.data(), shift.data(), -1e30F}, output.data());
        CHECK(output[0] == 0);
        CHECK(output[1] == 32768);
        CHECK(output[2] == 65535);
    }
}
