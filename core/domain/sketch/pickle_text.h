// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace solferino {

/// The bytes that a Python string literal in quotes spells: 'a\x00\n'. Throws FormatError.
[[nodiscard]] std::string bytesFromPythonLiteral(std::string_view literal);
/// UTF-8 of Python's raw-unicode-escape: Latin-1 and \u0041. Throws FormatError.
[[nodiscard]] std::string utf8FromRawUnicode(std::string_view text);
/// A byte for each character up to U+00FF. Throws FormatError beyond.
[[nodiscard]] std::string latin1FromUtf8(std::string_view text);

} // namespace solferino
