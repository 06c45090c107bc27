// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/drawing_file.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "tests/support/test_files.h"

#include <doctest/doctest.h>
#include <string_view>

using namespace solferino;

namespace {

std::vector<std::uint8_t> bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

const std::string kSimplified =
    R"({"word":"cat","key_id":"12","recognized":false,"drawing":[[[0,3.5],[1,2]],[[7],[8]]]})";
const Lines kLines{{{0, 1}, {3.5, 2}}, {{7, 8}}};

std::string warningFor(const std::string &line)
{
    const NdjsonFile file = readNdjson(bytesOf(kSimplified + "\n" + line));
    CHECK(file.drawings.size() == 1);
    REQUIRE(file.warnings.size() == 1);
    CHECK(file.warnings[0].starts_with("Line 2 was left out: "));
    return file.warnings[0];
}

std::string refusal(std::string_view text)
{
    try {
        (void)readDrawingLines(bytesOf(text));
    } catch (const FormatError &error) {
        return error.what();
    }
    return {};
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("raw_files_areRead")
{
    const NdjsonFile file = readNdjson(test::readData("sketch/cat_excerpt.ndjson"));
    CHECK(file.warnings.empty());
    REQUIRE(file.drawings.size() == 3);
    const LabelledDrawing &first = file.drawings[0];
    CHECK(first.word == "cat");
    CHECK(first.key == "6474683371225088");
    CHECK_FALSE(first.isRecognized);
    CHECK(first.isRaw);
    REQUIRE(first.lines.size() == 2);
    CHECK(first.lines[0].size() == 33);
    CHECK(first.lines[1].size() == 9);
    CHECK(first.lines[0][1] == Point{237, 364});
    CHECK(file.drawings[1].isRecognized);
}

TEST_CASE("simplified_files_areReadAndWritten")
{
    const NdjsonFile file = readNdjson(bytesOf("\n" + kSimplified + "\r\n\n" + kSimplified));
    REQUIRE(file.drawings.size() == 2);
    CHECK(file.drawings[1].word == "cat");
    CHECK(file.drawings[1].key == "12");
    CHECK_FALSE(file.drawings[1].isRecognized);
    CHECK_FALSE(file.drawings[1].isRaw);
    CHECK(file.drawings[1].lines == kLines);
    CHECK(writeNdjson({file.drawings[0]}) == kSimplified + "\n");
}

TEST_CASE("words_areEscaped")
{
    const LabelledDrawing odd{.word = "a \"cat\"\n\xC3\xA9", .key = "\\", .lines = kLines};
    const NdjsonFile file = readNdjson(bytesOf(writeNdjson({odd, odd})));
    REQUIRE(file.drawings.size() == 2);
    CHECK(file.drawings[1].word == odd.word);
    CHECK(file.drawings[1].key == odd.key);
}

TEST_CASE("broken_lines_areLeftOutWithTheReason")
{
    CHECK(contains(warningFor("{\"drawing\":[[[0,1],[2"), "no JSON"));
    CHECK(contains(warningFor("[1]"), "no JSON object"));
    CHECK(contains(warningFor("{\"word\":\"cat\"}"), "no drawing"));
    CHECK(contains(warningFor("{\"drawing\":[]}"), "no point"));
    CHECK(contains(warningFor("{\"drawing\":[[[],[]]]}"), "no point"));
    CHECK(contains(warningFor("{\"drawing\":[[[1,2],[3]]]}"), "as many x as y"));
    CHECK(contains(warningFor("{\"drawing\":[7]}"), "as many x as y"));
    CHECK(contains(warningFor("{\"drawing\":[[[1],[\"2\"]]]}"), "no number"));
    CHECK(contains(warningFor("{\"drawing\":[[[1],[1e400]]]}"), "JSON"));
    CHECK(contains(warningFor("{\"drawing\":[[[1],[1e300]]]}"), "too large"));
    CHECK(contains(warningFor("{\"drawing\":" + std::string(100'000, '[')), "nested deeper"));
    CHECK(contains(warningFor("{\"x\":\"" + std::string(17U << 20U, 'x') + "\"}"), "16 MiB"));
}

TEST_CASE("a_file_withoutDrawings_isRefused")
{
    CHECK_THROWS_AS((void)readNdjson({}), FormatError);
    CHECK_THROWS_AS((void)readNdjson(bytesOf("hello\nthere")), FormatError);
    const NdjsonFile file = readNdjson(bytesOf(kSimplified + std::string(1000, '\n') + [] {
        std::string lines;
        for (int i = 0; i < 5000; ++i)
            lines += "x\n";
        return lines;
    }()));
    CHECK(file.warnings.size() == 101);
    CHECK(contains(file.warnings.back(), "5000"));
}

TEST_CASE("drawing_files_areKnownByTheirContent")
{
    CHECK(readDrawingLines(bytesOf(writeDrawingJson(kLines))) == kLines);
    CHECK(writeDrawingJson(kLines) == R"({"strokes":[[[0,1],[3.5,2]],[[7,8]]]})");
    CHECK(readDrawingLines(
              bytesOf("\xEF\xBB\xBF\n{ \"strokes\": [[[0, 1],\n [3.5, 2, 0.7]], [], [[7, 8]]] }")) == kLines);
    CHECK(readDrawingLines(bytesOf(kSimplified)) == kLines);
    CHECK(readDrawingLines(bytesOf(kSimplified + "\n" + kSimplified)) == kLines);
    Drawing drawing;
    drawing.strokes = strokesFrom(kLines, SketchLayer::Mine, 3.0F, drawing.nextId);
    CHECK(readDrawingLines(bytesOf(writeSvg(drawing))) == kLines);
}

TEST_CASE("drawing_files_thatAreNone_areRefused")
{
    CHECK(contains(refusal(""), "no drawing"));
    CHECK(contains(refusal("hello"), "no drawing"));
    CHECK(contains(refusal("{\"strokes\":[]}"), "empty"));
    CHECK(contains(refusal("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "empty"));
    CHECK(contains(refusal("{\"strokes\":[[[1,\"x\"]]]}"), "no number"));
    CHECK(contains(refusal("{\"strokes\":[[1]]}"), "pair"));
    CHECK(contains(refusal("{\"x\":1}"), "no drawing"));
    CHECK(contains(refusal("{"), "no JSON"));
}
