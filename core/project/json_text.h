// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace solferino {

/// JSON as text that people and version control can read: members and elements on lines of their own,
/// but a list of plain values (a note) on one line. Text that is no UTF-8 is repaired.
[[nodiscard]] std::string toReadableText(const nlohmann::json &value);

/// What is large about JSON text, found without parsing it.
struct JsonExtent
{
    int depth = 0;         ///< how deep lists and objects are nested
    std::size_t lists = 0; ///< and objects: each takes much more memory than its text
};
[[nodiscard]] JsonExtent extentOf(std::string_view text);

/// JSON text without the elements of a list.
struct CutJson
{
    std::string text;                       ///< with an empty list; its lines have their numbers
    std::vector<std::string_view> elements; ///< in the text that was cut
};
/// Takes the elements of a list that is a member of the root object out of JSON text, so that megabytes of
/// base64 need no parser. Nothing where there is no such list or it holds anything but texts without escapes:
/// the parser is the one to judge them.
[[nodiscard]] std::optional<CutJson> cutTexts(std::string_view text, std::string_view member);

} // namespace solferino
