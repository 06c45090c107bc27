// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace solferino::test {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] Bytes joined(std::initializer_list<Bytes> parts);

/// A header chunk.
[[nodiscard]] Bytes midiHeader(int format, int trackCount, int division = 480);

/// A track chunk with `content`, whose length field says `declaredLength` if that is not negative.
[[nodiscard]] Bytes midiTrack(const Bytes &content, long declaredLength = -1);

/// A text meta event at once, for the content of a track.
[[nodiscard]] Bytes metaText(std::uint8_t type, const std::string &text);

/// The end mark of a track.
inline const Bytes kEndOfTrack{0x00, 0xFF, 0x2F, 0x00};

} // namespace solferino::test
