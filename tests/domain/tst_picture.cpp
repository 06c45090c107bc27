// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture.h"
#include "tests/support/picture_samples.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace solferino;

namespace {

Picture flat(int width, int height, std::uint16_t value)
{
    Picture picture{.width = width, .height = height, .bits = 8, .rgb = {}, .alpha = {}, .profile = {}};
    picture.rgb.assign(picture.pixels() * 3, value);
    return picture;
}

/// One row of grey pixels.
Picture row(const std::vector<std::uint16_t> &values)
{
    Picture picture = flat(static_cast<int>(values.size()), 1, 0);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        picture.rgb[i] = values[i / 3];
    return picture;
}

std::vector<std::uint16_t> reds(const Picture &picture)
{
    std::vector<std::uint16_t> values;
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
        values.push_back(picture.rgb[i]);
    return values;
}

Picture transposed(const Picture &picture)
{
    Picture result = picture;
    std::swap(result.width, result.height);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x)
            for (int c = 0; c < 3; ++c)
                result.rgb[static_cast<std::size_t>((y * result.width + x) * 3 + c)] =
                    picture.rgb[static_cast<std::size_t>((x * picture.width + y) * 3 + c)];
    return result;
}

} // namespace

TEST_CASE("resized_sameSize_isTheSame")
{
    Picture picture = test::noisePicture(7, 5, true);
    picture.profile = {1, 2, 3};
    CHECK(resized(picture, 7, 5) == picture);
}

TEST_CASE("resized_keepsDepthAndProfile")
{
    Picture picture = test::noisePicture(8, 8, true);
    picture.profile = {1, 2, 3};
    const Picture small = resized(picture, 3, 5);
    CHECK(small.width == 3);
    CHECK(small.height == 5);
    CHECK(small.bits == 16);
    CHECK(small.profile == picture.profile);
    CHECK(small.rgb.size() == 45);
    CHECK(small.alpha.size() == 15);
}

TEST_CASE("resized_flat_staysFlat")
{
    for (const std::uint16_t value :
         {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{40'000}, std::uint16_t{65'535}})
        for (const auto &[width, height] : {std::pair{7, 5}, {1, 1}, {13, 11}, {40, 3}, {1, 90}}) {
            CAPTURE(value);
            CAPTURE(width);
            CHECK(resized(flat(13, 9, value), width, height) == flat(width, height, value));
        }
}

TEST_CASE("resized_smaller_isTheAverageOfWhatFallsIn")
{
    CHECK(reds(resized(row({10, 20, 30, 50}), 2, 1)) == std::vector<std::uint16_t>{15, 40});
    CHECK(reds(resized(row({10, 20, 30, 50}), 1, 1)) == std::vector<std::uint16_t>{28});
    // One and a half pixels each.
    CHECK(reds(resized(row({300, 600, 900}), 2, 1)) == std::vector<std::uint16_t>{400, 800});
}

TEST_CASE("resized_larger_meetsTheOldPixelsAndGoesSmoothlyBetween")
{
    const std::vector<std::uint16_t> old = {1000, 3000, 5000, 7000, 9000, 11000};
    const std::vector<std::uint16_t> grown = reds(resized(row(old), 18, 1));
    for (std::size_t i = 0; i < old.size(); ++i)
        CHECK(grown[i * 3 + 1] == old[i]);
    // Straight lines stay straight, away from the border.
    for (std::size_t i = 5; i + 5 < grown.size(); ++i)
        CHECK(std::abs(grown[i] - (1000 + (static_cast<int>(i) - 1) * 2000 / 3)) <= 1);
    // An edge overshoots within what there is.
    const std::vector<std::uint16_t> edge = reds(resized(row({0, 0, 65'535, 65'535}), 40, 1));
    CHECK(std::is_sorted(edge.begin(), edge.end()));
}

TEST_CASE("resized_treatsRowsAndColumnsAlike")
{
    const Picture picture = test::noisePicture(23, 17, false);
    for (const auto &[width, height] : {std::pair{9, 5}, {50, 40}, {9, 40}}) {
        const Picture one = resized(transposed(picture), height, width);
        const Picture other = transposed(resized(picture, width, height));
        int most = 0;
        for (std::size_t i = 0; i < one.rgb.size(); ++i)
            most = std::max(most, std::abs(one.rgb[i] - other.rgb[i]));
        CHECK(most <= 1);
    }
}

TEST_CASE("resized_clearPixels_giveNoColour")
{
    Picture picture = row({60'000, 100});
    picture.alpha = {65'535, 0};
    const Picture one = resized(picture, 1, 1);
    CHECK(one.rgb == std::vector<std::uint16_t>(3, 60'000));
    CHECK(one.alpha == std::vector<std::uint16_t>{32'768});
    picture.alpha = {0, 0};
    CHECK(resized(picture, 1, 1).alpha == std::vector<std::uint16_t>{0});
    const Picture large = resized(picture, 9, 9);
    CHECK(std::count(large.alpha.begin(), large.alpha.end(), 0) == 81);
}

TEST_CASE("cropped_isThePart")
{
    Picture picture = test::noisePicture(9, 8, true);
    picture.profile = {4};
    const Picture part = cropped(picture, 2, 3, 4, 5);
    CHECK(part.width == 4);
    CHECK(part.height == 5);
    CHECK(part.bits == 16);
    CHECK(part.profile == picture.profile);
    for (std::size_t y = 0; y < 5; ++y)
        for (std::size_t x = 0; x < 4; ++x) {
            const std::size_t from = (y + 3) * 9 + x + 2;
            CHECK(part.alpha[y * 4 + x] == picture.alpha[from]);
            for (std::size_t c = 0; c < 3; ++c)
                CHECK(part.rgb[(y * 4 + x) * 3 + c] == picture.rgb[from * 3 + c]);
        }
    CHECK(cropped(picture, 0, 0, 9, 8) == picture);
}
