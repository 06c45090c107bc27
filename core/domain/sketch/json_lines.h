// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace solferino {

/// The object that `text` is. Throws FormatError, also where it is nested deeper than drawings are.
[[nodiscard]] nlohmann::json parseDrawingJson(std::string_view text);
/// A line from [[x...], [y...], ...]. Throws FormatError.
[[nodiscard]] Polyline lineFromColumns(const nlohmann::json &columns);
/// A line from [[x, y], ...]. Throws FormatError.
[[nodiscard]] Polyline lineFromPairs(const nlohmann::json &pairs);
/// A JSON string; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string jsonText(const std::string &text);

} // namespace solferino
