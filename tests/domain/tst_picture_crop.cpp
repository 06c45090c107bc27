// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture_crop.h"

#include <doctest/doctest.h>

using namespace solferino;

TEST_CASE("cropText_readsBack")
{
    CHECK(cropText({}) == "");
    CHECK(cropFromText("") == PictureCrop());
    const PictureCrop crop{3, 0, 120, 7};
    CHECK(cropText(crop) == "3,0,120,7");
    CHECK(cropFromText("3,0,120,7") == crop);
    CHECK(cropFromText("3, 0, 120, 7") == crop);
}

TEST_CASE("cropFromText_refusesWhatIsNoPart")
{
    for (const char *text : {"1", "1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,3,0", "-1,2,3,4", "1,2,3,x",
                             "1.5,2,3,4", "1,2,3,", ",,,", "0,0,65501,1", "0,0,99999999999999999999,1"}) {
        CAPTURE(text);
        CHECK(!cropFromText(text));
    }
}

TEST_CASE("liesInside_knowsTheEdges")
{
    CHECK(liesInside({}, 1, 1));
    CHECK(liesInside({0, 0, 10, 5}, 10, 5));
    CHECK(liesInside({9, 4, 1, 1}, 10, 5));
    CHECK(!liesInside({1, 0, 10, 5}, 10, 5));
    CHECK(!liesInside({0, 1, 10, 5}, 10, 5));
    CHECK(!liesInside({-1, 0, 5, 5}, 10, 5));
    CHECK(!liesInside({0, 0, 2'000'000'000, 5}, 10, 5));
}

TEST_CASE("cropped_givesThePart")
{
    const Picture picture{
        .width = 2, .height = 1, .bits = 8, .rgb = {1, 2, 3, 4, 5, 6}, .alpha = {}, .profile = {}};
    CHECK(cropped(picture, {}) == picture);
    CHECK(cropped(picture, {1, 0, 1, 1}).rgb == std::vector<std::uint16_t>{4, 5, 6});
}

TEST_CASE("maskFor_movesWithThePart")
{
    const StyleMask mask{4, 1, {0, 0, 255, 255}}; // the right half of 40 x 10
    CHECK(maskFor(mask, {}, {}, 40, 10) == mask);
    CHECK(maskFor({}, {}, {0, 0, 10, 10}, 40, 10).values.empty());
    const StyleMask left = maskFor(mask, {}, {0, 0, 10, 10}, 40, 10);
    CHECK(left.width == left.height);
    CHECK(left.values == std::vector<std::uint8_t>(16, 0));
    const StyleMask right = maskFor(mask, {}, {30, 0, 10, 10}, 40, 10);
    CHECK(right.values == std::vector<std::uint8_t>(16, 255));
    const StyleMask middle = maskFor(mask, {}, {10, 0, 20, 10}, 40, 10);
    CHECK(middle.width == 4);
    CHECK(middle.values.front() < 10);
    CHECK(middle.values.back() > 245);
}

TEST_CASE("maskFor_aLargerPart_leavesTheRestUnpainted")
{
    const StyleMask painted{2, 2, {0, 0, 0, 100}}; // 20 x 20 of 80 x 40, to the edges
    const StyleMask whole = maskFor(painted, {20, 10, 20, 20}, {}, 80, 40);
    CHECK(whole.width == 8); // as fine as before
    CHECK(whole.height == 4);
    for (int row = 0; row < whole.height; ++row) {
        for (int column = 0; column < whole.width; ++column) {
            CAPTURE(row);
            CAPTURE(column);
            const bool wasInside = column >= 2 && column < 4 && row >= 1 && row < 3;
            const std::size_t place = wasInside ? std::size_t((row - 1) * 2 + column - 2) : 0;
            CHECK(whole.values[std::size_t(row * whole.width + column)] ==
                  (wasInside ? painted.values[place] : 255));
        }
    }
}

TEST_CASE("maskFor_aLargerPart_staysWithinTheSizeOfMasks")
{
    const StyleMask painted{300, 200, std::vector<std::uint8_t>(300 * 200, 0)};
    const StyleMask whole = maskFor(painted, {0, 0, 300, 200}, {}, 6000, 4000);
    CHECK(whole.width == kLongestMask);
    CHECK(whole.values.front() == 0);
    CHECK(whole.values.back() == 255);
}
