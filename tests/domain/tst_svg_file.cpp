// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numbers>
#include <string_view>

using namespace solferino;

namespace {

SvgDrawing read(std::string_view text, const SvgLimits &limits = {})
{
    return readSvg({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()}, limits);
}

std::string svg(const std::string &content)
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\">" + content + "</svg>";
}

Lines linesIn(const std::string &content)
{
    return linesOf(read(svg(content)).drawing);
}

Lines path(const std::string &data)
{
    return linesIn("<path d=\"" + data + "\"/>");
}

std::string refusal(std::string_view text, const SvgLimits &limits = {})
{
    try {
        (void)read(text, limits);
    } catch (const FormatError &error) {
        return error.what();
    }
    return {};
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        result += text;
    return result;
}

bool isNear(const Point &a, const Point &b, double distance = 1e-9)
{
    return std::hypot(a.x - b.x, a.y - b.y) <= distance;
}

bool areNear(const Lines &a, const Lines &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Polyline &left, const Polyline &right) {
                          return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                                            [](const Point &p, const Point &q) { return isNear(p, q); });
                      });
}

/// The largest distance of a chord's middle, and of a point, from a circle around (0, 0).
double strayFromCircle(const Polyline &line, double radius)
{
    double stray = 0.0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        stray = std::max(stray, std::abs(std::hypot(line[i].x, line[i].y) - radius));
        if (i > 0)
            stray = std::max(
                stray,
                std::abs(std::hypot(line[i].x + line[i - 1].x, line[i].y + line[i - 1].y) / 2.0 - radius));
    }
    return stray;
}

Drawing sampleDrawing()
{
    Drawing drawing;
    drawing.title = "Rabbit & <bird> \"tea\"\r\n\t'end' ";
    drawing.mine = {.isVisible = true, .opacity = 0.3};
    drawing.machine = {.isVisible = false, .opacity = 1.0};
    drawing.symmetry = SymmetryAxis{100.5, 1.0 / 3.0, 45.0};
    drawing.nextId = 40;
    drawing.strokes = {
        {.id = 7, .points = {{1.0 / 3.0, -1e-7, 1.0F}, {12345.678901234567, 2e8, 1.0F}}},
        {.id = 3,
         .layer = SketchLayer::Machine,
         .group = 12,
         .width = 0.1F,
         .points = {{5, 5, 0.123456789F}}},
        {.id = 9, .group = 12, .width = 17.3F, .points = {{0, 0, 0.0F}, {0, 0, 1.0F / 3.0F}, {0, 0, 1.0F}}},
        {.id = 8},
        {.id = 10, .points = {{2, 2}, {2, 2}}},
        {.id = 11, .points = {{2, 2}, {9, 2}, {9, 9}, {2, 2}}},
    };
    return drawing;
}

} // namespace

TEST_CASE("own_files_comeBackExactly")
{
    const Drawing drawing = sampleDrawing();
    SvgStyle style;
    style.request = "{\"options\": {\"label\": \"a<b> & 'c' \\u0000 ]]> \"}}\r\n\t \xC3\xA9";
    for (const std::string &text : {writeSvg(drawing, style), writeAnimatedSvg(drawing, 50.0, style)}) {
        const SvgDrawing result = read(text);
        CHECK(result.drawing == drawing);
        CHECK(result.request == style.request);
        CHECK(result.warnings.empty());
    }
    CHECK(read(writeSvg({})).drawing == Drawing{});
    CHECK(read(writeSvg({})).request.empty());
}

TEST_CASE("own_files_lookAsAsked")
{
    Drawing drawing;
    drawing.strokes = strokesFrom({{{10, 20}, {30, 60}}}, SketchLayer::Machine, 3.0F, drawing.nextId);
    const std::string text = writeSvg(drawing, {.machineColour = "#3D6BC6"});
    CHECK(contains(text, "viewBox=\"-15 -5 70 90\""));
    CHECK(contains(text, "stroke=\"#3D6BC6\""));
    CHECK(contains(text, "fill=\"#FFFFFF\""));
    CHECK(contains(text, "d=\"M10,20L30,60\""));
    CHECK_FALSE(contains(writeSvg(drawing, {.backgroundColour = ""}), "<rect"));
    CHECK_FALSE(contains(text, "solferino:pressure"));
}

TEST_CASE("animated_files_playStrokeByStroke")
{
    Drawing drawing;
    drawing.strokes =
        strokesFrom({Polyline{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, Polyline{{50, 50}}, Polyline{{1, 1}, {2, 2}}},
                    SketchLayer::Mine, 3.0F, drawing.nextId);
    const std::string text = writeAnimatedSvg(drawing, 2.0);
    CHECK(contains(text, "@keyframes draw"));
    CHECK(contains(text, "animation:draw 2s linear 0s both"));
    CHECK(contains(text, "animation:appear 0.001s linear 2s both"));
    CHECK(contains(text, "animation:draw 1s linear 2.5s both"));
    CHECK_FALSE(contains(text, "<script"));
    CHECK_FALSE(contains(writeSvg(drawing), "animation"));
}

TEST_CASE("path_commands_areDrawn")
{
    CHECK(path("M10 20 L30 40") == Lines{{{10, 20}, {30, 40}}});
    CHECK(path("m10 20 l30 40") == Lines{{{10, 20}, {40, 60}}});
    CHECK(path("M1 1 2 2 3 3m1 1 1 1") == Lines{{{1, 1}, {2, 2}, {3, 3}}, {{4, 4}, {5, 5}}});
    CHECK(path("M1 1H5V7h-1v-2") == Lines{{{1, 1}, {5, 1}, {5, 7}, {4, 7}, {4, 5}}});
    CHECK(path("M0 0 4 0 4 4z") == Lines{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}});
    CHECK(path("M0 0 4 0 0 0z") == Lines{{{0, 0}, {4, 0}, {0, 0}}});
    CHECK(path("M1 1 4 1zl5 5") == Lines{{{1, 1}, {4, 1}, {1, 1}}, {{1, 1}, {6, 6}}});
    CHECK(path("M5 5z") == Lines{{{5, 5}}});
    CHECK(path("M5 5").empty());
    CHECK(path("").empty());
}

TEST_CASE("numbers_mayBeGluedTogether")
{
    CHECK(path("M1-2L.5.5-3e0+4") == Lines{{{1, -2}, {0.5, 0.5}, {-3, 4}}});
    CHECK(path("M1e1,2E-1,\n\t5.,.25") == Lines{{{10, 0.2}, {5, 0.25}}});
    CHECK(path("M1e-999 0L1 1") == Lines{{{0, 0}, {1, 1}}});
    CHECK(path("M0 0a5 5 0 0110 0") == path("M0 0 A 5 5 0 0 1 10 0"));
    CHECK(path("M0 0a5 5 0 1 110 0") == path("M0 0 A 5,5,0,1,1,10,0"));
}

TEST_CASE("curves_areFlattenedToTheTolerance")
{
    // A quarter of a circle as a cubic, known to be within 0.03 % of the radius.
    const double k = 100.0 * 0.5522847498;
    const Lines quarter = path("M100 0C100 " + std::to_string(k) + " " + std::to_string(k) + " 100 0 100");
    REQUIRE(quarter.size() == 1);
    CHECK(strayFromCircle(quarter[0], 100.0) < 0.25 + 0.03);
    CHECK(quarter[0].size() > 4);
    CHECK(quarter[0].size() < 20);
    CHECK(isNear(quarter[0].back(), {0, 100}));

    SvgLimits fine;
    fine.flatness = 0.001;
    const std::string parabola = svg("<path d=\"M0 0Q50 100 100 0\"/>");
    const Lines curve = linesOf(read(parabola, fine).drawing);
    for (const Point &point : curve.at(0))
        CHECK(point.y == doctest::Approx(2.0 * point.x * (1.0 - point.x / 100.0)));
    CHECK(curve[0].size() > 100);
}

TEST_CASE("smooth_curves_mirrorTheirControls")
{
    CHECK(areNear(path("M0 0C0 10 10 10 10 0S20 -10 20 0"), path("M0 0C0 10 10 10 10 0C10 -10 20 -10 20 0")));
    CHECK(areNear(path("M0 0Q5 10 10 0T20 0"), path("M0 0Q5 10 10 0Q15 -10 20 0")));
    CHECK(areNear(path("M0 0q5 10 10 0t10 0"), path("M0 0Q5 10 10 0T20 0")));
    CHECK(areNear(path("m0 0c0 10 10 10 10 0s10 -10 10 0"), path("M0 0C0 10 10 10 10 0S20 -10 20 0")));
    // After another command there is nothing to mirror.
    CHECK(areNear(path("M0 0L10 0S20 -10 20 0"), path("M0 0L10 0C10 0 20 -10 20 0")));
    CHECK(path("M0 0L10 0T20 0")[0].back() == Point{20, 0});
}

TEST_CASE("arcs_areDrawn")
{
    const Lines half = path("M100 0A100 100 0 0 1 -100 0");
    CHECK(strayFromCircle(half.at(0), 100.0) < 0.26);
    CHECK(half[0][half[0].size() / 2].y > 90.0);
    CHECK(path("M100 0A100 100 0 0 0 -100 0")[0][3].y < 0.0);

    const auto extent = [](const std::string &data) {
        return boundsOf(path(data)).value();
    };
    // Around (0, 0) by three quarters and by one.
    CHECK(extent("M100 0A100 100 0 1 0 0 100").left == doctest::Approx(-100.0).epsilon(0.01));
    CHECK(extent("M100 0A100 100 0 0 1 0 100").left == doctest::Approx(0.0));
    // Radii that do not reach grow, none make a line.
    CHECK(strayFromCircle(path("M100 0A1 1 0 0 1 -100 0").at(0), 100.0) < 0.26);
    CHECK(path("M0 0A0 5 0 0 1 10 0") == Lines{{{0, 0}, {10, 0}}});
    CHECK(path("M0 0A5 5 0 0 1 0 0").empty());
    // An ellipse on its side.
    CHECK(extent("M-50 0A100 50 90 0 1 50 0").top == doctest::Approx(-100.0).epsilon(0.01));
}

TEST_CASE("shapes_areDrawn")
{
    CHECK(linesIn("<rect x='1' y='2' width='10' height='20'/>") ==
          Lines{{{1, 2}, {11, 2}, {11, 22}, {1, 22}, {1, 2}}});
    CHECK(linesIn("<line x1='1' y1='2' x2='3' y2='4'/>") == Lines{{{1, 2}, {3, 4}}});
    CHECK(linesIn("<polyline points='1,2 3,4,5 6'/>") == Lines{{{1, 2}, {3, 4}, {5, 6}}});
    CHECK(linesIn("<polygon points='0 0 4 0 4 4'/>") == Lines{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}});
    CHECK(strayFromCircle(linesIn("<circle r='50'/>").at(0), 50.0) < 0.26);
    const Bounds ellipse = boundsOf(linesIn("<ellipse cx='10' cy='20' rx='30' ry='5'/>")).value();
    CHECK(ellipse.left == doctest::Approx(-20.0));
    CHECK(ellipse.bottom == doctest::Approx(25.0).epsilon(0.01));
    const Lines round = linesIn("<rect width='40' height='20' rx='10'/>");
    CHECK(round[0].size() > 12);
    CHECK(boundsOf(round) == Bounds{0, 0, 40, 20});
    CHECK(linesIn("<rect width='-1' height='3'/><circle r='0'/><rect width='100%' height='5'/>").empty());
    CHECK(linesIn("<line x2='1in' y2='2.54cm'/>") == Lines{{{0, 0}, {96, 96}}});
}

TEST_CASE("transforms_add_up")
{
    const auto moved = [](const std::string &transform) {
        return linesIn("<path transform='" + transform + "' d='M1 0L2 3'/>");
    };
    CHECK(moved("translate(10)") == Lines{{{11, 0}, {12, 3}}});
    CHECK(moved("translate(10 20) scale(2)") == Lines{{{12, 20}, {14, 26}}});
    CHECK(moved("scale(2,-1),translate(1,1)") == Lines{{{4, -1}, {6, -4}}});
    CHECK(areNear(moved("rotate(90)"), {{{0, 1}, {-3, 2}}}));
    CHECK(areNear(moved("rotate(180 1 1)"), {{{1, 2}, {0, -1}}}));
    CHECK(moved("matrix(1 2 3 4 5 6)") == Lines{{{6, 8}, {16, 22}}});
    CHECK(areNear(moved("skewX(45)"), {{{1, 0}, {5, 3}}}));
    CHECK(areNear(moved("skewY(45)"), {{{1, 1}, {2, 5}}}));
    CHECK(linesIn("<g transform='translate(5 0)'><g transform='scale(2)'><path d='M1 1L2 2'/></g><path d='M1 "
                  "1L2 2'/></g>") == Lines{{{7, 2}, {9, 4}}, {{6, 1}, {7, 2}}});
    CHECK(contains(refusal(svg("<path transform='spin(3)' d='M0 0L1 1'/>")), "spin"));
    CHECK_FALSE(refusal(svg("<path transform='scale(1' d='M0 0L1 1'/>")).empty());
    CHECK_FALSE(
        refusal(svg("<g transform='" + repeated("scale(1e200)", 3) + "'><path d='M0 0L1 1'/></g>")).empty());
}

TEST_CASE("curves_areFlattenedAfterTheirTransform")
{
    const Lines lines = linesIn("<circle r='1' transform='scale(100)'/>");
    CHECK(strayFromCircle(lines.at(0), 100.0) < 0.26);
}

TEST_CASE("widths_areInherited")
{
    const Drawing drawing =
        read(svg("<g stroke-width='2'><path d='M0 0L1 1'/><path style='fill:red; stroke-width : 5px' "
                 "stroke-width='9' d='M0 0L1 1'/><g transform='scale(4)'><path d='M0 0L1 1'/></g></g>"
                 "<path d='M0 0L1 1'/>"))
            .drawing;
    REQUIRE(drawing.strokes.size() == 4);
    CHECK(drawing.strokes[0].width == 2.0F);
    CHECK(drawing.strokes[1].width == 5.0F);
    CHECK(drawing.strokes[2].width == 8.0F);
    CHECK(drawing.strokes[3].width == 3.0F);
    CHECK(drawing.strokes[3].id == 4);
    CHECK(drawing.nextId == 5);
}

TEST_CASE("links_areFollowed")
{
    CHECK(linesIn(
              "<defs><path id='a' d='M0 0L1 1'/></defs><use href='#a' x='5' y='6'/><use xlink:href='#a'/>") ==
          Lines{{{5, 6}, {6, 7}}, {{0, 0}, {1, 1}}});
    CHECK(linesIn("<symbol id='s' viewBox='0 0 10 10'><path d='M0 0L10 10'/></symbol>"
                  "<use href='#s' x='1' y='1' width='20' height='20'/>") == Lines{{{1, 1}, {21, 21}}});
    CHECK(linesIn(
              "<svg x='10' y='10' width='40' height='20' viewBox='0 0 10 10'><path d='M0 0L10 10'/></svg>") ==
          Lines{{{20, 10}, {40, 30}}});
    CHECK(read(svg("<use href='#none'/><use href='http://a/b.svg#c'/>")).warnings.size() == 1);
}

TEST_CASE("what_isNotSeen_isLeftOut")
{
    CHECK(linesIn("<path fill='none' d='M0 0h24v24H0z'/>").empty());
    CHECK(linesIn("<g fill='none'><path stroke='red' d='M0 0h24'/></g>").size() == 1);
    CHECK(linesIn("<path class='a' fill='none' d='M0 0h24'/>").size() == 1);
    CHECK(linesIn("<g display='none'><path d='M0 0h24'/></g><path style='visibility:hidden' d='M0 0h24'/>")
              .empty());
    CHECK(linesIn("<defs><path d='M0 0h24'/></defs><clipPath><path d='M0 0h24'/></clipPath>").empty());
    CHECK(linesIn("<x:path d='M0 0h24'/><svg:path d='M0 0h24'/>").size() == 1);
    const SvgDrawing result =
        read(svg("<text>a</text><text>b</text><image/><g clip-path='url(#c)'><path d='M0 0h24'/></g>"));
    CHECK(result.drawing.strokes.size() == 1);
    CHECK(result.warnings == std::vector<std::string>{"Clip paths and masks were left out (1).",
                                                      "Pictures were left out (1).",
                                                      "Texts were left out (2)."});
}

TEST_CASE("paths_withErrors_areReadUpToThem")
{
    const SvgDrawing result =
        read(svg("<path d='M0 0L1 1L2'/><path d='M0 0L1 1k2 2'/><path d='L1 1'/><path d='M0 0L1 1 z 3 3'/>"));
    CHECK(result.drawing.strokes.size() == 3);
    CHECK(linesOf(result.drawing)[0] == Polyline{{0, 0}, {1, 1}});
    CHECK(result.warnings ==
          std::vector<std::string>{"Paths with errors were read up to the first one (4)."});
}

TEST_CASE("own_attributes_ofEditedFiles_areTakenWhereTheyFit")
{
    const SvgDrawing result =
        read(svg("<path solferino:id='5' solferino:pressure='0.5 0.25' d='M0 0L1 1'/>"
                 "<path solferino:id='5' solferino:pressure='0.5' solferino:layer='machine' d='M0 0L1 1'/>"
                 "<path solferino:id='-3' solferino:pressure='9 x' solferino:group='99999999999999999999' "
                 "d='M0 0L1 1M2 2L3 3'/>"));
    const std::vector<Stroke> &strokes = result.drawing.strokes;
    REQUIRE(strokes.size() == 4);
    CHECK(strokes[0].id == 5);
    CHECK(strokes[0].points[1].pressure == 0.25F);
    CHECK(strokes[1].id == 6);
    CHECK(strokes[1].layer == SketchLayer::Machine);
    CHECK(strokes[1].points[1].pressure == 1.0F);
    CHECK(strokes[2].id == 7);
    CHECK(strokes[3].group == 0);
    CHECK(result.drawing.nextId == 9);
}
