// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/pickle_text.h"

#include "core/domain/text/format_error.h"

#include <charconv>
#include <system_error>

namespace solferino {

namespace {

constexpr unsigned kLastAscii = 0x7F;
constexpr unsigned kLastLatin1 = 0xFF;
constexpr unsigned kContinuationBits = 6;
constexpr unsigned kContinuationMask = 0x3F;

[[noreturn]] void fail()
{
    throw FormatError("A text in the array is spelled wrong; the file is damaged.");
}

/// Takes `count` hexadecimal digits off the front of `rest`.
unsigned takeHex(std::string_view &rest, std::size_t count)
{
    if (rest.size() < count)
        fail();
    unsigned value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + count, value, 16);
    if (error != std::errc{} || end != rest.data() + count)
        fail();
    rest.remove_prefix(count);
    return value;
}

/// Takes the rest of an escape, of which the backslash is taken.
char takeEscape(std::string_view &rest)
{
    if (rest.empty())
        fail();
    const char name = rest.front();
    rest.remove_prefix(1);
    switch (name) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'x':
        return static_cast<char>(takeHex(rest, 2));
    case '\\':
    case '\'':
    case '"':
        return name;
    default:
        fail();
    }
}

/// Characters beyond Latin-1 occur in no array of numbers.
void appendLatin1AsUtf8(std::string &text, unsigned character)
{
    if (character > kLastLatin1)
        fail();
    if (character > kLastAscii) {
        text += static_cast<char>(0xC0U | character >> kContinuationBits);
        text += static_cast<char>(0x80U | (character & kContinuationMask));
    } else {
        text += static_cast<char>(character);
    }
}

} // namespace

std::string bytesFromPythonLiteral(std::string_view literal)
{
    if (literal.size() < 2 || literal.front() != literal.back() ||
        (literal.front() != '\'' && literal.front() != '"'))
        fail();
    std::string_view rest = literal.substr(1, literal.size() - 2);
    std::string bytes;
    while (!rest.empty()) {
        const char next = rest.front();
        rest.remove_prefix(1);
        bytes += next == '\\' ? takeEscape(rest) : next;
    }
    return bytes;
}

std::string utf8FromRawUnicode(std::string_view text)
{
    constexpr std::string_view kEscape = "\\u";
    constexpr std::size_t kDigits = 4;
    std::string utf8;
    while (!text.empty()) {
        unsigned character = static_cast<unsigned char>(text.front());
        if (text.starts_with(kEscape)) {
            text.remove_prefix(kEscape.size());
            character = takeHex(text, kDigits);
        } else {
            text.remove_prefix(1);
        }
        appendLatin1AsUtf8(utf8, character);
    }
    return utf8;
}

std::string latin1FromUtf8(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first <= kLastAscii) {
            bytes += text[i];
            continue;
        }
        // U+0080 to U+00FF begin with 0xC2 or 0xC3.
        if ((first != 0xC2U && first != 0xC3U) || ++i == text.size())
            fail();
        const auto second = static_cast<unsigned char>(text[i]);
        if (second >> kContinuationBits != 2U)
            fail();
        bytes += static_cast<char>((first & 0x3U) << kContinuationBits | (second & kContinuationMask));
    }
    return bytes;
}

} // namespace solferino
