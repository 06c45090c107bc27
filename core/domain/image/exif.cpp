// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/exif.h"

#include "core/domain/text/byte_reader.h"

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

constexpr std::size_t kEntrySize = 12;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;

/// Numbers of either byte order, zero beyond the end.
class ExifNumbers final
{
public:
    explicit ExifNumbers(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
        , m_isBigEndian(!bytes.empty() && bytes.front() == 'M')
    {}

    [[nodiscard]] std::uint32_t at(std::size_t position, std::size_t count) const
    {
        if (position > m_bytes.size() || m_bytes.size() - position < count)
            return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value << 8 | m_bytes[position + (m_isBigEndian ? i : count - 1 - i)];
        return value;
    }

private:
    std::span<const std::uint8_t> m_bytes;
    bool m_isBigEndian;
};

/// Where a walk over the pixels as stored, in the order of the upright picture, begins, and its steps.
struct PixelWalk
{
    std::ptrdiff_t first = 0;
    std::ptrdiff_t perColumn = 0;
    std::ptrdiff_t perRow = 0;
};

PixelWalk uprightWalk(std::ptrdiff_t width, std::ptrdiff_t height, int orientation)
{
    const std::ptrdiff_t rightTop = width - 1;
    const std::ptrdiff_t leftBottom = (height - 1) * width;
    const std::ptrdiff_t rightBottom = leftBottom + rightTop;
    switch (orientation) {
    case 2:
        return {rightTop, -1, width};
    case 3:
        return {rightBottom, -1, -width};
    case 4:
        return {leftBottom, 1, -width};
    case 5:
        return {0, width, 1};
    case 6:
        return {leftBottom, -width, 1};
    case 7:
        return {rightBottom, -width, -1};
    case 8:
        return {rightTop, width, -1};
    default:
        return {0, 1, width};
    }
}

template <int channels>
std::vector<std::uint16_t> walked(const std::vector<std::uint16_t> &samples, const PixelWalk &walk, int width,
                                  int height)
{
    std::vector<std::uint16_t> result(samples.size());
    std::uint16_t *out = result.data();
    for (int y = 0; y < height; ++y) {
        std::ptrdiff_t from = walk.first + y * walk.perRow;
        for (int x = 0; x < width; ++x, from += walk.perColumn)
            for (int c = 0; c < channels; ++c)
                *out++ = samples[static_cast<std::size_t>(from * channels + c)];
    }
    return result;
}

} // namespace

int exifOrientation(std::span<const std::uint8_t> exif)
{
    const ByteReader reader(exif);
    if (reader.hasTag(0, "Exif"))
        exif = exif.subspan(std::min<std::size_t>(6, exif.size()));
    const ExifNumbers numbers(exif);
    if (numbers.at(2, 2) != 42)
        return 1;
    const std::size_t directory = numbers.at(4, 4);
    const std::size_t entries = numbers.at(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * kEntrySize;
        if (numbers.at(entry, 2) != kOrientationTag || numbers.at(entry + 2, 2) != kShortType)
            continue;
        const auto orientation = static_cast<int>(numbers.at(entry + 8, 2));
        return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
    return 1;
}

void turnUpright(Picture &picture, int orientation)
{
    if (orientation <= 1)
        return;
    const PixelWalk walk = uprightWalk(picture.width, picture.height, orientation);
    if (isTurned(orientation))
        std::swap(picture.width, picture.height);
    picture.rgb = walked<3>(picture.rgb, walk, picture.width, picture.height);
    if (!picture.alpha.empty())
        picture.alpha = walked<1>(picture.alpha, walk, picture.width, picture.height);
}

} // namespace solferino
