// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/text/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace solferino {

namespace {

constexpr int kMaxDecimals = 17;
// Room for the 309 digits of the largest double, a point, decimals and a sign.
constexpr std::size_t kLongestNumber = 340;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

template <class Number>
std::optional<Number> parsed(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

std::string textFromNumber(double value)
{
    std::array<char, kLongestNumber> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string textFromNumber(double value, int decimals)
{
    std::array<char, kLongestNumber> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed, std::clamp(decimals, 0, kMaxDecimals));
    return {buffer.data(), result.ptr};
}

std::optional<double> numberFromText(std::string_view text)
{
    const std::optional<double> value = parsed<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> integerFromText(std::string_view text)
{
    return parsed<std::int64_t>(text);
}

} // namespace solferino
