// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture.h"
#include "models/image_stylization/feature_map.h"
#include "models/image_stylization/style_kernels.h"
#include "models/image_stylization/style_packing.h"

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace solferino::models::stylizing {

/// Rows and columns of pixels, the last ones not among them.
struct Region
{
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;

    [[nodiscard]] int rows() const { return bottom - top; }
    [[nodiscard]] int columns() const { return right - left; }
    [[nodiscard]] std::size_t pixels() const
    {
        return static_cast<std::size_t>(rows()) * static_cast<std::size_t>(columns());
    }
};

/// A picture cut into tiles, row by row.
class TileGrid final
{
public:
    TileGrid(int width, int height, int tileWidth, int tileHeight);
    [[nodiscard]] std::size_t count() const { return m_across * m_down; }
    [[nodiscard]] Region region(std::size_t tile) const;
    /// Rows of the picture that lie in whole rows of tiles before `tile`.
    [[nodiscard]] int rowsBefore(std::size_t tile) const;

private:
    int m_width, m_height, m_tileWidth, m_tileHeight;
    std::size_t m_across, m_down;
};

/// Memory of one thread, kept from task to task.
class Scratch final
{
public:
    enum Use { Photo, Tile, Points, Products, Output, Unused, kUses };
    /// At least so many floats, aligned for vectors; what it held may be lost.
    [[nodiscard]] float *get(Use use, std::size_t floats);

private:
    std::array<Floats, kUses> m_buffers;
};

/// Where `index` lies after mirroring at the borders of [0, size) without repeating the border; any index.
[[nodiscard]] int reflected(int index, int size);

/// Writes pixels of a region, which lies within its picture.
using Fill = std::function<void(const Region &region, float *to, std::size_t rowStride, Scratch &scratch)>;

/// A region that may reach over the borders of a picture of that size, mirrored there. At least as many
/// pixels as lie outside must lie inside, besides the border itself. Rows follow without gaps.
void fillMirrored(const Region &region, int width, int height, std::size_t channels, const Fill &fill,
                  float *to, Scratch &scratch);

/// The first convolution, straight from a picture that is mirrored up to the size of the net.
class FirstLayer final
{
public:
    FirstLayer(const PackedLayer &layer, const StyleKernels &kernels, const Picture &picture, int width,
               int height);
    /// Sums of a region within the net's picture.
    void compute(const Region &region, float *to, std::size_t rowStride, Scratch &scratch) const;

private:
    const PackedLayer &m_layer;
    const StyleKernels &m_kernels;
    const Picture &m_picture;
    std::vector<int> m_rows; ///< of the picture, for each row of the net with its border
    std::vector<int> m_columns;
};

/// Products with all outputs for a row of pixels.
void multiplyRow(const StyleKernels &kernels, const PackedLayer &layer, Product product);

} // namespace solferino::models::stylizing
