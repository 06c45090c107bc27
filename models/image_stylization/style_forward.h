// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"
#include "models/image_stylization/style_config.h"
#include "models/image_stylization/style_moments.h"
#include "models/image_stylization/style_packing.h"
#include "models/image_stylization/style_sizes.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace solferino::models::stylizing {

/// Gets the statistics of a layer as soon as they are known, and may change them before they are used.
using StatisticsFilter = std::function<void(std::size_t layer, LayerStatistics &statistics)>;

/// The net on the processor, in float32. Layer by layer in tiles that fit the cache; norm, ReLU, borders and
/// upsampling are done while a tile is read, statistics while it is written. Tiled, the two layers of full
/// size are not kept but computed again where the next layer needs them: less memory, a fifth more time, the
/// same result.
class StyleForward final
{
public:
    StyleForward(const FloatTensors &tensors, double alpha)
        : m_layers(packedLayers(tensors, alpha))
    {}

    [[nodiscard]] std::uint64_t memory(int width, int height, bool isTiled) const
    {
        return memoryOf(m_layers, width, height, isTiled);
    }
    [[nodiscard]] double cost(int width, int height) const { return costOf(m_layers, width, height); }

    /// The picture in the style of `rows`, opaque, of 16 bits. Any number of threads may call it.
    [[nodiscard]] Picture run(const Picture &picture, const StyleRows &rows, bool isTiled,
                              const StatisticsFilter &filter, Progress &progress) const;

private:
    std::vector<PackedLayer> m_layers;
};

} // namespace solferino::models::stylizing
