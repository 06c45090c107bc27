// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/sketch_takes.h"

#include "core/domain/sketch/drawing_file.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr float kWidth = 3.0F;
constexpr double kDefaultSize = 400.0; ///< canvas pixels of a whole drawing
constexpr double kGap = 0.2;           ///< between a drawing and its copy, in whole drawings

/// Around all drawings that go into a request.
std::optional<Bounds> inputBounds(const JobRequest &request)
{
    Lines all;
    for (const Attachment &input : request.inputs) {
        try {
            const Lines lines = readDrawingLines(input.bytes);
            all.insert(all.end(), lines.begin(), lines.end());
        } catch (const FormatError &) {
            return {};
        }
    }
    return boundsOf(all);
}

} // namespace

Attachment drawingInput(const char *name, const Lines &lines)
{
    const std::string json = writeDrawingJson(lines);
    return {name, "application/json", Bytes(json.begin(), json.end())};
}

Lines linesFromJson(const nlohmann::json &strokes)
{
    Lines lines;
    lines.reserve(strokes.size());
    for (const nlohmann::json &stroke : strokes) {
        Polyline &line = lines.emplace_back();
        line.reserve(stroke.size());
        for (const nlohmann::json &point : stroke)
            line.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
    }
    return lines;
}

Lines moved(Lines lines, Point way)
{
    for (Polyline &line : lines) {
        for (Point &point : line)
            point = {point.x + way.x, point.y + way.y};
    }
    return lines;
}

Point placeOf(const JobRequest &request, Point viewCentre)
{
    const double size = request.options.value("drawing_size", kDefaultSize);
    if (request.operation == "generate")
        return {viewCentre.x, viewCentre.y - size / 4};
    const std::optional<Bounds> bounds = inputBounds(request);
    if (!bounds || request.operation == "continue")
        return {};
    if (request.operation == "interpolate")
        return {0.0, bounds->height() + kGap * size};
    return {bounds->width() + kGap * size, 0.0};
}

TakeForm strokeTakes(Lines context, Point way)
{
    const auto read = [context, way](const nlohmann::json &body, bool isWhole, Take &take) {
        if (!body.contains("strokes"))
            return false;
        take.content = TakeStrokes{moved(linesFromJson(body.at("strokes")), way), context};
        if (isWhole && body.contains("log_likelihood_per_point"))
            take.score = body.at("log_likelihood_per_point").get<double>();
        if (const auto position = body.find("position"); position != body.end())
            take.request.options["position"] = *position;
        if (!isWhole)
            take.fraction = body.value("points_done", 0.0) / std::max(1.0, body.value("most_points", 1.0));
        return true;
    };
    return {TakeStrokes{{}, std::move(context)}, read};
}

std::string takeSvg(const Take &take)
{
    const TakeStrokes *content = strokesOf(take);
    if (!content)
        return {};
    Drawing drawing;
    drawing.strokes = strokesFrom(content->context, SketchLayer::Mine, kWidth, drawing.nextId);
    for (Stroke &stroke : strokesFrom(content->lines, SketchLayer::Machine, kWidth, drawing.nextId))
        drawing.strokes.push_back(std::move(stroke));
    SvgStyle style;
    style.request = toJson(take.request, InputBytes::Base64).dump();
    return writeSvg(drawing, style);
}

} // namespace solferino
