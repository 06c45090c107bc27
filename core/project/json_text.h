// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace solferino {

/// JSON as text that people and version control can read: members and elements on lines of their own,
/// but a list of plain values (a note) on one line. Text that is no UTF-8 is repaired.
[[nodiscard]] std::string toReadableText(const nlohmann::json &value);

/// True if lists and objects are nested deeper than `limit` in JSON text.
[[nodiscard]] bool isNestedDeeper(std::string_view text, int limit);

} // namespace solferino
