// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/drawing_file.h"

#include "core/domain/sketch/json_lines.h"
#include "core/domain/sketch/sketch_data_file.h"
#include "core/domain/sketch/svg_file.h"
#include "core/domain/text/format_error.h"
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace solferino {

namespace {

using nlohmann::json;

std::string_view withoutLead(std::string_view text)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

/// True for a file of one object with strokes; false where it must be .ndjson, if anything.
bool hasStrokes(const json &object)
{
    const auto strokes = object.find("strokes");
    return strokes != object.end() && strokes->is_array();
}

Lines linesFromStrokes(const json &object)
{
    Lines lines;
    for (const json &stroke : object["strokes"]) {
        if (Polyline line = lineFromPairs(stroke); !line.empty())
            lines.push_back(std::move(line));
    }
    return lines;
}

Lines linesFromJson(std::string_view text)
{
    json object;
    try {
        object = parseDrawingJson(text);
    } catch (const FormatError &) {
        // Several lines are no JSON text, yet may be .ndjson.
        object = json::object();
    }
    try {
        if (hasStrokes(object))
            return linesFromStrokes(object);
    } catch (const FormatError &error) {
        throw FormatError(std::string("The drawing cannot be read: ") + error.what() + ".");
    }
    const std::string_view line = text.substr(0, text.find('\n'));
    return readNdjson({reinterpret_cast<const std::uint8_t *>(line.data()), line.size()})
        .drawings.front()
        .lines;
}

} // namespace

Lines readDrawingLines(std::span<const std::uint8_t> bytes)
{
    const std::string_view text = withoutLead({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
    Lines lines;
    if (text.starts_with('<'))
        lines = linesOf(readSvg(bytes).drawing);
    else if (text.starts_with('{'))
        lines = linesFromJson(text);
    else
        throw FormatError("This is no drawing: SVG, .ndjson or JSON with strokes is needed.");
    if (lines.empty())
        throw FormatError("The drawing is empty: it has no point.");
    return lines;
}

std::string writeDrawingJson(const Lines &lines)
{
    std::string text = "{\"strokes\":[";
    for (const Polyline &line : lines) {
        text += text.back() == '[' ? "[" : ",[";
        for (const Point &point : line)
            text += (text.back() == '[' ? "[" : ",[") + textFromNumber(point.x) + "," +
                    textFromNumber(point.y) + "]";
        text += "]";
    }
    return text + "]}";
}

} // namespace solferino
