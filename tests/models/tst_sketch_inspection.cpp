// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_inspection.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::models;
using nlohmann::json;

namespace {

const Lines kTwoLines = {{{0, 0}, {10, 0}, {10, 5}}, {{20, 5}, {20, 15}}};

/// The data's own coordinates, as they are.
SketchInspectOptions plainOptions()
{
    SketchInspectOptions options;
    options.drawingSize = 0.0;
    options.tolerance = 0.0;
    return options;
}

std::string complaint(const Lines &lines, const SketchInspectOptions &options)
{
    try {
        (void)inspectDrawing(lines, options);
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::BadInput);
        return error.what();
    }
    return "none";
}

} // namespace

TEST_CASE("workedExample_becomesItsRows")
{
    SketchInspectOptions options = plainOptions();
    options.maxLength = 7;
    const json result = inspectDrawing(kTwoLines, options);
    CHECK(result["lines"] == 2);
    CHECK(result["points"] == 5);
    CHECK(result["stroke3"] == json{{0, 0, 0}, {10, 0, 0}, {0, 5, 1}, {10, 0, 0}, {0, 10, 1}});
    CHECK(result["stroke5"] == json{{0, 0, 1, 0, 0},
                                    {0, 0, 1, 0, 0},
                                    {10, 0, 1, 0, 0},
                                    {0, 5, 0, 1, 0},
                                    {10, 0, 1, 0, 0},
                                    {0, 10, 0, 1, 0},
                                    {0, 0, 0, 0, 1},
                                    {0, 0, 0, 0, 1}});
    CHECK(result["stroke5"].size() == 8);
    CHECK(result["simplified_strokes"] == json{{{0, 0}, {10, 0}, {10, 5}}, {{20, 5}, {20, 15}}});
}

TEST_CASE("maxLength_zeroPadsNothing")
{
    CHECK(inspectDrawing(kTwoLines, plainOptions())["stroke5"].size() == 6);
}

TEST_CASE("scaleFactor_dividesTheOffsets")
{
    SketchInspectOptions options = plainOptions();
    options.scaleFactor = 4.0;
    const json result = inspectDrawing(kTwoLines, options);
    CHECK(result["scale_factor"] == 4.0);
    CHECK(result["stroke3"][1] == json{2.5, 0, 0});
    CHECK(result["stroke5"][3] == json{0, 1.25, 0, 1, 0});
}

TEST_CASE("drawingSize_mapsTheCanvasToTheDataAndBack")
{
    SketchInspectOptions options = plainOptions();
    options.drawingSize = 510.0; // two pixels a unit
    const json result = inspectDrawing(kTwoLines, options);
    CHECK(result["stroke3"] == json{{0, 0, 0}, {5, 0, 0}, {0, 2.5, 1}, {5, 0, 0}, {0, 5, 1}});
    CHECK(result["simplified_strokes"] == json{{{0, 0}, {10, 0}, {10, 5}}, {{20, 5}, {20, 15}}});
}

TEST_CASE("tolerance_simplifiesInTheDatasUnits")
{
    const Lines line = {{{100, 50},
                         {110, 51},
                         {120, 49},
                         {130, 55},
                         {140, 56},
                         {150, 57},
                         {160, 58},
                         {170, 59},
                         {180, 59},
                         {190, 59}}};
    SketchInspectOptions options = plainOptions();
    options.tolerance = 2.0;
    CHECK(inspectDrawing(line, options)["simplified_strokes"] ==
          json{{{100, 50}, {120, 49}, {130, 55}, {190, 59}}});
    options.drawingSize = 127.5; // half a pixel a unit: 2 units are 1 pixel
    CHECK(inspectDrawing(line, options)["points"] == 6);
}

TEST_CASE("drawing_thatVanishesOrIsTooLongIsRefused")
{
    SketchInspectOptions options = plainOptions();
    CHECK(complaint({}, options) == "The drawing is empty: draw a line first.");
    CHECK(complaint({{}, {}}, options) == "The drawing is empty: draw a line first.");
    CHECK(complaint({{{0, 0}, {std::nan(""), 1}}}, options) ==
          "The drawing has a point that is no place on a canvas.");
    options.tolerance = 2.0;
    CHECK(complaint({{{5, 5}}}, options).starts_with("Nothing of the drawing is left"));
    options = plainOptions();
    options.maxLength = 4;
    CHECK(complaint(kTwoLines, options) == "The drawing has 5 points, more than the max_length of 4.");
}
