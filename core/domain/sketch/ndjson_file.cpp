// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/json_lines.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/text/format_error.h"
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace solferino {

namespace {

using nlohmann::json;

constexpr std::size_t kMostWarnings = 100;

/// Text as it is, numbers as they are spelled: keys are both.
std::string textOf(const json &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end())
        return {};
    return found->is_string()           ? found->get<std::string>()
           : found->is_number_integer() ? found->dump()
                                        : std::string();
}

LabelledDrawing drawingFromLine(std::string_view line)
{
    const json object = parseDrawingJson(line);
    const auto strokes = object.find("drawing");
    if (strokes == object.end() || !strokes->is_array())
        throw FormatError("it has no drawing");
    LabelledDrawing drawing;
    drawing.word = textOf(object, "word");
    drawing.key = textOf(object, "key_id");
    const auto recognized = object.find("recognized");
    drawing.isRecognized = recognized == object.end() || !recognized->is_boolean() || recognized->get<bool>();
    for (const json &stroke : *strokes) {
        constexpr std::size_t kWithTimes = 3;
        if (stroke.is_array() && stroke.size() >= kWithTimes)
            drawing.isRaw = true;
        if (Polyline points = lineFromColumns(stroke); !points.empty())
            drawing.lines.push_back(std::move(points));
    }
    if (drawing.lines.empty())
        throw FormatError("its drawing has no point");
    return drawing;
}

/// "[1,2,3]" of one coordinate of the points.
std::string columnText(const Polyline &line, double Point::*coordinate)
{
    std::string text = "[";
    for (const Point &point : line) {
        if (text.size() > 1)
            text += ',';
        text += textFromNumber(point.*coordinate);
    }
    return text + "]";
}

} // namespace

NdjsonFile readNdjson(std::span<const std::uint8_t> bytes)
{
    std::string_view rest(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    NdjsonFile file;
    std::size_t leftOut = 0;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        try {
            file.drawings.push_back(drawingFromLine(line));
        } catch (const FormatError &error) {
            if (++leftOut <= kMostWarnings)
                file.warnings.push_back("Line " + std::to_string(number) + " was left out: " + error.what() +
                                        ".");
        }
    }
    if (leftOut > kMostWarnings)
        file.warnings.push_back(std::to_string(leftOut) + " lines were left out in all.");
    if (file.drawings.empty())
        throw FormatError(file.warnings.empty()
                              ? "The file is empty."
                              : "No line of the file is a drawing. " + file.warnings.front());
    return file;
}

std::string writeNdjson(const std::vector<LabelledDrawing> &drawings)
{
    std::string text;
    for (const LabelledDrawing &drawing : drawings) {
        text += "{\"word\":" + jsonText(drawing.word) + ",\"key_id\":" + jsonText(drawing.key) +
                ",\"recognized\":" + (drawing.isRecognized ? "true" : "false") + ",\"drawing\":[";
        for (const Polyline &line : drawing.lines) {
            text += text.back() == '[' ? "[" : ",[";
            text += columnText(line, &Point::x);
            text += ',';
            text += columnText(line, &Point::y);
            text += ']';
        }
        text += "]}\n";
    }
    return text;
}

} // namespace solferino
