// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/image_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace solferino {

// What the readers and writers of all kinds of picture files share.

using ImageBytes = std::span<const std::uint8_t>;

/// Throws FormatError for a side of zero and for a picture beyond kMostPixels or kLongestSide.
void checkImageSize(std::uint64_t width, std::uint64_t height);
/// Throws FormatError if a header promises what takes `least` bytes at the very least, and there are fewer.
void checkImageBytes(ImageBytes bytes, std::uint64_t least);
/// Throws FormatError with a sentence around what a library said of a `kind` of file.
[[noreturn]] void throwDamaged(const char *kind, const char *reason);
[[noreturn]] void throwUnwritten(const char *kind, const char *reason);

/// With memory for its samples: opaque black, or clear where it has alpha.
[[nodiscard]] Picture blankPicture(int width, int height, int bits, bool hasAlpha);
/// The profile if it is one of RGB; others do not fit what is read here and are left out.
[[nodiscard]] std::vector<std::uint8_t> rgbProfile(ImageBytes profile);
/// A request as the comment of a file holds it, and back: nothing if a comment is not one of ours.
[[nodiscard]] std::string commentOf(std::string_view request);
[[nodiscard]] std::optional<std::string> requestIn(std::string_view comment);

/// For calls from C, which must not see an exception: false if there is no memory.
[[nodiscard]] bool appendBytes(std::vector<std::uint8_t> &target, const std::uint8_t *bytes,
                               std::size_t count) noexcept;

/// 8-bit samples to 16 bits and back.
[[nodiscard]] constexpr std::uint16_t widened(std::uint8_t sample)
{
    return static_cast<std::uint16_t>(sample * 257U);
}
[[nodiscard]] constexpr std::uint8_t narrowed(std::uint16_t sample)
{
    return static_cast<std::uint8_t>((sample + 128U) / 257U);
}

/// Puts a row of red, green, blue and, if the picture has it, alpha into the picture; Sample is uint8_t or
/// uint16_t.
template <class Sample>
void storeRow(Picture &picture, int y, const Sample *row)
{
    const auto wide = [](Sample sample) {
        if constexpr (sizeof(Sample) == 1)
            return widened(sample);
        else
            return sample;
    };
    const auto width = static_cast<std::size_t>(picture.width);
    const std::size_t first = static_cast<std::size_t>(y) * width;
    std::uint16_t *const rgb = picture.rgb.data() + first * 3;
    if (picture.alpha.empty()) {
        for (std::size_t i = 0; i < width * 3; ++i)
            rgb[i] = wide(row[i]);
        return;
    }
    std::uint16_t *const alpha = picture.alpha.data() + first;
    for (std::size_t x = 0; x < width; ++x) {
        for (std::size_t c = 0; c < 3; ++c)
            rgb[x * 3 + c] = wide(row[x * 4 + c]);
        alpha[x] = wide(row[x * 4 + 3]);
    }
}

/// The reverse of storeRow().
template <class Sample>
void fetchRow(const Picture &picture, int y, Sample *row)
{
    const auto fitting = [](std::uint16_t sample) {
        if constexpr (sizeof(Sample) == 1)
            return narrowed(sample);
        else
            return sample;
    };
    const auto width = static_cast<std::size_t>(picture.width);
    const std::size_t first = static_cast<std::size_t>(y) * width;
    const std::uint16_t *const rgb = picture.rgb.data() + first * 3;
    if (picture.alpha.empty()) {
        for (std::size_t i = 0; i < width * 3; ++i)
            row[i] = fitting(rgb[i]);
        return;
    }
    const std::uint16_t *const alpha = picture.alpha.data() + first;
    for (std::size_t x = 0; x < width; ++x) {
        for (std::size_t c = 0; c < 3; ++c)
            row[x * 4 + c] = fitting(rgb[x * 3 + c]);
        row[x * 4 + 3] = fitting(alpha[x]);
    }
}

} // namespace solferino
