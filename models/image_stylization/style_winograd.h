// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/feature_map.h"
#include "models/image_stylization/style_regions.h"

#include <cstddef>
#include <vector>

namespace solferino::models::stylizing {

/// A 3 x 3 convolution over mirrored borders by F(4 x 4, 3 x 3), of a map as it is or with each pixel
/// doubled. A quarter of the products of a plain convolution; doubled, less than a fifth.
class WinogradLayer final
{
public:
    /// Patches that are computed together: their points stay in the second-level cache.
    static constexpr std::size_t kPatches = 24;

    WinogradLayer(const PackedLayer &layer, const StyleKernels &kernels, const FeatureMap &input,
                  const Norm &norm);

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::size_t channels() const { return m_layer.outputs; }

    /// Patches of a region, which begins at multiples of kPatchResult.
    [[nodiscard]] static std::size_t patchesOf(const Region &region);

    /// Where sums go: the pixel at the region's corner, and the steps from there. Strides of 0 for results
    /// that only the moments need.
    struct Target
    {
        float *output = nullptr;
        std::size_t rowStride = 0;
        std::size_t pixelStride = 0;
    };
    /// Patches [first, first + count) of a region; count up to kPatches. Returns the pixels computed.
    std::size_t compute(const Region &region, std::size_t first, std::size_t count, const Target &target,
                        const Moments &moments, Scratch &scratch) const;
    /// All of a region.
    void compute(const Region &region, const Target &target, Scratch &scratch) const;

    /// Rows of the input that no patch needs whose results lie below `rows`.
    [[nodiscard]] int inputRowsBefore(int rows) const;

private:
    void transform(int row, int column, float *points) const;
    void multiply(std::size_t block, std::size_t count, const float *points, float *products) const;

    const PackedLayer &m_layer;
    const StyleKernels &m_kernels;
    const FeatureMap &m_input;
    Norm m_norm;
    int m_width;
    int m_height;
    std::size_t m_step; ///< rows of the input from patch to patch
    std::size_t m_pointStride;
    std::vector<int> m_rows; ///< of the input, for the rows of the patches one after the other
    std::vector<int> m_columns;
};

} // namespace solferino::models::stylizing
