// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/image_codec.h"

#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <new>

namespace solferino {

namespace {

constexpr std::string_view kRequestPrefix = "solferino:";
constexpr std::size_t kProfileHeaderSize = 128;
constexpr std::size_t kProfileColourSpaceAt = 16;
constexpr std::size_t kProfileSignatureAt = 36;

/// Libraries quote from files what may be no text at all.
std::string printable(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return text;
}

} // namespace

void checkImageSize(std::uint64_t width, std::uint64_t height)
{
    if (width == 0 || height == 0)
        throw FormatError("The picture has no pixels: its file is damaged.");
    constexpr auto kLongest = static_cast<std::uint64_t>(kLongestSide);
    if (width > kLongest || height > kLongest || width * height > kMostPixels)
        throw FormatError("A picture of " + std::to_string(width) + " x " + std::to_string(height) +
                          " pixels is too large: " + std::to_string(kMostPixels / 1'000'000) +
                          " megapixels and " + std::to_string(kLongestSide) + " pixels a side are the most.");
}

void checkImageBytes(ImageBytes bytes, std::uint64_t least)
{
    if (bytes.size() < least)
        throw FormatError("The picture is cut off or damaged: its file has fewer bytes than its size needs.");
}

void throwDamaged(const char *kind, const char *reason)
{
    const std::string why = printable(reason);
    throw FormatError(std::string("The ") + kind + " file is cut off or damaged" +
                      (why.empty() ? "." : " (" + why + ")."));
}

void throwUnwritten(const char *kind, const char *reason)
{
    throw FormatError(std::string("The picture could not be made a ") + kind + " file (" + printable(reason) +
                      ").");
}

Picture blankPicture(int width, int height, int bits, bool hasAlpha)
{
    Picture picture{.width = width, .height = height, .bits = bits, .rgb = {}, .alpha = {}, .profile = {}};
    picture.rgb.resize(picture.pixels() * 3);
    if (hasAlpha)
        picture.alpha.resize(picture.pixels());
    return picture;
}

std::vector<std::uint8_t> rgbProfile(ImageBytes profile)
{
    const ByteReader reader(profile);
    if (profile.size() < kProfileHeaderSize || !reader.hasTag(kProfileSignatureAt, "acsp") ||
        !reader.hasTag(kProfileColourSpaceAt, "RGB "))
        return {};
    return {profile.begin(), profile.end()};
}

std::string commentOf(std::string_view request)
{
    return std::string(kRequestPrefix).append(request);
}

std::optional<std::string> requestIn(std::string_view comment)
{
    if (!comment.starts_with(kRequestPrefix))
        return {};
    return std::string(comment.substr(kRequestPrefix.size()));
}

bool appendBytes(std::vector<std::uint8_t> &target, const std::uint8_t *bytes, std::size_t count) noexcept
{
    try {
        target.insert(target.end(), bytes, bytes + count);
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

} // namespace solferino
