// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/music/midi_loop.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace solferino {

namespace {

using Events = std::vector<MidiEvent>;
using Bytes = std::vector<std::uint8_t>;

std::uint8_t toDataByte(int value)
{
    return static_cast<std::uint8_t>(std::clamp(value, 0, 127));
}

MidiEvent metaEvent(Tick time, std::uint8_t type, Bytes data)
{
    return {.time = time, .status = kMetaStatus, .metaType = type, .data = std::move(data)};
}

MidiEvent textEvent(Tick time, std::uint8_t type, const std::string &text)
{
    return metaEvent(time, type, Bytes(text.begin(), text.end()));
}

void appendTexts(const std::vector<SongText> &texts, Events &events)
{
    for (const SongText &text : texts)
        events.push_back(textEvent(text.time, static_cast<std::uint8_t>(text.kind), text.text));
}

void appendRawEvents(const std::vector<RawEvent> &rawEvents, Events &events)
{
    for (const RawEvent &raw : rawEvents) {
        if (raw.bytes.empty())
            continue;
        const bool hasType = raw.bytes.front() == kMetaStatus && raw.bytes.size() > 1;
        MidiEvent event{.time = raw.time, .status = raw.bytes.front()};
        event.metaType = hasType ? raw.bytes[1] : 0;
        event.data.assign(raw.bytes.begin() + (hasType ? 2 : 1), raw.bytes.end());
        events.push_back(std::move(event));
    }
}

void sortByTime(Events &events)
{
    std::stable_sort(events.begin(), events.end(),
                     [](const MidiEvent &a, const MidiEvent &b) { return a.time < b.time; });
}

Events conductorEvents(const Song &song)
{
    Events events;
    if (!song.title.empty())
        events.push_back(textEvent(0, kMetaTrackName, song.title));
    appendTexts(song.texts, events);
    for (const MeterChange &meter : song.meters) {
        const auto denominator = static_cast<unsigned>(std::max(meter.denominator, 1));
        events.push_back(metaEvent(meter.time, kMetaMeter,
                                   {static_cast<std::uint8_t>(std::clamp(meter.numerator, 1, 255)),
                                    static_cast<std::uint8_t>(std::bit_width(denominator) - 1), 24, 8}));
    }
    for (const KeyChange &key : song.keys)
        events.push_back(
            metaEvent(key.time, kMetaKey,
                      {static_cast<std::uint8_t>(key.sharps), static_cast<std::uint8_t>(key.isMinor)}));
    for (const TempoChange &tempo : song.tempos) {
        const std::uint32_t microseconds = std::clamp(tempo.microsecondsPerQuarter, 1U, 0xFFFFFFU);
        events.push_back(metaEvent(tempo.time, kMetaTempo,
                                   {static_cast<std::uint8_t>(microseconds >> 16),
                                    static_cast<std::uint8_t>(microseconds >> 8),
                                    static_cast<std::uint8_t>(microseconds)}));
    }
    appendTexts(song.markers, events);
    if (song.loop) {
        events.push_back(textEvent(song.loop->start, kMetaMarker, kLoopStartMarker));
        events.push_back(textEvent(song.loop->end, kMetaMarker, kLoopEndMarker));
    }
    appendRawEvents(song.rawEvents, events);
    sortByTime(events);
    return events;
}

/// A track of texts alone must not touch the sound of its channel.
bool hasSound(const Track &track)
{
    const Track fresh;
    return !track.notes.empty() || !track.events.empty() || track.program != fresh.program ||
           track.bank != fresh.bank || track.volume != fresh.volume || track.pan != fresh.pan ||
           track.channel != fresh.channel || track.isDrum;
}

void appendStartState(const Track &track, std::uint8_t channel, Events &events)
{
    const auto control = [&](std::uint8_t number, int value) {
        events.push_back({.time = 0,
                          .status = static_cast<std::uint8_t>(kControllerStatus | channel),
                          .data = {number, toDataByte(value)}});
    };
    if (track.bank != 0) {
        control(kBankController, track.bank / 128);
        control(kBankLowController, track.bank % 128);
    }
    events.push_back({.time = 0,
                      .status = static_cast<std::uint8_t>(kProgramStatus | channel),
                      .data = {toDataByte(track.program)}});
    control(kVolumeController, static_cast<int>(std::lround(track.volume * 127.0)));
    control(kPanController, controllerFromPan(track.pan));
}

void appendChannelEvents(const Track &track, std::uint8_t channel, Events &events)
{
    for (const ChannelEvent &event : track.events) {
        const auto kind = static_cast<std::uint8_t>(event.status & 0xF0);
        Bytes data{toDataByte(event.data1)};
        if (channelDataBytes(kind) == 2)
            data.push_back(toDataByte(event.data2));
        events.push_back({.time = event.time,
                          .status = static_cast<std::uint8_t>(kind | channel),
                          .data = std::move(data)});
    }
}

MidiEvent noteEnd(const SongNote &note, std::uint8_t channel)
{
    const bool isNoteOff = note.releaseVelocity > 0;
    return {.time = note.start + std::max<Tick>(note.length, 1),
            .status = static_cast<std::uint8_t>((isNoteOff ? kNoteOffStatus : kNoteOnStatus) | channel),
            .data = {toDataByte(note.pitch), toDataByte(note.releaseVelocity)}};
}

Events trackEvents(const Track &track)
{
    const auto channel = static_cast<std::uint8_t>(track.isDrum ? kDrumChannel : track.channel & 0x0F);
    // At the same tick: ends of notes first, then what sets up the sound, then beginnings.
    Events events;
    for (const SongNote &note : track.notes)
        events.push_back(noteEnd(note, channel));
    if (!track.name.empty())
        events.push_back(textEvent(0, kMetaTrackName, track.name));
    if (track.port != 0)
        events.push_back(metaEvent(0, kMetaPort, {toDataByte(track.port)}));
    appendTexts(track.texts, events);
    appendRawEvents(track.rawEvents, events);
    if (hasSound(track))
        appendStartState(track, channel, events);
    appendChannelEvents(track, channel, events);
    for (const SongNote &note : track.notes)
        events.push_back(
            {.time = note.start,
             .status = static_cast<std::uint8_t>(kNoteOnStatus | channel),
             .data = {toDataByte(note.pitch), std::max<std::uint8_t>(1, toDataByte(note.velocity))}});
    sortByTime(events);
    return events;
}

} // namespace

MidiFile midiFromSong(const Song &song)
{
    MidiFile file;
    file.format = 1;
    file.division = static_cast<std::int16_t>(
        std::clamp<int>(song.ticksPerQuarter, 1, std::numeric_limits<std::int16_t>::max()));
    file.tracks.push_back(conductorEvents(song));
    for (const Track &track : song.tracks)
        file.tracks.push_back(trackEvents(track));
    return file;
}

} // namespace solferino
