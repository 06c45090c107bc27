// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_packing.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace solferino::models::stylizing {

// Indices of layers.
inline constexpr std::size_t kFirst = 0;
inline constexpr std::size_t kResidual = 3;
inline constexpr std::size_t kBlocks = 5;
inline constexpr std::size_t kExpand = kResidual + 2 * kBlocks;
inline constexpr std::size_t kLast = kExpand + 2;

/// Larger pictures, in tiles, give memory back as soon as they can.
inline constexpr std::size_t kMostKeptPixels = 4'000'000;

/// The side of the net's picture for a picture of that side: a multiple of 4, at least 16.
[[nodiscard]] int netSide(int side);

/// How many times smaller than the picture the results of a layer are, each way.
[[nodiscard]] int reductionOf(std::size_t layer);

/// Bytes that StyleForward::run() takes at its peak for a picture of that size, the picture not counted.
[[nodiscard]] std::uint64_t memoryOf(const std::vector<PackedLayer> &layers, int width, int height,
                                     bool isTiled);

/// Multiplications of all layers, each computed once.
[[nodiscard]] double costOf(const std::vector<PackedLayer> &layers, int width, int height);

} // namespace solferino::models::stylizing
