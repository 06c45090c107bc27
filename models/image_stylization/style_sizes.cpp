// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_sizes.h"

#include <algorithm>

namespace solferino::models::stylizing {

namespace {

constexpr int kLeastSide = 16;

} // namespace

int reductionOf(std::size_t layer)
{
    if (layer == kFirst || layer + 1 >= kLast)
        return 1;
    return layer == 1 || layer == kExpand ? 2 : 4;
}

int netSide(int side)
{
    return (std::max(side, kLeastSide) + 3) / 4 * 4;
}

double costOf(const std::vector<PackedLayer> &layers, int width, int height)
{
    double cost = 0.0;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const int reduction = reductionOf(layer);
        cost += layers[layer].costOfPixel() * (netSide(width) / reduction) * (netSide(height) / reduction);
    }
    return cost;
}

std::uint64_t memoryOf(const std::vector<PackedLayer> &layers, int width, int height, bool isTiled)
{
    const auto bytes = [&](std::size_t layer) {
        const auto reduction = static_cast<std::uint64_t>(reductionOf(layer));
        return static_cast<std::uint64_t>(netSide(width)) * static_cast<std::uint64_t>(netSide(height)) /
               (reduction * reduction) * layers[layer].outputs * sizeof(float);
    };
    const std::uint64_t pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    constexpr std::uint64_t kScratch = 4U << 20U;
    if (isTiled && pixels > kMostKeptPixels) // of two maps one goes as the other comes, so does the result
        return std::max({bytes(1), 2 * bytes(kResidual), bytes(kExpand)}) + kScratch;
    // One map of each size, which others follow in, and one more of the smallest.
    const std::uint64_t maps = (isTiled ? 0 : bytes(kFirst)) + bytes(1) + 2 * bytes(kResidual) + bytes(kLast);
    return maps + pixels * 3 * sizeof(std::uint16_t) + kScratch;
}

} // namespace solferino::models::stylizing
