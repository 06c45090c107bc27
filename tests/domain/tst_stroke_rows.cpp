// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/stroke_rows.h"
#include "tests/support/test_files.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace solferino;
using nlohmann::json;

namespace {

const Lines kExample{{{0, 0}, {10, 0}, {10, 5}}, {{20, 5}, {20, 15}}};
const StrokeRows kExampleRows{{0, 0, false}, {10, 0, false}, {0, 5, true}, {10, 0, false}, {0, 10, true}};

Lines linesFrom(const json &golden)
{
    Lines lines;
    for (const json &line : golden) {
        Polyline &points = lines.emplace_back();
        for (const json &point : line)
            points.push_back({point[0].get<double>(), point[1].get<double>()});
    }
    return lines;
}

StrokeRows rowsFrom(const json &golden)
{
    StrokeRows rows;
    for (const json &row : golden)
        rows.push_back({row[0].get<float>(), row[1].get<float>(), row[2].get<float>() > 0.5F});
    return rows;
}

} // namespace

TEST_CASE("rows_areDifferencesAcrossLines")
{
    CHECK(rowsFromLines(kExample) == kExampleRows);
    CHECK(rowsFromLines(kExample, {.x = -1.0, .y = 2.0}).front() == StrokeRow{1.0F, -2.0F, false});
    CHECK(rowsFromLines({}).empty());
}

TEST_CASE("rows_leaveOutLinesWithoutPoints")
{
    CHECK(rowsFromLines({{}, kExample[0], {}, kExample[1], {}}) == kExampleRows);
    CHECK(rowsFromLines({{}}).empty());
}

TEST_CASE("lines_areRunningSums")
{
    CHECK(linesFromRows(kExampleRows) == kExample);
    CHECK(linesFromRows({{1, 1, true}}, {.x = 4.0, .y = 5.0}) == Lines{{{5, 6}}});
    CHECK(linesFromRows({}).empty());
}

TEST_CASE("lines_keepOrDropWhatIsOpen")
{
    StrokeRows rows = kExampleRows;
    rows.back().lifts = false;
    CHECK(linesFromRows(rows) == kExample);
    CHECK(linesFromRows(rows, {}, OpenLine::Drop) == Lines{kExample[0]});
}

TEST_CASE("rows_areMagentas")
{
    const json golden = test::readJsonData("golden/sketch_strokes.json");
    for (const json &drawing : golden["drawings"]) {
        CHECK(linesFromRows(rowsFrom(drawing["stroke3"]), {}, OpenLine::Drop) == linesFrom(drawing["lines"]));
        CHECK(rowsFromLines(linesFrom(drawing["lines"])) == rowsFrom(drawing["lines_to_strokes"]));
    }
    for (const json &drawing : golden["quickdraw_lines_to_strokes"])
        CHECK(rowsFromLines(linesFrom(drawing["lines"])) == rowsFrom(drawing["stroke3"]));
}

TEST_CASE("drawing_hasBoundsLinesAndStrokes")
{
    CHECK(boundsOf(kExample) == Bounds{0, 0, 20, 15});
    CHECK_FALSE(boundsOf({{}}).has_value());

    Drawing drawing;
    drawing.strokes = strokesFrom({kExample[0], {}, kExample[1]}, SketchLayer::Machine, 2.0F, drawing.nextId);
    REQUIRE(drawing.strokes.size() == 2);
    CHECK(drawing.nextId == 3);
    CHECK(drawing.strokes[1].id == 2);
    CHECK(drawing.strokes[1].layer == SketchLayer::Machine);
    CHECK(drawing.strokes[1].points[0] == StrokePoint{20, 5, 1.0F});
    drawing.strokes.emplace_back();
    CHECK(linesOf(drawing) == kExample);
}
