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

} // namespace

std::string toReadableText(const json &value)
{
    std::string text;
    std::string indent;
    write(text, value, indent);
    return text + '\n';
}

bool isNestedDeeper(std::string_view text, int limit)
{
    int depth = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char each = text[i];
        if (isInString && each == '\\')
            ++i;
        else if (each == '"')
            isInString = !isInString;
        else if (isInString)
            continue;
        else if ((each == '[' || each == '{') && ++depth > limit)
            return true;
        else if (each == ']' || each == '}')
            --depth;
    }
    return false;
}

} // namespace solferino
