// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace solferino {

/// A cursor over bytes that never leaves them. `next...` and `take` need as many bytes as they read: ask
/// `remaining` first.
class ByteReader final
{
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {}

    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    /// Goes to `position`, or to the end if that lies beyond.
    void seek(std::size_t position);

    std::uint8_t next() { return m_bytes[m_position++]; }
    /// A number of `count` bytes, at most four, the most significant first.
    std::uint32_t nextBigEndian(int count);
    std::span<const std::uint8_t> take(std::size_t count);

    /// True if `tag` stands at `at`, which may lie beyond the end.
    [[nodiscard]] bool hasTag(std::size_t at, std::string_view tag) const;
    /// True if four letters or digits and four more bytes follow, as at the beginning of a chunk.
    [[nodiscard]] bool hasChunkName() const;
    /// Position of the next `tag` at or after `from`, or the end.
    [[nodiscard]] std::size_t find(std::string_view tag, std::size_t from) const;

private:
    std::span<const std::uint8_t> m_bytes;
    std::size_t m_position = 0;
};

} // namespace solferino
