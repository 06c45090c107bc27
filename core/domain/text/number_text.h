// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace solferino {

// Numbers in files and on command lines: always with a point, whatever the locale.

/// The shortest text that reads back as exactly `value`.
[[nodiscard]] std::string textFromNumber(double value);
/// `value` with a fixed number of decimals, 0..17.
[[nodiscard]] std::string textFromNumber(double value, int decimals);

/// The finite number that all of `text` spells, blanks around it and a plus sign allowed; nothing otherwise.
[[nodiscard]] std::optional<double> numberFromText(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> integerFromText(std::string_view text);

} // namespace solferino
