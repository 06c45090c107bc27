// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture_mix.h"
#include "tests/support/picture_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;

namespace {

constexpr int kWidth = 700; // more than the values that are worked on together
constexpr int kHeight = 3;

Picture photo()
{
    Picture picture = test::noisePicture(kWidth, kHeight, true);
    picture.profile = {1, 2};
    return picture;
}

Picture stylized()
{
    Picture picture = test::noisePicture(kWidth, kHeight, false);
    std::reverse(picture.rgb.begin(), picture.rgb.end());
    return picture;
}

double luminance(const Picture &picture, std::size_t pixel)
{
    return 0.299 * picture.rgb[pixel * 3] + 0.587 * picture.rgb[pixel * 3 + 1] +
           0.114 * picture.rgb[pixel * 3 + 2];
}

struct Statistics
{
    double mean = 0.0;
    double deviation = 0.0;
};

Statistics statistics(const Picture &picture, std::size_t channel)
{
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = channel; i < picture.rgb.size(); i += 3) {
        sum += picture.rgb[i];
        squares += double{1} * picture.rgb[i] * picture.rgb[i];
    }
    const auto count = static_cast<double>(picture.pixels());
    return {sum / count, std::sqrt(squares / count - sum / count * sum / count)};
}

/// A picture with values around 8-bit `mean` that reach `reach` to both sides.
Picture around(int mean, int reach)
{
    Picture picture = test::noisePicture(64, 64, false);
    for (std::uint16_t &value : picture.rgb)
        value = static_cast<std::uint16_t>(mean * 257 + (value - 32'768) * reach / 128);
    return picture;
}

StyleMask mask(int width, int height, std::vector<std::uint8_t> values)
{
    return {.width = width, .height = height, .values = std::move(values)};
}

} // namespace

TEST_CASE("strengthZero_isThePhoto")
{
    for (const StyleColours colours : {StyleColours::FromStyle, StyleColours::Keep, StyleColours::Match}) {
        CHECK(mixed(photo(), stylized(), {.strength = 0.0, .colours = colours, .mask = {}}) == photo());
        CHECK(mixed(photo(), stylized(), {.strength = 1.0, .colours = colours, .mask = mask(2, 1, {0, 0})}) ==
              photo());
    }
}

TEST_CASE("strengthOne_isTheStyle_andTheRestThePhotos")
{
    const Picture result = mixed(photo(), stylized(), {});
    CHECK(result.rgb == stylized().rgb);
    CHECK(result.alpha == photo().alpha);
    CHECK(result.profile == photo().profile);
    CHECK(result.bits == photo().bits);
    CHECK(mixed(photo(), stylized(), {.strength = 1.0, .mask = mask(1, 1, {255})}).rgb == stylized().rgb);
}

TEST_CASE("strength_isTheShareOfTheStyle")
{
    const Picture from = photo();
    const Picture to = stylized();
    const Picture result = mixed(from, to, {.strength = 0.25, .mask = {}});
    for (std::size_t i = 0; i < result.rgb.size(); ++i)
        REQUIRE(std::abs(result.rgb[i] - (0.75 * from.rgb[i] + 0.25 * to.rgb[i])) <= 0.51);
}

TEST_CASE("mask_isStretchedSmoothly")
{
    Picture black = photo();
    Picture white = stylized();
    std::fill(black.rgb.begin(), black.rgb.end(), std::uint16_t{0});
    std::fill(white.rgb.begin(), white.rgb.end(), std::uint16_t{65'535});
    const Picture result = mixed(black, white, {.strength = 1.0, .mask = mask(2, 1, {0, 255})});
    const auto at = [&result](int x) {
        return result.rgb[static_cast<std::size_t>(x) * 3] / 65'535.0;
    };
    CHECK(at(0) == 0.0);
    CHECK(at(kWidth / 4 - 1) == 0.0);
    CHECK(at(kWidth / 2) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(at(kWidth * 5 / 8) == doctest::Approx(0.75).epsilon(0.01));
    CHECK(at(kWidth - 1) == 1.0);
    const Picture rows = mixed(black, white, {.strength = 0.5, .mask = mask(1, 3, {0, 255, 51})});
    CHECK(rows.rgb[0] == 0);
    CHECK(rows.rgb[std::size_t{kWidth} * 3] == 32'768);
    CHECK(rows.rgb[std::size_t{kWidth} * 6] == 6554);
}

TEST_CASE("keep_hasTheStylesLuminance_andThePhotosColours")
{
    const Picture from = photo();
    const Picture to = stylized();
    const Picture result = mixed(from, to, {.colours = StyleColours::Keep, .mask = {}});
    std::size_t same = 0;
    for (std::size_t i = 0; i < result.pixels(); ++i) {
        REQUIRE(std::abs(luminance(result, i) - luminance(to, i)) < 1.0);
        const std::array<double, 2> before = {from.rgb[i * 3] - luminance(from, i),
                                              from.rgb[i * 3 + 2] - luminance(from, i)};
        const std::array<double, 2> after = {result.rgb[i * 3] - luminance(result, i),
                                             result.rgb[i * 3 + 2] - luminance(result, i)};
        // Paler perhaps, never of another hue.
        const double length = std::hypot(before[0], before[1]);
        REQUIRE(std::abs(before[0] * after[1] - before[1] * after[0]) <= 2 * length);
        REQUIRE(before[0] * after[0] + before[1] * after[1] >= -2 * length);
        same += std::abs(before[0] - after[0]) < 2 && std::abs(before[1] - after[1]) < 2 ? 1 : 0;
    }
    CHECK(same > 200);
}

TEST_CASE("keep_ofAGreyPhoto_isGrey")
{
    Picture grey = photo();
    for (std::size_t i = 0; i < grey.rgb.size(); ++i)
        grey.rgb[i] = grey.rgb[i - i % 3];
    const Picture result = mixed(grey, stylized(), {.colours = StyleColours::Keep, .mask = {}});
    for (std::size_t i = 0; i < result.rgb.size(); i += 3)
        REQUIRE(std::abs(result.rgb[i] - result.rgb[i + 2]) <= 1);
}

TEST_CASE("match_hasThePhotosMeanAndSpread")
{
    const Picture from = around(100, 20);
    const Picture to = around(150, 40);
    const Picture result = mixed(from, to, {.colours = StyleColours::Match, .mask = {}});
    for (std::size_t channel = 0; channel < 3; ++channel) {
        CHECK(statistics(result, channel).mean ==
              doctest::Approx(statistics(from, channel).mean).epsilon(0.001));
        CHECK(statistics(result, channel).deviation ==
              doctest::Approx(statistics(from, channel).deviation).epsilon(0.001));
    }
    // One colour has no spread: it is moved alone.
    const Picture flat = mixed(from, around(30, 0), {.colours = StyleColours::Match, .mask = {}});
    CHECK(statistics(flat, 1).deviation < 1.0);
    CHECK(statistics(flat, 1).mean == doctest::Approx(statistics(from, 1).mean).epsilon(0.001));
}

TEST_CASE("match_clearPixels_countForNothing")
{
    Picture from = around(100, 20);
    from.alpha.assign(from.pixels(), 65'535);
    const Picture to = around(150, 40);
    for (std::size_t i = 0; i < 64; ++i)
        from.alpha[i] = 0;
    Picture hidden = from;
    std::fill_n(hidden.rgb.begin(), 64 * 3, std::uint16_t{0});
    const auto shown = [](const Picture &picture) {
        return std::vector<std::uint16_t>(picture.rgb.begin() + 64 * 3, picture.rgb.end());
    };
    CHECK(shown(mixed(from, to, {.colours = StyleColours::Match, .mask = {}})) ==
          shown(mixed(hidden, to, {.colours = StyleColours::Match, .mask = {}})));
    from.alpha.assign(from.pixels(), 0);
    CHECK_NOTHROW((void)mixed(from, to, {.colours = StyleColours::Match, .mask = {}}));
}
