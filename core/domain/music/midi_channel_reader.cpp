// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_channel_reader.h"

#include "core/domain/music/midi_bytes.h"

#include <algorithm>
#include <limits>

namespace solferino {

namespace {

int channelOf(const MidiEvent &event)
{
    return event.status & 0x0F;
}

std::uint8_t kindOf(const MidiEvent &event)
{
    return event.status & 0xF0;
}

void inheritValue(std::optional<int> &value, const std::optional<int> &other)
{
    if (!value)
        value = other;
}

} // namespace

int portOfTrack(const std::vector<MidiEvent> &events)
{
    int port = 0;
    for (const MidiEvent &event : events) {
        if (isMeta(event, kMetaPort) && event.data.size() == 1)
            port = event.data[0];
    }
    return port;
}

bool ChannelState::read(const MidiEvent &event)
{
    if (kindOf(event) == kProgramStatus) {
        program = event.data[0];
        return true;
    }
    if (kindOf(event) != kControllerStatus)
        return false;
    const int value = event.data[1];
    switch (event.data[0]) {
    case kBankController:
        bankHigh = value;
        return true;
    case kBankLowController:
        bankLow = value;
        return true;
    case kVolumeController:
        volume = value;
        return true;
    case kPanController:
        pan = value;
        return true;
    default:
        return false;
    }
}

void ChannelState::inherit(const ChannelState &other)
{
    inheritValue(program, other.program);
    inheritValue(bankHigh, other.bankHigh);
    inheritValue(bankLow, other.bankLow);
    inheritValue(volume, other.volume);
    inheritValue(pan, other.pan);
}

void ChannelState::apply(Track &track) const
{
    track.program = program.value_or(track.program);
    track.bank = bankHigh.value_or(0) * 128 + bankLow.value_or(0);
    if (volume)
        track.volume = *volume / 127.0;
    if (pan)
        track.pan = panFromController(*pan);
}

ChannelStarts::ChannelStarts(const MidiFile &file)
    : m_firstReset(std::numeric_limits<Tick>::max())
{
    for (const auto &events : file.tracks) {
        const int port = portOfTrack(events);
        for (const MidiEvent &event : events) {
            if (event.status == kSysexStatus && event.time > 0)
                m_firstReset = std::min(m_firstReset, event.time);
            if (kindOf(event) != kNoteOnStatus || !isChannelEvent(event) || event.data[1] == 0)
                continue;
            const auto [found, isNew] = m_firstNotes.try_emplace({port, channelOf(event)}, event.time);
            found->second = std::min(found->second, event.time);
        }
    }
    for (const auto &events : file.tracks) {
        const int port = portOfTrack(events);
        for (const MidiEvent &event : events) {
            if (isChannelEvent(event) && isStart(port, event))
                m_states[{port, channelOf(event)}].read(event);
        }
    }
}

bool ChannelStarts::isStart(int port, const MidiEvent &event) const
{
    ChannelState state;
    if (!state.read(event) || event.time >= m_firstReset)
        return false;
    const auto firstNote = m_firstNotes.find({port, channelOf(event)});
    return event.time <= (firstNote == m_firstNotes.end() ? 0 : firstNote->second);
}

bool ChannelStarts::hasNotes(int port, int channel) const
{
    return m_firstNotes.contains({port, channel});
}

ChannelState ChannelStarts::stateOf(int port, int channel) const
{
    const auto found = m_states.find({port, channel});
    return found == m_states.end() ? ChannelState{} : found->second;
}

void ChannelReader::read(const MidiEvent &event, bool isStart)
{
    const std::uint8_t kind = kindOf(event);
    if (isStart) {
        m_state.read(event);
    } else if (kind == kNoteOnStatus && event.data[1] > 0) {
        m_open[event.data[0]].push_back(m_track.notes.size());
        m_track.notes.push_back({.start = event.time, .pitch = event.data[0], .velocity = event.data[1]});
    } else if (kind == kNoteOnStatus) {
        readNoteOff(event.data[0], event.time, 0);
    } else if (kind == kNoteOffStatus) {
        readNoteOff(event.data[0], event.time, event.data[1]);
    } else {
        const std::uint8_t second = event.data.size() > 1 ? event.data[1] : 0;
        m_track.events.push_back(
            {.time = event.time, .status = kind, .data1 = event.data[0], .data2 = second});
    }
}

void ChannelReader::readNoteOff(int pitch, Tick time, int releaseVelocity)
{
    std::deque<std::size_t> &open = m_open[pitch];
    if (open.empty())
        return;
    SongNote &note = m_track.notes[open.front()];
    open.pop_front();
    note.length = std::max<Tick>(1, time - note.start);
    note.releaseVelocity = releaseVelocity;
}

void ChannelReader::inherit(const ChannelState &state)
{
    m_state.inherit(state);
    m_state.apply(m_track);
}

bool ChannelReader::hasState() const
{
    const Track fresh;
    return m_track.program != fresh.program || m_track.bank != fresh.bank || m_track.volume != fresh.volume ||
           m_track.pan != fresh.pan;
}

Track ChannelReader::finish(Tick end, std::uint64_t &nextId)
{
    for (const auto &[pitch, open] : m_open) {
        for (const std::size_t index : open) {
            SongNote &note = m_track.notes[index];
            note.length = std::max<Tick>(1, end - note.start);
            ++m_hangingNotes;
        }
    }
    m_track.id = nextId++;
    m_track.channel = m_channel;
    m_track.isDrum = m_channel == kDrumChannel;
    std::stable_sort(m_track.notes.begin(), m_track.notes.end(), noteBefore);
    for (SongNote &note : m_track.notes)
        note.id = nextId++;
    return std::move(m_track);
}

} // namespace solferino
