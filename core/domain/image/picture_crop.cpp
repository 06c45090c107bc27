// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture_crop.h"

#include "core/domain/text/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

/// What a crop means in a picture of this size.
PictureCrop partOf(const PictureCrop &crop, int width, int height)
{
    return crop.isWhole() ? PictureCrop{0, 0, width, height} : crop;
}

/// Where the middle of pixel `index` of a mask for `to` lies in a mask for `from`, along one side.
double placeIn(int index, int toPixels, int toStart, int toLength, int fromPixels, int fromStart,
               int fromLength)
{
    const double place = toStart + (index + 0.5) * toLength / toPixels; // pixels of the picture
    return (place - fromStart) * fromPixels / fromLength - 0.5;
}

constexpr double kUnpainted = 255.0;

/// Between the middles of its pixels; up to its edges as at the nearest of them.
double valueAt(const StyleMask &mask, double x, double y)
{
    if (x < -0.5 || y < -0.5 || x > mask.width - 0.5 || y > mask.height - 0.5)
        return kUnpainted;
    x = std::clamp(x, 0.0, mask.width - 1.0);
    y = std::clamp(y, 0.0, mask.height - 1.0);
    const int left = std::min(static_cast<int>(x), std::max(0, mask.width - 2));
    const int top = std::min(static_cast<int>(y), std::max(0, mask.height - 2));
    const auto at = [&mask](int column, int row) -> double {
        const auto place =
            static_cast<std::size_t>(std::min(row, mask.height - 1)) * static_cast<std::size_t>(mask.width) +
            static_cast<std::size_t>(std::min(column, mask.width - 1));
        return mask.values[place];
    };
    const double right = x - left;
    const double below = y - top;
    return (1 - below) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
           below * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
}

} // namespace

bool liesInside(const PictureCrop &crop, int width, int height)
{
    return crop.isWhole() || (crop.left >= 0 && crop.top >= 0 && crop.width >= 1 && crop.height >= 1 &&
                              crop.left <= width - crop.width && crop.top <= height - crop.height);
}

std::string cropText(const PictureCrop &crop)
{
    if (crop.isWhole())
        return {};
    return std::to_string(crop.left) + "," + std::to_string(crop.top) + "," + std::to_string(crop.width) +
           "," + std::to_string(crop.height);
}

std::optional<PictureCrop> cropFromText(std::string_view text)
{
    if (text.empty())
        return PictureCrop();
    std::array<int, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t end = std::min(text.find(','), text.size());
        const auto number = integerFromText(text.substr(0, end));
        const bool isLast = i + 1 == numbers.size();
        if (!number || *number < (i < 2 ? 0 : 1) || *number > kLongestSide || isLast != (end == text.size()))
            return std::nullopt;
        numbers[i] = static_cast<int>(*number);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return PictureCrop{numbers[0], numbers[1], numbers[2], numbers[3]};
}

Picture cropped(Picture picture, const PictureCrop &crop)
{
    return crop.isWhole() ? std::move(picture)
                          : cropped(picture, crop.left, crop.top, crop.width, crop.height);
}

StyleMask maskFor(const StyleMask &mask, const PictureCrop &from, const PictureCrop &to, int width,
                  int height)
{
    const PictureCrop old = partOf(from, width, height);
    const PictureCrop wanted = partOf(to, width, height);
    if (mask.values.empty() || old == wanted)
        return mask;
    // As fine as it was painted, as far as a mask may be; of a smaller part as many pixels as before.
    const int longer = std::max(mask.width, mask.height);
    const int wantedLonger = std::max(wanted.width, wanted.height);
    const double asFine = double(longer) * wantedLonger / std::max(old.width, old.height);
    const double scale =
        std::clamp(asFine, double(longer), double(std::max(longer, kLongestMask))) / wantedLonger;
    const auto side = [scale](int pixels) {
        return std::max(1, static_cast<int>(std::lround(pixels * scale)));
    };
    StyleMask result{side(wanted.width), side(wanted.height), {}};
    result.values.reserve(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height));
    for (int row = 0; row < result.height; ++row) {
        const double y =
            placeIn(row, result.height, wanted.top, wanted.height, mask.height, old.top, old.height);
        for (int column = 0; column < result.width; ++column) {
            const double x =
                placeIn(column, result.width, wanted.left, wanted.width, mask.width, old.left, old.width);
            result.values.push_back(static_cast<std::uint8_t>(std::lround(valueAt(mask, x, y))));
        }
    }
    return result;
}

} // namespace solferino
