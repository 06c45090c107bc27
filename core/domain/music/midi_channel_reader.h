// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/midi_file.h"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace solferino {

/// Program, bank, volume and pan, each where a file sets it.
struct ChannelState
{
    std::optional<int> program;
    std::optional<int> bankHigh;
    std::optional<int> bankLow;
    std::optional<int> volume;
    std::optional<int> pan;

    /// Takes `event` in; false if it is none of these.
    bool read(const MidiEvent &event);
    /// Fills what is not set here.
    void inherit(const ChannelState &other);
    void apply(Track &track) const;
};

/// What holds on each (port, channel) of a file when its first note sounds.
class ChannelStarts final
{
public:
    explicit ChannelStarts(const MidiFile &file);

    /// True for an event that is part of the start state rather than of the music.
    [[nodiscard]] bool isStart(int port, const MidiEvent &event) const;
    [[nodiscard]] bool hasNotes(int port, int channel) const;
    [[nodiscard]] ChannelState stateOf(int port, int channel) const;

private:
    std::map<std::pair<int, int>, Tick> m_firstNotes;
    std::map<std::pair<int, int>, ChannelState> m_states;
    Tick
        m_firstReset; ///< the first system exclusive message after tick 0: what it undoes must stay before it
};

/// Builds one Song track from the events of one channel in one track of a file.
class ChannelReader final
{
public:
    explicit ChannelReader(int channel)
        : m_channel(channel)
    {}

    /// `isStart` tells start state from music.
    void read(const MidiEvent &event, bool isStart);
    /// Start state from other tracks that use the channel, where this one sets none.
    void inherit(const ChannelState &state);
    /// True if the channel holds nothing but start state.
    [[nodiscard]] bool isEmpty() const { return m_track.notes.empty() && m_track.events.empty(); }
    /// True if its start state differs from that of a fresh track.
    [[nodiscard]] bool hasState() const;
    /// Ends hanging notes at `end` and gives the track and its notes their ids.
    [[nodiscard]] Track finish(Tick end, std::uint64_t &nextId);
    /// Notes that `finish` had to end.
    [[nodiscard]] std::size_t hangingNotes() const { return m_hangingNotes; }

private:
    void readNoteOff(int pitch, Tick time, int releaseVelocity);

    int m_channel;
    Track m_track;
    ChannelState m_state;
    std::map<int, std::deque<std::size_t>> m_open; ///< pitch -> indices of sounding notes, oldest first
    std::size_t m_hangingNotes = 0;
};

/// Port of a track's output: its last port event, 0 without one.
[[nodiscard]] int portOfTrack(const std::vector<MidiEvent> &events);

} // namespace solferino
