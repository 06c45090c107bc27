// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/picture_samples.h"

#include "tests/support/damaged_bytes.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace solferino::test {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kPngHeaderAt = 8;
constexpr std::size_t kPngHeaderSize = 13;
constexpr std::size_t kPngEndSize = 12;

Bytes bigEndian(std::uint32_t value)
{
    return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
            static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

/// The check sum of PNG.
std::uint32_t checksum(const Bytes &bytes)
{
    std::uint32_t sum = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        sum ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    return ~sum;
}

void append(Bytes &target, const Bytes &more)
{
    target.insert(target.end(), more.begin(), more.end());
}

Bytes pngChunk(const char *name, const Bytes &data)
{
    Bytes checked(name, name + 4);
    append(checked, data);
    Bytes chunk = bigEndian(static_cast<std::uint32_t>(data.size()));
    append(chunk, checked);
    append(chunk, bigEndian(checksum(checked)));
    return chunk;
}

void put(Bytes &bytes, std::size_t at, std::string_view text)
{
    std::copy(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace

Picture samplePicture(bool hasAlpha)
{
    Picture picture{.width = 32, .height = 24, .bits = 8, .rgb = {}, .alpha = {}, .profile = {}};
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            for (const int value : {x * 8, y * 10, (x + y) * 4})
                picture.rgb.push_back(static_cast<std::uint16_t>(value * 257));
            if (hasAlpha)
                picture.alpha.push_back(static_cast<std::uint16_t>((255 - x * 8) * 257));
        }
    return picture;
}

Picture noisePicture(int width, int height, bool hasAlpha)
{
    Random random(7);
    Picture picture{.width = width, .height = height, .bits = 16, .rgb = {}, .alpha = {}, .profile = {}};
    picture.rgb.resize(picture.pixels() * 3);
    picture.alpha.resize(hasAlpha ? picture.pixels() : 0);
    for (auto *samples : {&picture.rgb, &picture.alpha})
        std::generate(samples->begin(), samples->end(),
                      [&random] { return static_cast<std::uint16_t>(random.below(65'536)); });
    return picture;
}

std::vector<std::uint8_t> emptyProfile()
{
    // Most of it does not become smaller: libpng gives up on what is deflated to less than 100 bytes.
    Bytes profile(144);
    Random random(3);
    std::generate_n(std::back_inserter(profile), 200, [&random] { return random.byte(); });
    profile[2] = 1;
    profile[3] = 344 - 256;
    profile[8] = 4;
    put(profile, 12, "mntrRGB XYZ ");
    put(profile, 36, "acsp");
    // The white of D50, as every profile has it.
    const Bytes white = {0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D};
    std::copy(white.begin(), white.end(), profile.begin() + 68);
    // One tag, which begins behind the table.
    profile[131] = 1;
    put(profile, 132, "cprt");
    profile[139] = 144;
    profile[143] = 200;
    put(profile, 144, "text");
    return profile;
}

std::vector<std::uint8_t> exifWith(std::uint8_t orientation)
{
    return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0};
}

std::vector<std::uint8_t> withJpegSegment(std::vector<std::uint8_t> file, std::uint8_t marker,
                                          const std::vector<std::uint8_t> &data)
{
    const std::size_t length = data.size() + 2;
    Bytes segment = {0xFF, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    append(segment, data);
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    return file;
}

std::vector<std::uint8_t> withPngChunk(std::vector<std::uint8_t> file, const char *name,
                                       const std::vector<std::uint8_t> &data)
{
    const Bytes chunk = pngChunk(name, data);
    file.insert(file.end() - static_cast<std::ptrdiff_t>(kPngEndSize), chunk.begin(), chunk.end());
    return file;
}

std::vector<std::uint8_t> withPngSize(std::vector<std::uint8_t> file, std::uint32_t width,
                                      std::uint32_t height)
{
    const auto data = file.begin() + static_cast<std::ptrdiff_t>(kPngHeaderAt + 8);
    Bytes header = bigEndian(width);
    append(header, bigEndian(height));
    header.insert(header.end(), data + 8, data + static_cast<std::ptrdiff_t>(kPngHeaderSize));
    const Bytes chunk = pngChunk("IHDR", header);
    std::copy(chunk.begin(), chunk.end(), file.begin() + static_cast<std::ptrdiff_t>(kPngHeaderAt));
    return file;
}

std::vector<std::uint8_t> withWebPExif(std::vector<std::uint8_t> file, const std::vector<std::uint8_t> &exif)
{
    constexpr std::uint8_t kHasExif = 8;
    file[20] |= kHasExif;
    append(file, {'E', 'X', 'I', 'F', static_cast<std::uint8_t>(exif.size()), 0, 0, 0});
    append(file, exif);
    const std::size_t size = file.size() - 8;
    for (std::size_t i = 0; i < 4; ++i)
        file[4 + i] = static_cast<std::uint8_t>(size >> 8 * i);
    return file;
}

} // namespace solferino::test
