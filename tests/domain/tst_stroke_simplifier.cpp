// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/stroke_simplifier.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;

namespace {

const Polyline kHill{{0, 0},  {10, 1}, {20, -1}, {30, 5}, {40, 6},
                     {50, 7}, {60, 8}, {70, 9},  {80, 9}, {90, 9}};
const Polyline kStep{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 5}, {5.5, 5}, {6, 5}};

Polyline circle(int points, double radius)
{
    Polyline line;
    for (int i = 0; i < points; ++i) {
        const double angle = 6.28 * i / points;
        line.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return line;
}

} // namespace

TEST_CASE("simplified_lines_areThoseOfTheSheet")
{
    CHECK(simplifyLines({kHill}, 1.0) == Lines{{{0, 0}, {10, 1}, {20, -1}, {30, 5}, {70, 9}, {90, 9}}});
    CHECK(simplifyLines({kHill}, 2.0) == Lines{{{0, 0}, {20, -1}, {30, 5}, {90, 9}}});
    CHECK(simplifyLines({kHill}, 3.0) == Lines{{{0, 0}, {90, 9}}});
    CHECK(thinByDistance(kStep, 2.0) == Polyline{{0, 0}, {2, 0}, {4, 0}, {5, 5}, {6, 5}});
    CHECK(simplifyLines({kStep}, 2.0) == Lines{{{0, 0}, {4, 0}, {6, 5}}});
}

TEST_CASE("simplified_lines_dropSinglePoints")
{
    CHECK(simplifyLines({{{3, 3}}, {}, kStep}, 2.0).size() == 1);
    CHECK(simplifyLines({{{3, 3}, {3, 3}}}, 2.0) == Lines{{{3, 3}, {3, 3}}});
}

TEST_CASE("tolerance_0_changesNothing")
{
    const Lines lines{kHill, {{1, 1}}, {}};
    CHECK(simplifyLines(lines, 0.0) == lines);
    CHECK(simplifyLines(lines, std::nan("")) == lines);
}

TEST_CASE("a_closed_line_keepsItsFarthestPoint")
{
    const Polyline square{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
    CHECK(simplifyDouglasPeucker(square, 1.0) == square);
    CHECK(simplifyDouglasPeucker({}, 1.0).empty());
}

TEST_CASE("a_long_line_needsNoRecursion")
{
    Polyline line;
    for (int i = 0; i < 200'000; ++i)
        line.push_back({static_cast<double>(i), i % 2 == 0 ? 0.0 : 5.0});
    CHECK(simplifyDouglasPeucker(line, 10.0).size() == 2);
}

TEST_CASE("resampled_points_areEvenlySpaced")
{
    CHECK(resample({{0, 0}, {3, 0}, {3, 2.5}}, 1.0) ==
          Polyline{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 1}, {3, 2}, {3, 2.5}});
    CHECK(resample({{0, 0}, {2, 0}}, 1.0) == Polyline{{0, 0}, {1, 0}, {2, 0}});
    CHECK(resample({{5, 5}}, 1.0) == Polyline{{5, 5}});
    CHECK(resample(kHill, 0.0) == kHill);
    const Polyline even = resample(circle(40, 50.0), 2.0);
    for (std::size_t i = 1; i + 1 < even.size(); ++i)
        CHECK(std::hypot(even[i].x - even[i - 1].x, even[i].y - even[i - 1].y) ==
              doctest::Approx(2.0).epsilon(0.01));
}

TEST_CASE("resampling_isBounded")
{
    CHECK(resample({{0, 0}, {1e12, 0}}, 1.0).size() <= 1'000'002);
    CHECK(resample({{0, 0}, {1e308, 0}, {-1e308, 0}}, 1.0).size() == 3);
}

TEST_CASE("quickdraw_form_fitsItsBox")
{
    const Lines lines = simplifyAsQuickDraw({circle(400, 50.0), {{-100, -20}, {-90, -20}}});
    REQUIRE(lines.size() == 2);
    const auto bounds = boundsOf(lines);
    REQUIRE(bounds.has_value());
    CHECK(bounds->left == doctest::Approx(0.0));
    CHECK(bounds->right == doctest::Approx(255.0));
    CHECK(bounds->top >= 0.0);
    CHECK(bounds->bottom <= 255.0);
    CHECK(lines[0].size() < 40);
    CHECK(lines[0].size() > 8);
    CHECK(simplifyAsQuickDraw({{{7, 7}}}) == Lines{{{0, 0}}});
    CHECK(simplifyAsQuickDraw({}).empty());
}

TEST_CASE("training_recipe_skipsShortLines")
{
    const SimplifiedDrawing drawing = simplifyForTraining({circle(40, 50.0), {{0, 0}, {5, 5}}}, {});
    CHECK_FALSE(drawing.refusal.has_value());
    CHECK(drawing.tolerance == 0.25);
    CHECK(drawing.lines.size() == 1);
}

TEST_CASE("training_recipe_risesUntilItFits")
{
    const Lines lines{circle(1000, 5000.0)};
    const SimplifiedDrawing drawing = simplifyForTraining(lines, {});
    CHECK_FALSE(drawing.refusal.has_value());
    CHECK(drawing.tolerance > 0.25);
    CHECK(std::fmod(drawing.tolerance, 0.25) == 0.0);
    CHECK(drawing.lines[0].size() <= 200);
    // The step before was not enough.
    CHECK(simplifyDouglasPeucker(lines[0], drawing.tolerance - 0.25).size() > 200);
}

TEST_CASE("tolerance_is_found_that_fits")
{
    const Lines lines{circle(400, 100.0), circle(400, 40.0)};
    const auto count = [&](double tolerance) {
        std::size_t points = 0;
        for (const Polyline &line : simplifyLines(lines, tolerance))
            points += line.size();
        return points;
    };
    const std::optional<double> found = toleranceToFit(lines, 40, 0.1, 50.0);
    REQUIRE(found);
    CHECK(count(*found) <= 40);
    CHECK(count(*found / 1.1) > 40);
    CHECK(toleranceToFit(lines, 100'000, 0.5, 50.0) == 0.5);
    CHECK(!toleranceToFit(lines, 1, 0.1, 2.0));
}

TEST_CASE("training_recipe_refuses")
{
    CHECK(simplifyForTraining({kHill}, {}).refusal == SimplifyRefusal::TooFewPoints);
    CHECK(simplifyForTraining({}, {}).refusal == SimplifyRefusal::TooFewPoints);
    const SimplifiedDrawing large = simplifyForTraining({circle(2000, 1e6)}, {});
    CHECK(large.refusal == SimplifyRefusal::TooManyPoints);
    CHECK(large.tolerance == 2.25);
    const SimplifyRecipe oneTry{.toleranceStep = 0.0};
    CHECK(simplifyForTraining({circle(2000, 1e6)}, oneTry).refusal == SimplifyRefusal::TooManyPoints);
}
