// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/line_art_tracer.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <numbers>

using namespace solferino;

namespace {

GrayImage paper(int width, int height)
{
    const auto area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return {width, height, std::vector<std::uint8_t>(area, 255)};
}

void drawDot(GrayImage &image, double x, double y, double radius)
{
    for (int row = 0; row < image.height; ++row) {
        for (int column = 0; column < image.width; ++column) {
            if (std::hypot(column + 0.5 - x, row + 0.5 - y) <= radius)
                image.pixels[static_cast<std::size_t>(row * image.width + column)] = 10;
        }
    }
}

void drawLine(GrayImage &image, Point from, Point to, double radius)
{
    const int steps = static_cast<int>(std::hypot(to.x - from.x, to.y - from.y) * 2) + 1;
    for (int i = 0; i <= steps; ++i) {
        const double share = static_cast<double>(i) / steps;
        drawDot(image, from.x + share * (to.x - from.x), from.y + share * (to.y - from.y), radius);
    }
}

void drawCircle(GrayImage &image, Point center, double radius, double penRadius)
{
    for (int degree = 0; degree < 360; ++degree) {
        const double angle = degree * std::numbers::pi / 180.0;
        drawDot(image, center.x + radius * std::cos(angle), center.y + radius * std::sin(angle), penRadius);
    }
}

double distance(Point a, Point b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Largest distance between neighbouring points: a line without gaps stays at pixels.
double longestStep(const Polyline &line)
{
    double longest = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i)
        longest = std::max(longest, distance(line[i - 1], line[i]));
    return longest;
}

/// Largest distance of a point of the line from the segment's straight line.
double strayFrom(const Polyline &line, Point from, Point to)
{
    const double length = distance(from, to);
    double stray = 0.0;
    for (const Point &point : line) {
        const double area = (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
        stray = std::max(stray, std::abs(area) / length);
    }
    return stray;
}

} // namespace

TEST_CASE("line_isFoundAtItsMiddle")
{
    for (const double radius : {0.8, 2.0, 5.0}) {
        for (const Point to : {Point{100, 20}, Point{100, 60}, Point{20, 100}, Point{95, 95}}) {
            CAPTURE(radius);
            CAPTURE(to.x);
            CAPTURE(to.y);
            GrayImage image = paper(120, 120);
            drawLine(image, {20, 20}, to, radius);
            const Lines lines = traceLineArt(image);
            REQUIRE(lines.size() == 1);
            CHECK(strayFrom(lines[0], {20, 20}, to) <= std::max(radius, 1.5));
            Polyline middle = lines[0];
            std::erase_if(middle, [&](const Point &point) {
                return std::min(distance(point, {20, 20}), distance(point, to)) < 2 * radius;
            });
            CHECK(strayFrom(middle, {20, 20}, to) <= 1.6);
            CHECK(longestStep(lines[0]) < 1.5);
            CHECK(distance(lines[0].front(), {20, 20}) <= radius + 1.5);
            CHECK(distance(lines[0].back(), to) <= radius + 1.5);
        }
    }
}

TEST_CASE("circle_isOneClosedLine")
{
    GrayImage image = paper(120, 120);
    drawCircle(image, {60, 60}, 40, 2);
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].front() == lines[0].back());
    CHECK(longestStep(lines[0]) < 1.5);
    for (const Point &point : lines[0])
        CHECK(distance(point, {60, 60}) == doctest::Approx(40).epsilon(0.05));
}

TEST_CASE("crossing_goesOnStraight")
{
    GrayImage image = paper(140, 140);
    drawLine(image, {20, 20}, {120, 110}, 2);
    drawLine(image, {120, 25}, {20, 115}, 2);
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 2);
    for (const Polyline &line : lines)
        CHECK(distance(line.front(), line.back()) > 125);
    CHECK(strayFrom(lines[0], {20, 20}, {120, 110}) <= 3.0);
}

TEST_CASE("sideLine_beginsAtTheOther")
{
    GrayImage image = paper(120, 120);
    drawLine(image, {10, 20}, {110, 20}, 1.5);
    drawLine(image, {60, 20}, {60, 100}, 1.5);
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 2);
    CHECK(distance(lines[0].front(), lines[0].back()) == doctest::Approx(100).epsilon(0.05));
    const double nearest =
        std::min(distance(lines[1].front(), {60, 20}), distance(lines[1].back(), {60, 20}));
    CHECK(nearest < 3.0);
}

TEST_CASE("order_isThatOfAHand")
{
    GrayImage image = paper(200, 60);
    drawLine(image, {110, 30}, {150, 30}, 1);
    drawLine(image, {160, 30}, {190, 30}, 1);
    drawLine(image, {60, 30}, {100, 30}, 1);
    drawLine(image, {10, 10}, {50, 30}, 1);
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 4);
    for (std::size_t i = 1; i < lines.size(); ++i)
        CHECK(lines[i].front().x > lines[i - 1].back().x);
    CHECK(lines[0].front().x < 13);
}

TEST_CASE("chalkOnABoard_isInkToo")
{
    GrayImage image = paper(120, 120);
    drawCircle(image, {60, 60}, 40, 2);
    for (std::uint8_t &pixel : image.pixels)
        pixel = static_cast<std::uint8_t>(255 - pixel);
    CHECK(traceLineArt(image).size() == 1);
}

TEST_CASE("specks_areLeftOutAndDotsAreKept")
{
    GrayImage image = paper(120, 120);
    drawLine(image, {10, 20}, {110, 20}, 1.5);
    image.pixels[60 * 120 + 60] = 0;
    image.pixels[90 * 120 + 20] = 0;
    CHECK(traceLineArt(image).size() == 1);
    drawDot(image, 60, 80, 4);
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].size() <= 3);
    CHECK(distance(lines[1][0], {60, 80}) < 2);
}

TEST_CASE("unevenPaper_isSeparatedFromInk")
{
    GrayImage image = paper(120, 120);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(200 + i % 120 / 4);
    drawCircle(image, {60, 60}, 40, 2);
    CHECK(traceLineArt(image).size() == 1);
}

TEST_CASE("threshold_isTakenWhereItIsGiven")
{
    GrayImage image = paper(120, 120);
    drawLine(image, {10, 20}, {110, 20}, 1.5);
    drawLine(image, {10, 80}, {110, 80}, 1.5);
    for (std::size_t i = 60 * 120; i < image.pixels.size(); ++i)
        image.pixels[i] = image.pixels[i] < 128 ? 180 : 255;
    CHECK(traceLineArt(image, {.threshold = 100}).size() == 1);
    CHECK(traceLineArt(image, {.threshold = 200}).size() == 2);
}

TEST_CASE("edges_areNoTrap")
{
    GrayImage image = paper(40, 40);
    for (int i = 0; i < 40; ++i) {
        for (const int pixel : {i, 39 * 40 + i, i * 40, i * 40 + 39})
            image.pixels[static_cast<std::size_t>(pixel)] = 0;
    }
    const Lines lines = traceLineArt(image);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].front() == lines[0].back());
}

TEST_CASE("badPictures_areRefused")
{
    CHECK_THROWS_AS((void)traceLineArt(paper(30, 30)), FormatError);
    CHECK_THROWS_AS((void)traceLineArt({}), FormatError);
    CHECK_THROWS_AS((void)traceLineArt({-3, -3, std::vector<std::uint8_t>(9, 0)}), FormatError);
    CHECK_THROWS_AS((void)traceLineArt({10, 10, std::vector<std::uint8_t>(99, 0)}), FormatError);
    CHECK_THROWS_AS((void)traceLineArt(paper(100, 100), {.mostPixels = 9'999}), FormatError);
}

TEST_CASE("noise_endsInTime")
{
    GrayImage image = paper(400, 400);
    std::uint32_t state = 1;
    for (std::uint8_t &pixel : image.pixels) {
        state = state * 1664525U + 1013904223U;
        pixel = (state >> 24U) < 100 ? 0 : 255;
    }
    const Lines lines = traceLineArt(image);
    CHECK_FALSE(lines.empty());
    for (const Polyline &line : lines)
        CHECK_FALSE(line.empty());
}
