// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>

namespace solferino::models::stylizing {

/// What a layer makes of a picture: pixels row by row, the channels of a pixel together. Its memory comes
/// from the system in pages and goes back to it, also in part.
class FeatureMap final
{
public:
    FeatureMap() = default;
    /// Throws std::bad_alloc. The values are any.
    FeatureMap(int width, int height, std::size_t channels);
    /// In the memory of `used`, which must be enough (see capacity()).
    FeatureMap(int width, int height, std::size_t channels, FeatureMap used);
    ~FeatureMap();
    FeatureMap(FeatureMap &&other) noexcept { swap(other); }
    FeatureMap &operator=(FeatureMap &&other) noexcept
    {
        FeatureMap(std::move(other)).swap(*this);
        return *this;
    }

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::size_t channels() const { return m_channels; }
    /// Bytes of its memory, and those that a map of that size needs.
    [[nodiscard]] std::size_t capacity() const { return m_bytes; }
    [[nodiscard]] static std::size_t bytesOf(int width, int height, std::size_t channels);
    /// Floats from row to row.
    [[nodiscard]] std::size_t rowStride() const { return static_cast<std::size_t>(m_width) * m_channels; }
    [[nodiscard]] float *at(int row, int column) const
    {
        return m_values + static_cast<std::size_t>(row) * rowStride() +
               static_cast<std::size_t>(column) * m_channels;
    }

    /// Rows above `rows` are not needed any more: what they hold is lost and their memory free until they are
    /// written again.
    void releaseRows(int rows);

private:
    void swap(FeatureMap &other) noexcept;

    float *m_values = nullptr;
    std::size_t m_bytes = 0;
    std::size_t m_released = 0; ///< bytes from the beginning
    std::size_t m_channels = 0;
    int m_width = 0;
    int m_height = 0;
};

} // namespace solferino::models::stylizing
