// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace solferino {

/// Goes through the numbers and words of an SVG attribute. Blanks and commas between them are passed over.
class SvgScanner final
{
public:
    explicit SvgScanner(std::string_view text)
        : m_rest(text)
    {}

    [[nodiscard]] bool isAtEnd();
    /// Takes `expected` if it comes next.
    bool takes(char expected);
    /// The letter that comes next, taken; nothing if another character does.
    std::optional<char> letter();
    /// Letters up to something else; may be empty.
    std::string_view word();
    /// A number, which ends where it can go on no longer: "1.5.5-2" is three. Nothing where none begins.
    /// Throws FormatError for NaN, infinities and numbers beyond a double.
    std::optional<double> number();
    /// 0 or 1, which need nothing between them and what follows.
    std::optional<bool> flag();

private:
    void skipSeparators();

    std::string_view m_rest;
};

/// A length in pixels: a number with px, mm, cm, in, pt, pc or no unit; nothing for others and for percents.
[[nodiscard]] std::optional<double> svgLength(std::string_view text);

/// `text` with everything but printable ASCII made question marks, for messages.
[[nodiscard]] std::string printableText(std::string_view text);

} // namespace solferino
