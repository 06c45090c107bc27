// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_inspection.h"

#include "models/runtime/error.h"
#include "models/sketch_rnn/sketch_context.h"
#include "models/sketch_rnn/sketch_rnn.h"

#include <limits>

namespace solferino::models {

namespace {

using nlohmann::json;

json stroke3Json(const std::vector<SketchStep> &rows)
{
    json list = json::array();
    for (const SketchStep &row : rows)
        list.push_back({row.dx, row.dy, row.pen == SketchPen::Lifts ? 1 : 0});
    return list;
}

/// Start token, rows, and end rows until there are `maxLength` after the start.
json stroke5Json(const json &stroke3, std::size_t maxLength)
{
    json list = {{0, 0, 1, 0, 0}};
    for (const json &row : stroke3)
        list.push_back({row[0], row[1], 1 - row[2].get<int>(), row[2], 0});
    while (list.size() < maxLength + 1)
        list.push_back({0, 0, 0, 0, 1});
    return list;
}

} // namespace

json inspectDrawing(const Lines &drawing, const SketchInspectOptions &options)
{
    SketchConfig config;
    config.scaleFactor = options.scaleFactor;
    config.maxLength = std::numeric_limits<std::int64_t>::max(); // nothing is cut
    const double size = options.drawingSize > 0.0 ? options.drawingSize : config.drawingSize;
    const SketchContext context = readContext(drawing, config, SketchScale(config, size), options.tolerance);
    const std::size_t points = context.rows.size();
    const auto maxLength = static_cast<std::size_t>(options.maxLength);
    if (maxLength > 0 && points > maxLength)
        throw Error(Error::Kind::BadInput, "The drawing has " + std::to_string(points) +
                                               " points, more than the max_length of " +
                                               std::to_string(maxLength) + ".");
    json stroke3 = stroke3Json(context.rows);
    json stroke5 = stroke5Json(stroke3, maxLength);
    return {{"lines", context.lines.size()},       {"points", points},
            {"stroke3", std::move(stroke3)},       {"stroke5", std::move(stroke5)},
            {"scale_factor", options.scaleFactor}, {"simplified_strokes", strokesJson(context.lines)}};
}

} // namespace solferino::models
