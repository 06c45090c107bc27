// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "tests/support/damaged_bytes.h"

#include <doctest/doctest.h>
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

/// Of all that the writer knows.
std::string ownFile()
{
    Drawing drawing;
    drawing.title = "Rabbit";
    drawing.machine = {.isVisible = false, .opacity = 0.5};
    drawing.strokes = {
        {.id = 7, .points = {{1.0 / 3.0, -1e-7, 1.0F}, {12345.678901234567, 2e8, 1.0F}}},
        {.id = 3, .layer = SketchLayer::Machine, .group = 12, .width = 0.1F, .points = {{5, 5, 0.5F}}},
        {.id = 9, .width = 17.3F, .points = {{0, 0, 0.0F}, {4, 0, 0.25F}, {0, 3, 1.0F}}},
    };
    drawing.nextId = 13;
    SvgStyle style;
    style.request = "{\"seed\": 7}";
    return writeSvg(drawing, style);
}

/// With something of everything that others write.
std::string foreignFile()
{
    return svg(
        "<defs><path id='a' d='M0 0L9 9'/><symbol id='s' viewBox='0 0 10 10'><circle r='5'/></symbol></defs>"
        "<g transform='translate(10,20) rotate(30 5 5) skewX(5)' stroke-width='2'>"
        "<path d='M1-2L.5.5-3e0+4H7v8zm1 1c1 2 3 4 5 6s1 2 3 4q1 2 3 4t5 6a5 3 20 0 110 4Z'/>"
        "<use href='#a' x='5'/><use xlink:href='#s' width='20' height='20'/></g>"
        "<rect x='1' y='2' width='30' height='20' rx='4'/><ellipse cx='9' rx='3' ry='4'/><text>hello</text>"
        "<polygon points='0,0 4,0 4,4' style='fill:none;stroke:red'/>");
}

} // namespace

TEST_CASE("what_isNoSvg_isRefused")
{
    CHECK(contains(refusal(""), "SVG"));
    CHECK(contains(refusal("hello"), "SVG"));
    CHECK(contains(refusal("<html><path d='M0 0L1 1'/></html>"), "no svg element"));
    CHECK(contains(refusal("\x1F\x8B\x08\x00"), "compressed"));
    const std::string whole = ownFile();
    for (std::size_t length = 0; length + 8 < whole.size(); length += 7)
        CHECK_FALSE(refusal(std::string_view(whole).substr(0, length)).empty());
}

TEST_CASE("numbers_thatAreNone_areRefused")
{
    for (const char *number : {"NaN", "nan", "inf", "-inf", "1e999", "-Infinity"}) {
        CAPTURE(number);
        CHECK(
            contains(refusal(svg("<path d='M0 0L1 " + std::string(number) + "'/>")), "number that is none"));
        CHECK_FALSE(refusal(svg("<circle r='" + std::string(number) + "'/>")).empty());
        CHECK_FALSE(refusal(svg("<g transform='scale(" + std::string(number) + ")'/>")).empty());
    }
    for (const std::string data :
         {"M0 0L1e10 0", "M0 0C1e300 0 0 1e300 5 5", "M0 0l1e308 0l1e308 0", "M1e308 0A1 1 0 0 1 -1e308 0"}) {
        CAPTURE(data);
        CHECK(contains(refusal(svg("<path d='" + data + "'/>")), "too far"));
    }
}

TEST_CASE("entities_areNotExpanded")
{
    std::string bomb = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'M0 0L1 1'><!ENTITY file SYSTEM "
                       "'file:///etc/passwd'>";
    for (char name = 'b'; name < 'k'; ++name)
        bomb += std::string("<!ENTITY ") + name + " '" +
                repeated(std::string("&") + static_cast<char>(name - 1) + ";", 10) + "'>";
    bomb += "]><svg><title>&file;</title><path d='&a;'/><path d='&j;'/></svg>";
    const SvgDrawing result = read(bomb);
    CHECK(result.drawing.strokes.empty());
    CHECK(result.drawing.title == "&file;");
}

TEST_CASE("bombs_areRefused")
{
    CHECK(contains(refusal(svg("<path d='M0 0" + repeated("L1 1", 1'000'001) + "'/>")), "more points"));
    CHECK(contains(refusal(svg("<path d='M0 0" + repeated("L1 1", 10) + "'/>"), {.mostPoints = 10}),
                   "more points"));
    CHECK(contains(refusal(svg("<path d='M0 0L1 1'/>"), {.mostBytes = 10}), "larger"));
    CHECK(contains(refusal(repeated("<g>", 100'000)), "SVG"));
    CHECK(contains(refusal(svg(repeated("<g>", 100'000) + repeated("</g>", 100'000))), "nested too deep"));
    CHECK(contains(refusal(repeated("<svg>", 1000) + repeated("</svg>", 1000)), "nested too deep"));
    CHECK(contains(refusal(svg("<g id='a'><use href='#a'/></g>")), "nested too deep"));
    std::string links = "<g id='g0'><path d='M0 0'/></g>";
    for (int i = 1; i < 30; ++i)
        links += "<g id='g" + std::to_string(i) + "'>" +
                 repeated("<use href='#g" + std::to_string(i - 1) + "'/>", 10) + "</g>";
    CHECK(contains(refusal(svg(links)), "too often"));
    CHECK(contains(refusal("<svg>" + repeated("<a/>", 4'000'001) + "</svg>"), "more elements"));
    // Flattened finely, one curve is millions of points.
    CHECK(contains(refusal(svg("<path d='M0 0C1e9 1e9 -1e9 1e9 0 0'/>"), {.flatness = 1e-9}), "more points"));
}

TEST_CASE("damagedFiles_areReadOrRefused")
{
    test::Random random(20250607);
    int readable = 0;
    int refused = 0;
    for (const std::string &text : {ownFile(), foreignFile()}) {
        const std::vector<std::uint8_t> bytes(text.begin(), text.end());
        for (int i = 0; i < test::damagedFileCount(); ++i) {
            CAPTURE(i);
            try {
                const SvgDrawing result = readSvg(test::damaged(bytes, random), {.mostPoints = 10'000});
                CHECK(read(writeSvg(result.drawing)).drawing.strokes == result.drawing.strokes);
                ++readable;
            } catch (const FormatError &) {
                ++refused;
            }
        }
    }
    MESSAGE(readable, " read, ", refused, " refused");
    CHECK(readable > 50);
    CHECK(refused > 100);
}
