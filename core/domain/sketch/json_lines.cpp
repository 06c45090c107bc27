// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/json_lines.h"

#include "core/domain/text/format_error.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace solferino {

namespace {

using nlohmann::json;

// Object, strokes, stroke, column or point; one more for what others add.
constexpr int kDeepest = 6;
constexpr std::size_t kLongestText = std::size_t{16} << 20U;

double coordinateOf(const json &value)
{
    if (!value.is_number() || !(std::abs(value.get<double>()) <= kFarthestCoordinate))
        throw FormatError("a coordinate is no number or too large");
    return value.get<double>();
}

} // namespace

json parseDrawingJson(std::string_view text)
{
    const auto refuseDepth = [](int depth, json::parse_event_t, const json &) {
        if (depth > kDeepest)
            throw FormatError("it is nested deeper than drawings are");
        return true;
    };
    if (text.size() > kLongestText)
        throw FormatError("it is longer than 16 MiB");
    try {
        json object = json::parse(text, refuseDepth);
        if (!object.is_object())
            throw FormatError("it is no JSON object");
        return object;
    } catch (const json::exception &) {
        throw FormatError("it is no JSON text");
    }
}

Polyline lineFromColumns(const json &columns)
{
    if (!columns.is_array() || columns.size() < 2 || !columns[0].is_array() || !columns[1].is_array() ||
        columns[0].size() != columns[1].size())
        throw FormatError("a stroke has not as many x as y");
    Polyline line;
    line.reserve(columns[0].size());
    for (std::size_t i = 0; i < columns[0].size(); ++i)
        line.push_back({coordinateOf(columns[0][i]), coordinateOf(columns[1][i])});
    return line;
}

Polyline lineFromPairs(const json &pairs)
{
    if (!pairs.is_array())
        throw FormatError("a stroke is no list of points");
    Polyline line;
    line.reserve(pairs.size());
    for (const json &pair : pairs) {
        if (!pair.is_array() || pair.size() < 2)
            throw FormatError("a point is no pair of numbers");
        line.push_back({coordinateOf(pair[0]), coordinateOf(pair[1])});
    }
    return line;
}

std::string jsonText(const std::string &text)
{
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace solferino
