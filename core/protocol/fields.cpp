// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

namespace solferino {

using nlohmann::json;

namespace {

/// Single-letter edits (with swaps of neighbours) between two names.
std::size_t editDistance(const std::string &a, const std::string &b)
{
    std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        rows[i][0] = i;
    std::iota(rows[0].begin(), rows[0].end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    return rows[a.size()][b.size()];
}

std::string shown(const json &value)
{
    if (value.is_number_float())
        return numberText(value);
    constexpr std::size_t kLongest = 60;
    std::string text = value.is_string() ? "'" + value.get<std::string>() + "'"
                                         : value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > kLongest)
        text = text.substr(0, kLongest) + "...";
    return text;
}

[[noreturn]] void refuse(const FieldInfo &field, const std::string &expected, const json &value)
{
    throw OptionError(field.name, field.name + " must be " + expected + ", not " + shown(value));
}

void checkRange(const FieldInfo &field, double number, const json &value)
{
    if (number < field.range.min || number > field.range.max)
        refuse(field, "between " + numberText(field.range.min) + " and " + numberText(field.range.max),
               value);
}

json checkNumber(const FieldInfo &field, const json &value)
{
    if (!value.is_number())
        refuse(field, field.type == FieldType::Integer ? "a whole number" : "a number", value);
    const double number = value;
    if (!std::isfinite(number))
        refuse(field, "a number", value);
    if (field.type == FieldType::Number) {
        checkRange(field, number, value);
        return number;
    }
    if (number != std::floor(number))
        refuse(field, "a whole number", value);
    checkRange(field, number, value);
    return value.is_number_integer() ? value : json(static_cast<std::int64_t>(number));
}

std::string listOf(const std::vector<std::string> &choices)
{
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i)
        text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
    return text;
}

json checkValue(const FieldInfo &field, const json &value)
{
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Number:
        return checkNumber(field, value);
    case FieldType::Boolean:
        if (!value.is_boolean())
            refuse(field, "true or false", value);
        return value;
    case FieldType::Choice:
        if (!value.is_string() || std::find(field.choices.begin(), field.choices.end(),
                                            value.get<std::string>()) == field.choices.end())
            refuse(field, listOf(field.choices), value);
        return value;
    case FieldType::Text:
    case FieldType::File:
    case FieldType::Folder:
    case FieldType::Paths:
        if (!value.is_string())
            refuse(field, "text", value);
        return value;
    }
    return value;
}

[[noreturn]] void refuseUnknown(const FieldList &fields, const std::string &name)
{
    std::vector<std::string> names;
    for (const FieldInfo &field : fields)
        names.push_back(field.name);
    const std::string nearest = nearestName(name, names);
    throw OptionError(name, "there is no option '" + name + "'" +
                                (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
}

template <class T>
std::optional<T> parseWhole(const std::string &text)
{
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

json parseNumber(const FieldInfo &field, const std::string &text)
{
    if (field.type == FieldType::Integer)
        if (const auto whole = parseWhole<std::int64_t>(text))
            return *whole;
    if (const auto number = parseWhole<double>(text))
        return *number;
    return text;
}

json parseBoolean(const std::string &text)
{
    constexpr std::array kYes = {"true", "yes", "on", "1"};
    constexpr std::array kNo = {"false", "no", "off", "0"};
    if (std::find(kYes.begin(), kYes.end(), text) != kYes.end())
        return true;
    if (std::find(kNo.begin(), kNo.end(), text) != kNo.end())
        return false;
    return text;
}

const char *typeName(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
        return "integer";
    case FieldType::Number:
        return "number";
    case FieldType::Boolean:
        return "boolean";
    case FieldType::Text:
        return "text";
    case FieldType::Choice:
        return "choice";
    case FieldType::File:
        return "file";
    case FieldType::Folder:
        return "folder";
    case FieldType::Paths:
        return "paths";
    }
    return "";
}

} // namespace

json validateOptions(const FieldList &fields, const json &values)
{
    if (!values.is_object())
        throw OptionError("", "the options must be a JSON object, not " + shown(values));
    for (const auto &[name, value] : values.items()) {
        const auto hasName = [&name = name](const FieldInfo &field) {
            return field.name == name;
        };
        if (std::none_of(fields.begin(), fields.end(), hasName))
            refuseUnknown(fields, name);
    }
    json complete = json::object();
    for (const FieldInfo &field : fields) {
        const auto found = values.find(field.name);
        complete[field.name] = found == values.end() ? field.defaultValue : checkValue(field, *found);
    }
    return complete;
}

json parseOptionText(const FieldInfo &field, const std::string &text)
{
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Number:
        return checkValue(field, parseNumber(field, text));
    case FieldType::Boolean:
        return checkValue(field, parseBoolean(text));
    default:
        return checkValue(field, text);
    }
}

std::string nearestName(const std::string &name, const std::vector<std::string> &candidates)
{
    std::string nearest;
    std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const std::string &candidate : candidates)
        if (const std::size_t distance = editDistance(name, candidate); distance < best) {
            best = distance;
            nearest = candidate;
        }
    return nearest;
}

const char *unitName(Unit unit)
{
    switch (unit) {
    case Unit::None:
        return "";
    case Unit::Sixteenths:
        return "sixteenths";
    case Unit::Bars:
        return "bars";
    case Unit::Seconds:
        return "seconds";
    case Unit::BeatsPerMinute:
        return "bpm";
    case Unit::Semitones:
        return "semitones";
    case Unit::Pitch:
        return "MIDI pitch";
    case Unit::Steps:
        return "steps";
    case Unit::Epochs:
        return "epochs";
    case Unit::Percent:
        return "%";
    }
    return "";
}

json toJson(const FieldInfo &field)
{
    json object = {{"name", field.name},
                   {"type", typeName(field.type)},
                   {"default", field.defaultValue},
                   {"help", field.help},
                   {"advanced", field.shown == Shown::Advanced}};
    if (field.type == FieldType::Integer || field.type == FieldType::Number) {
        object["min"] = field.range.min;
        object["max"] = field.range.max;
    }
    if (field.unit != Unit::None)
        object["unit"] = unitName(field.unit);
    if (!field.choices.empty())
        object["choices"] = field.choices;
    return object;
}

std::string numberText(double number)
{
    std::array<char, 64> buffer{};
    const bool isPlain = number == 0.0 || (std::abs(number) >= 1e-9 && std::abs(number) < 1e16);
    const auto format = isPlain ? std::chars_format::fixed : std::chars_format::general;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format);
    return error == std::errc() ? std::string(buffer.data(), end) : "?";
}

} // namespace solferino
