// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_regions.h"

#include <algorithm>
#include <cstring>

namespace solferino::models::stylizing {

TileGrid::TileGrid(int width, int height, int tileWidth, int tileHeight)
    : m_width(width)
    , m_height(height)
    , m_tileWidth(tileWidth)
    , m_tileHeight(tileHeight)
    , m_across(static_cast<std::size_t>((width + tileWidth - 1) / tileWidth))
    , m_down(static_cast<std::size_t>((height + tileHeight - 1) / tileHeight))
{}

Region TileGrid::region(std::size_t tile) const
{
    const int top = rowsBefore(tile);
    const int left = static_cast<int>(tile % m_across) * m_tileWidth;
    return {top, left, std::min(top + m_tileHeight, m_height), std::min(left + m_tileWidth, m_width)};
}

int TileGrid::rowsBefore(std::size_t tile) const
{
    return std::min(static_cast<int>(tile / m_across) * m_tileHeight, m_height);
}

float *Scratch::get(Use use, std::size_t floats)
{
    Floats &buffer = m_buffers.at(use);
    if (buffer.size() < floats)
        buffer.resize(floats);
    return buffer.data();
}

int reflected(int index, int size)
{
    if (size == 1)
        return 0;
    const int period = 2 * (size - 1);
    const int within = ((index % period) + period) % period;
    return within < size ? within : period - within;
}

void fillMirrored(const Region &region, int width, int height, std::size_t channels, const Fill &fill,
                  float *to, Scratch &scratch)
{
    const Region inside{std::max(region.top, 0), std::max(region.left, 0), std::min(region.bottom, height),
                        std::min(region.right, width)};
    const std::size_t rowStride = static_cast<std::size_t>(region.columns()) * channels;
    const auto at = [&](int row, int column) {
        return to + static_cast<std::size_t>(row - region.top) * rowStride +
               static_cast<std::size_t>(column - region.left) * channels;
    };
    fill(inside, at(inside.top, inside.left), rowStride, scratch);
    for (int row = inside.top; row < inside.bottom; ++row) {
        for (int column = region.left; column < inside.left; ++column)
            std::memcpy(at(row, column), at(row, reflected(column, width)), channels * sizeof(float));
        for (int column = inside.right; column < region.right; ++column)
            std::memcpy(at(row, column), at(row, reflected(column, width)), channels * sizeof(float));
    }
    for (int row = region.top; row < region.bottom; ++row) {
        if (row < inside.top || row >= inside.bottom)
            std::memcpy(at(row, region.left), at(reflected(row, height), region.left),
                        rowStride * sizeof(float));
    }
}

FirstLayer::FirstLayer(const PackedLayer &layer, const StyleKernels &kernels, const Picture &picture,
                       int width, int height)
    : m_layer(layer)
    , m_kernels(kernels)
    , m_picture(picture)
{
    const int border = static_cast<int>(layer.kernel / 2);
    for (int row = -border; row < height + border; ++row)
        m_rows.push_back(reflected(reflected(row, height), picture.height));
    for (int column = -border; column < width + border; ++column)
        m_columns.push_back(reflected(reflected(column, width), picture.width));
}

void FirstLayer::compute(const Region &region, float *to, std::size_t rowStride, Scratch &scratch) const
{
    constexpr float kScale = 1.0F / 65535.0F;
    const std::size_t colours = m_layer.inputs;
    const auto rows = static_cast<std::size_t>(region.rows()) + m_layer.kernel - 1;
    const auto columns = static_cast<std::size_t>(region.columns()) + m_layer.kernel - 1;
    float *photo = scratch.get(Scratch::Photo, rows * columns * colours);
    for (std::size_t y = 0; y < rows; ++y) {
        const auto row = static_cast<std::size_t>(m_rows[static_cast<std::size_t>(region.top) + y]);
        const std::uint16_t *from =
            m_picture.rgb.data() + row * static_cast<std::size_t>(m_picture.width) * colours;
        float *pixel = photo + y * columns * colours;
        for (std::size_t x = 0; x < columns; ++x, pixel += colours) {
            const auto column =
                static_cast<std::size_t>(m_columns[static_cast<std::size_t>(region.left) + x]);
            for (std::size_t c = 0; c < colours; ++c)
                pixel[c] = static_cast<float>(from[column * colours + c]) * kScale;
        }
    }
    for (int y = 0; y < region.rows(); ++y) {
        const auto row = static_cast<std::size_t>(y);
        multiplyRow(m_kernels, m_layer,
                    {.input = photo + row * columns * colours,
                     .rowStride = columns * colours,
                     .pixelStride = colours,
                     .rows = m_layer.kernel,
                     .rowLength = m_layer.kernel * colours,
                     .pixels = static_cast<std::size_t>(region.columns()),
                     .output = to + row * rowStride,
                     .outputStride = m_layer.outputs});
    }
}

void multiplyRow(const StyleKernels &kernels, const PackedLayer &layer, Product product)
{
    float *output = product.output;
    for (std::size_t first = 0; first < layer.outputs; first += kOutputBlock) {
        product.width = std::min(kOutputBlock, layer.outputs - first);
        product.weights = layer.weights.data() + product.rows * product.rowLength * first;
        product.output = output + first;
        kernels.multiply(product);
    }
}

} // namespace solferino::models::stylizing
