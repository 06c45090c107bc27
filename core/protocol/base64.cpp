// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/base64.h"

#include <algorithm>
#include <array>

namespace solferino {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 255;

/// The value of each letter; kNone for what is none.
constexpr std::array<std::uint8_t, 256> kValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNone);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

} // namespace

std::string toBase64(std::span<const std::uint8_t> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    char *out = text.data();
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k <= count; ++k)
            out[k] = kAlphabet[group >> (18 - 6 * k) & 63u];
        out += 4;
    }
    return text;
}

std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && !text.empty() && text.back() == '=') {
        text.remove_suffix(1);
        ++padding;
    }
    std::vector<std::uint8_t> bytes(text.size() * 3 / 4);
    auto out = bytes.begin();
    std::uint32_t bits = 0;
    int bitCount = 0;
    for (const char letter : text) {
        const std::uint8_t value = kValues[static_cast<std::uint8_t>(letter)];
        if (value == kNone)
            return std::nullopt;
        bits = (bits << 6 | value) & 0xFFFFFu;
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            *out++ = static_cast<std::uint8_t>(bits >> bitCount);
        }
    }
    return bytes;
}

} // namespace solferino
