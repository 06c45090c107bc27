// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/tiff_blocks.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr std::size_t kAlphaChannel = 3;

/// Reads the blocks, strips or tiles, of a plain picture.
template <class Sample>
class TiffBlocks final
{
public:
    TiffBlocks(const TiffMemory &memory, const TiffLayout &layout, Picture &picture)
        : m_memory(memory)
        , m_layout(layout)
        , m_picture(picture)
        , m_isTiled(TIFFIsTiled(memory.tiff()) != 0)
        , m_inPlanes(layout.planar == PLANARCONFIG_SEPARATE && layout.samples > 1)
    {
        TIFF *const tiff = memory.tiff();
        m_blockWidth = layout.width;
        TIFFGetFieldDefaulted(tiff, m_isTiled ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &m_blockHeight);
        if (m_isTiled)
            TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &m_blockWidth);
        if (m_blockWidth == 0 || m_blockHeight == 0)
            throwDamaged("TIFF", "its blocks are empty");
        if (!m_isTiled)
            m_blockHeight = std::min(m_blockHeight, layout.height);
        m_stride = m_inPlanes ? 1 : layout.samples;
        m_block.resize(std::size_t{m_blockWidth} * m_blockHeight * m_stride);
    }

    void read()
    {
        const auto needed =
            static_cast<std::uint16_t>(m_layout.colours() + (m_layout.alpha == TiffAlpha::None ? 0 : 1));
        const std::uint16_t planes = m_inPlanes ? needed : std::uint16_t{1};
        for (std::uint16_t plane = 0; plane < planes; ++plane)
            for (std::uint32_t top = 0; top < m_layout.height;
                 top += std::min(m_blockHeight, m_layout.height))
                for (std::uint32_t left = 0; left < m_layout.width;
                     left += std::min(m_blockWidth, m_layout.width))
                    readBlock(plane, left, top);
    }

private:
    void readBlock(std::uint16_t plane, std::uint32_t left, std::uint32_t top)
    {
        TIFF *const tiff = m_memory.tiff();
        const std::uint32_t height = std::min(m_blockHeight, m_layout.height - top);
        const auto size = static_cast<tmsize_t>(std::size_t{m_blockWidth} * m_stride * sizeof(Sample) *
                                                (m_isTiled ? m_blockHeight : height));
        const tmsize_t count =
            m_isTiled
                ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, left, top, 0, plane), m_block.data(), size)
                : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, top, plane), m_block.data(), size);
        if (count != size)
            throwDamaged("TIFF", *m_memory.complaint() != '\0' ? m_memory.complaint() : "a block is missing");
        for (std::uint32_t y = 0; y < height; ++y)
            storeBlockRow(plane, left, top + y, m_block.data() + std::size_t{y} * m_blockWidth * m_stride);
    }

    void storeBlockRow(std::uint16_t plane, std::uint32_t left, std::uint32_t y, const Sample *row)
    {
        const auto colours = static_cast<std::size_t>(m_layout.colours());
        if (m_inPlanes) {
            storeSample(plane, left, y, row);
            return;
        }
        for (std::size_t sample = 0; sample < colours + (m_picture.alpha.empty() ? 0 : 1); ++sample)
            storeSample(sample, left, y, row + sample);
    }

    /// One of a pixel's samples, which is a colour, all three of them, or the alpha.
    void storeSample(std::size_t sample, std::uint32_t left, std::uint32_t y, const Sample *from)
    {
        const auto colours = static_cast<std::size_t>(m_layout.colours());
        if (sample == colours) {
            storeChannel(kAlphaChannel, left, y, from);
        } else if (colours == 3) {
            storeChannel(sample, left, y, from);
        } else {
            for (std::size_t channel = 0; channel < 3; ++channel)
                storeChannel(channel, left, y, from);
        }
    }

    void storeChannel(std::size_t channel, std::uint32_t left, std::uint32_t y, const Sample *from)
    {
        const std::size_t first = std::size_t{y} * m_layout.width + left;
        const std::size_t count = std::min(m_blockWidth, m_layout.width - left);
        const bool isAlpha = channel == kAlphaChannel;
        const bool isInverted = !isAlpha && m_layout.photometric == PHOTOMETRIC_MINISWHITE;
        const std::size_t step = isAlpha ? 1 : 3;
        std::uint16_t *to =
            isAlpha ? m_picture.alpha.data() + first : m_picture.rgb.data() + first * 3 + channel;
        for (std::size_t x = 0; x < count; ++x, to += step, from += m_stride) {
            const std::uint16_t value = widenedSample(*from);
            *to = isInverted ? static_cast<std::uint16_t>(~value) : value;
        }
    }

    static std::uint16_t widenedSample(std::uint8_t sample) { return widened(sample); }
    static std::uint16_t widenedSample(std::uint16_t sample) { return sample; }

    const TiffMemory &m_memory;
    const TiffLayout &m_layout;
    Picture &m_picture;
    bool m_isTiled;
    bool m_inPlanes; ///< each sample of the pixels lies in blocks of its own
    std::uint32_t m_blockWidth = 0;
    std::uint32_t m_blockHeight = 0;
    std::size_t m_stride = 1; ///< samples from one pixel of a block to the next
    std::vector<Sample> m_block;
};

} // namespace

void readTiffBlocks(const TiffMemory &memory, const TiffLayout &layout, Picture &picture)
{
    if (layout.bits == 16)
        TiffBlocks<std::uint16_t>(memory, layout, picture).read();
    else
        TiffBlocks<std::uint8_t>(memory, layout, picture).read();
}

} // namespace solferino
