// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/midi_builder.h"

namespace solferino::test {

namespace {

void appendNumber(Bytes &bytes, unsigned long value, int count)
{
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

} // namespace

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes result;
    for (const Bytes &part : parts)
        result.insert(result.end(), part.begin(), part.end());
    return result;
}

Bytes midiHeader(int format, int trackCount, int division)
{
    Bytes bytes{'M', 'T', 'h', 'd'};
    appendNumber(bytes, 6, 4);
    appendNumber(bytes, static_cast<unsigned long>(format), 2);
    appendNumber(bytes, static_cast<unsigned long>(trackCount), 2);
    appendNumber(bytes, static_cast<unsigned long>(division), 2);
    return bytes;
}

Bytes midiTrack(const Bytes &content, long declaredLength)
{
    Bytes bytes{'M', 'T', 'r', 'k'};
    appendNumber(bytes, declaredLength < 0 ? content.size() : static_cast<unsigned long>(declaredLength), 4);
    bytes.insert(bytes.end(), content.begin(), content.end());
    return bytes;
}

Bytes metaText(std::uint8_t type, const std::string &text)
{
    Bytes bytes;
    bytes.reserve(4 + text.size());
    for (const std::uint8_t byte :
         {std::uint8_t{0x00}, std::uint8_t{0xFF}, type, static_cast<std::uint8_t>(text.size())})
        bytes.push_back(byte);
    for (const char character : text)
        bytes.push_back(static_cast<std::uint8_t>(character));
    return bytes;
}

} // namespace solferino::test
