// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/svg_scanner.h"

#include "core/domain/text/format_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace solferino {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// True for what C libraries print instead of a number.
bool spellsNoNumber(std::string_view text)
{
    constexpr std::array kWords{"nan", "NaN", "NAN", "inf", "Inf", "INF"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](const char *word) { return text.starts_with(word); });
}

[[noreturn]] void failNumber(std::string_view text)
{
    constexpr std::size_t kShown = 24;
    throw FormatError("The SVG file holds a number that is none: " + printableText(text.substr(0, kShown)) +
                      ".");
}

} // namespace

void SvgScanner::skipSeparators()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t\r\n\f,"), m_rest.size()));
}

bool SvgScanner::isAtEnd()
{
    skipSeparators();
    return m_rest.empty();
}

bool SvgScanner::takes(char expected)
{
    if (isAtEnd() || m_rest.front() != expected)
        return false;
    m_rest.remove_prefix(1);
    return true;
}

std::optional<char> SvgScanner::letter()
{
    if (isAtEnd() || !isLetter(m_rest.front()))
        return std::nullopt;
    const char letter = m_rest.front();
    m_rest.remove_prefix(1);
    return letter;
}

std::string_view SvgScanner::word()
{
    skipSeparators();
    const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isLetter);
    const std::string_view word = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
    m_rest.remove_prefix(word.size());
    return word;
}

std::optional<double> SvgScanner::number()
{
    skipSeparators();
    std::string_view text = m_rest;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const std::string_view digits =
        text.substr(text.starts_with('-') && text.data() == m_rest.data() ? 1 : 0);
    if (spellsNoNumber(digits))
        failNumber(m_rest);
    const std::size_t firstDigit = digits.starts_with('.') ? 1 : 0;
    if (digits.size() <= firstDigit || !isDigit(digits[firstDigit]))
        return std::nullopt;

    double value = 0.0;
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    const std::string_view spelled(text.data(), static_cast<std::size_t>(end - text.data()));
    if (error == std::errc::result_out_of_range) {
        // Too small a number is as good as none; too large a one is not.
        if (spelled.find("e-") == std::string_view::npos && spelled.find("E-") == std::string_view::npos)
            failNumber(m_rest);
        value = 0.0;
    }
    m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
    return value;
}

std::optional<bool> SvgScanner::flag()
{
    if (takes('0'))
        return false;
    if (takes('1'))
        return true;
    return std::nullopt;
}

std::optional<double> svgLength(std::string_view text)
{
    constexpr double kPixelsPerInch = 96.0;
    constexpr std::array<std::pair<std::string_view, double>, 7> kUnits{{{"", 1.0},
                                                                         {"px", 1.0},
                                                                         {"mm", kPixelsPerInch / 25.4},
                                                                         {"cm", kPixelsPerInch / 2.54},
                                                                         {"in", kPixelsPerInch},
                                                                         {"pt", kPixelsPerInch / 72.0},
                                                                         {"pc", kPixelsPerInch / 6.0}}};
    SvgScanner scanner(text);
    const auto number = scanner.number();
    const std::string_view unit = scanner.word();
    if (!number || !scanner.isAtEnd())
        return std::nullopt;
    for (const auto &[name, pixels] : kUnits) {
        if (unit == name)
            return *number * pixels;
    }
    return std::nullopt;
}

std::string printableText(std::string_view text)
{
    std::string shown(text);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return shown;
}

} // namespace solferino
