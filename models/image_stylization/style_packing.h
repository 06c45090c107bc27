// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_config.h"
#include "models/image_stylization/style_kernels.h"
#include "models/sampling/tiled_matrix.h"

#include <cstddef>
#include <vector>

namespace solferino::models::stylizing {

using sampling::Floats;

[[nodiscard]] constexpr std::size_t paddedChannels(std::size_t channels)
{
    return (channels + kLanes - 1) / kLanes * kLanes;
}

/// How a convolution is computed.
enum class LayerKind {
    Direct,   ///< products of the pixels as they are: the first three
    Winograd, ///< products of transformed patches, also of doubled pixels
    Last      ///< to three outputs, one lane for each input
};

/// A convolution's weights in the order in which the kernels read them.
///
/// Direct: for each block of outputs [kernel][kernel * inputs][width]. Winograd: for each point, for each
/// block of outputs [inputs][width]. Last: LastRow.
struct PackedLayer
{
    LayerKind kind = LayerKind::Direct;
    std::size_t kernel = 3;
    std::size_t inputs = 0;  ///< padded, but for the picture's three
    std::size_t outputs = 0; ///< padded, but for the last three
    std::size_t usedOutputs = 0;
    bool isDoubled = false;
    Floats weights;

    /// Multiplications for a pixel of the result, those of transforms not counted.
    [[nodiscard]] double costOfPixel() const;
};

[[nodiscard]] std::vector<PackedLayer> packedLayers(const FloatTensors &tensors, double alpha);

} // namespace solferino::models::stylizing
