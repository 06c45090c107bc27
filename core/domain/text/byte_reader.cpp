// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/text/byte_reader.h"

#include <algorithm>

namespace solferino {

namespace {

constexpr std::size_t kChunkNameSize = 4;
constexpr std::size_t kChunkHeaderSize = 8;

bool isLetterOrDigit(std::uint8_t byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/// A char may be negative.
bool isByte(char letter, std::uint8_t byte)
{
    return static_cast<std::uint8_t>(letter) == byte;
}

} // namespace

void ByteReader::seek(std::size_t position)
{
    m_position = std::min(position, m_bytes.size());
}

std::uint32_t ByteReader::nextBigEndian(int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | next();
    return value;
}

std::span<const std::uint8_t> ByteReader::take(std::size_t count)
{
    const auto taken = m_bytes.subspan(m_position, count);
    m_position += count;
    return taken;
}

bool ByteReader::hasTag(std::size_t at, std::string_view tag) const
{
    if (at > m_bytes.size() || m_bytes.size() - at < tag.size())
        return false;
    return std::equal(tag.begin(), tag.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(at), isByte);
}

bool ByteReader::hasChunkName() const
{
    if (remaining() < kChunkHeaderSize)
        return false;
    const auto name = m_bytes.subspan(m_position, kChunkNameSize);
    return std::all_of(name.begin(), name.end(), isLetterOrDigit);
}

std::size_t ByteReader::find(std::string_view tag, std::size_t from) const
{
    const auto start = m_bytes.begin() + static_cast<std::ptrdiff_t>(std::min(from, m_bytes.size()));
    return static_cast<std::size_t>(std::search(start, m_bytes.end(), tag.begin(), tag.end()) -
                                    m_bytes.begin());
}

} // namespace solferino
