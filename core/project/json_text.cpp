// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/json_text.h"

#include <algorithm>

namespace solferino {

using nlohmann::json;

namespace {

std::string plainText(const json &value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void write(std::string &text, const json &value, std::string &indent)
{
    const bool isPlainList =
        value.is_array() &&
        std::none_of(value.begin(), value.end(), [](const json &each) { return each.is_structured(); });
    if (!value.is_structured() || value.empty() || isPlainList) {
        text += plainText(value);
        return;
    }
    text += value.is_array() ? '[' : '{';
    indent += ' ';
    for (auto it = value.begin(); it != value.end(); ++it) {
        text += it == value.begin() ? "\n" : ",\n";
        text += indent;
        if (value.is_object())
            text += plainText(it.key()) + ": ";
        write(text, *it, indent);
    }
    indent.pop_back();
    text += '\n' + indent + (value.is_array() ? ']' : '}');
}

bool isAt(std::string_view text, std::size_t place, char letter)
{
    return place < text.size() && text[place] == letter;
}

std::size_t skipSpace(std::string_view text, std::size_t from)
{
    return from < text.size() ? std::min(text.find_first_not_of(" \t\r\n", from), text.size()) : text.size();
}

/// The place of the quote that ends the text which begins with the quote at `from`; the end where none does.
std::size_t endOfText(std::string_view text, std::size_t from)
{
    for (std::size_t end = text.find('"', from + 1); end != std::string_view::npos;
         end = text.find('"', end + 1)) {
        std::size_t escapes = 0;
        while (text[end - escapes - 1] == '\\')
            ++escapes;
        if (escapes % 2 == 0)
            return end;
    }
    return text.size();
}

/// Cuts the list that begins at `list`.
std::optional<CutJson> cutElements(std::string_view text, std::size_t list)
{
    CutJson cut;
    std::size_t place = list;
    do {
        const std::size_t quote = skipSpace(text, place + 1);
        const std::size_t end = isAt(text, quote, '"') ? text.find('"', quote + 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            return std::nullopt;
        const std::string_view element = text.substr(quote + 1, end - quote - 1);
        if (element.find('\\') != std::string_view::npos)
            return std::nullopt;
        cut.elements.push_back(element);
        place = skipSpace(text, end + 1);
    } while (isAt(text, place, ','));
    if (!isAt(text, place, ']'))
        return std::nullopt;
    const std::string_view without = text.substr(list, place - list);
    cut.text.append(text.substr(0, list + 1));
    cut.text.append(static_cast<std::size_t>(std::ranges::count(without, '\n')), '\n');
    cut.text.append(text.substr(place));
    return cut;
}

} // namespace

std::string toReadableText(const json &value)
{
    std::string text;
    std::string indent;
    write(text, value, indent);
    return text + '\n';
}

JsonExtent extentOf(std::string_view text)
{
    JsonExtent extent;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char each = text[i];
        if (each == '"') {
            i = endOfText(text, i);
        } else if (each == '[' || each == '{') {
            ++extent.lists;
            extent.depth = std::max(extent.depth, ++depth);
        } else if (each == ']' || each == '}') {
            --depth;
        }
    }
    return extent;
}

std::optional<CutJson> cutTexts(std::string_view text, std::string_view member)
{
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char each = text[i];
        if (each == '[' || each == '{') {
            ++depth;
        } else if (each == ']' || each == '}') {
            --depth;
        } else if (each == '"') {
            const std::size_t start = i + 1;
            i = endOfText(text, i);
            if (depth != 1 || text.substr(start, i - start) != member)
                continue;
            const std::size_t colon = skipSpace(text, i + 1);
            const std::size_t list = skipSpace(text, colon + 1);
            if (isAt(text, colon, ':') && isAt(text, list, '['))
                return cutElements(text, list);
        }
    }
    return std::nullopt;
}

} // namespace solferino
