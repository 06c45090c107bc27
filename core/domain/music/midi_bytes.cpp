// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace solferino {

namespace {

constexpr int kPanCentre = 64;
constexpr double kPanStepsLeft = 64.0;
constexpr double kPanStepsRight = 63.0;

int framesPerSecond(std::int16_t division)
{
    return -(division >> 8);
}

/// Length of the UTF-8 character at `data[at]`, or 0 where there is none.
std::size_t utf8Length(const std::vector<std::uint8_t> &data, std::size_t at)
{
    const std::uint8_t lead = data[at];
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || data.size() - at < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((data[at + i] & 0xC0) != 0x80)
            return 0;
    }
    const std::uint8_t second = data[at + 1];
    const bool isOverlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool isOutside = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
    return isOverlong || isOutside ? 0 : length;
}

bool isUtf8(const std::vector<std::uint8_t> &data)
{
    for (std::size_t at = 0; at < data.size();) {
        const std::size_t length = utf8Length(data, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

} // namespace

int channelDataBytes(std::uint8_t status)
{
    const int kind = status & 0xF0;
    return kind == kProgramStatus || kind == kChannelPressureStatus ? 1 : 2;
}

bool isChannelEvent(const MidiEvent &event)
{
    return event.status >= 0x80 && event.status < 0xF0 &&
           event.data.size() == static_cast<std::size_t>(channelDataBytes(event.status)) &&
           std::all_of(event.data.begin(), event.data.end(), [](std::uint8_t byte) { return byte < 0x80; });
}

bool isMeta(const MidiEvent &event, std::uint8_t type)
{
    return event.status == kMetaStatus && event.metaType == type;
}

std::uint32_t bigEndian(const std::vector<std::uint8_t> &data)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : data)
        value = value << 8 | byte;
    return value;
}

bool isUsableDivision(std::int16_t division)
{
    if (division >= 0)
        return division > 0;
    const int frames = framesPerSecond(division);
    return (frames == 24 || frames == 25 || frames == 29 || frames == 30) && (division & 0xFF) != 0;
}

double smpteTicksPerSecond(std::int16_t division)
{
    const int frames = framesPerSecond(division);
    const double rate = frames == 29 ? 30000.0 / 1001.0 : frames;
    return rate * (division & 0xFF);
}

int signedByte(std::uint8_t byte)
{
    return byte < 128 ? byte : byte - 256;
}

int pitchClassOfKey(int sharps, bool isMinor)
{
    constexpr int kFifth = 7;
    constexpr int kRelativeMinor = 9;
    return (kFifth * (sharps + 12) + (isMinor ? kRelativeMinor : 0)) % 12;
}

double panFromController(int value)
{
    return (value - kPanCentre) / (value < kPanCentre ? kPanStepsLeft : kPanStepsRight);
}

int controllerFromPan(double pan)
{
    const double steps = pan * (pan < 0.0 ? kPanStepsLeft : kPanStepsRight);
    return std::clamp(kPanCentre + static_cast<int>(std::lround(steps)), 0, 127);
}

std::string textFromMidi(const std::vector<std::uint8_t> &data)
{
    if (isUtf8(data))
        return {data.begin(), data.end()};
    std::string text;
    for (const std::uint8_t byte : data) {
        if (byte < 0x80) {
            text += static_cast<char>(byte);
        } else {
            text += static_cast<char>(0xC0 | byte >> 6);
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

} // namespace solferino
