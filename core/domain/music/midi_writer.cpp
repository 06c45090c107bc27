// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"

#include <algorithm>

namespace solferino {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr Tick kMaxDelta = 0x0FFFFFFF;

void appendBigEndian(Bytes &bytes, std::uint32_t value, int count)
{
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void appendVariableLength(Bytes &bytes, std::uint32_t value)
{
    for (int shift = 21; shift > 0; shift -= 7) {
        if (value >> shift != 0)
            bytes.push_back(static_cast<std::uint8_t>(0x80 | (value >> shift & 0x7F)));
    }
    bytes.push_back(static_cast<std::uint8_t>(value & 0x7F));
}

void appendTag(Bytes &bytes, const char *tag)
{
    for (; *tag != '\0'; ++tag)
        bytes.push_back(static_cast<std::uint8_t>(*tag));
}

void appendDelta(Bytes &bytes, Tick delta, std::uint8_t &runningStatus)
{
    // A longer pause than the format knows is bridged by empty events.
    for (; delta > kMaxDelta; delta -= kMaxDelta) {
        appendVariableLength(bytes, static_cast<std::uint32_t>(kMaxDelta));
        bytes.insert(bytes.end(), {kMetaStatus, kMetaSequencerSpecific, 0});
        runningStatus = 0;
    }
    appendVariableLength(bytes, static_cast<std::uint32_t>(delta));
}

void appendEvent(Bytes &bytes, const MidiEvent &event, std::uint8_t &runningStatus)
{
    if (event.status < 0xF0) {
        if (event.status != runningStatus)
            bytes.push_back(event.status);
        runningStatus = event.status;
    } else {
        bytes.push_back(event.status);
        if (event.status == kMetaStatus)
            bytes.push_back(event.metaType);
        appendVariableLength(bytes, static_cast<std::uint32_t>(event.data.size()));
        runningStatus = 0;
    }
    bytes.insert(bytes.end(), event.data.begin(), event.data.end());
}

Bytes trackBytes(const std::vector<MidiEvent> &events)
{
    std::vector<const MidiEvent *> ordered;
    Tick end = 0;
    for (const MidiEvent &event : events) {
        end = std::max(end, event.time);
        if (!isMeta(event, kMetaEndOfTrack))
            ordered.push_back(&event);
    }
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const MidiEvent *a, const MidiEvent *b) { return a->time < b->time; });
    Bytes bytes;
    Tick time = 0;
    std::uint8_t runningStatus = 0;
    for (const MidiEvent *event : ordered) {
        const Tick eventTime = std::max<Tick>(event->time, 0);
        appendDelta(bytes, eventTime - time, runningStatus);
        appendEvent(bytes, *event, runningStatus);
        time = eventTime;
    }
    appendDelta(bytes, end - time, runningStatus);
    bytes.insert(bytes.end(), {kMetaStatus, kMetaEndOfTrack, 0});
    return bytes;
}

} // namespace

std::vector<std::uint8_t> writeMidi(const MidiFile &file)
{
    Bytes bytes;
    appendTag(bytes, "MThd");
    appendBigEndian(bytes, 6, 4);
    appendBigEndian(bytes, static_cast<std::uint32_t>(file.format), 2);
    appendBigEndian(bytes, static_cast<std::uint32_t>(file.tracks.size()), 2);
    appendBigEndian(bytes, static_cast<std::uint16_t>(file.division), 2);
    for (const auto &track : file.tracks) {
        const Bytes content = trackBytes(track);
        appendTag(bytes, "MTrk");
        appendBigEndian(bytes, static_cast<std::uint32_t>(content.size()), 4);
        bytes.insert(bytes.end(), content.begin(), content.end());
    }
    return bytes;
}

} // namespace solferino
