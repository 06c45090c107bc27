// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/event_list.h"

#include <algorithm>
#include <tuple>

namespace solferino {

namespace {

/// More than eight hours of beats at 400 a minute.
constexpr std::size_t kMaxBeats = 200000;

std::uint8_t trackChannel(std::size_t index)
{
    return static_cast<std::uint8_t>(index % kTrackChannels);
}

void addNotes(EventList &list, const std::vector<SongNote> &notes, int channel)
{
    for (const SongNote &note : notes) {
        list.notes.push_back({
            .start = list.tempoMap.secondsAt(note.start),
            .end = list.tempoMap.secondsAt(note.end()),
            .tick = note.start,
            .channel = static_cast<std::uint8_t>(channel),
            .pitch = static_cast<std::uint8_t>(std::clamp(note.pitch, kMinMidiPitch, kMaxMidiPitch)),
            .velocity = static_cast<std::uint8_t>(std::clamp(note.velocity, 1, 127)),
        });
    }
}

void addControls(EventList &list, const std::vector<ChannelEvent> &events, std::uint8_t channel)
{
    for (const ChannelEvent &event : events)
        list.controls.push_back({list.tempoMap.secondsAt(event.time), channel, event});
}

void addBeats(EventList &list, std::int64_t bars)
{
    const TempoMap &map = list.tempoMap;
    for (std::int64_t bar = 0; bar < bars && list.beats.size() < kMaxBeats; ++bar) {
        const Tick start = map.tickOfBar(bar);
        const Tick end = map.tickOfBar(bar + 1);
        const Tick step = map.ticksPerBeatAt(start);
        for (Tick tick = start; tick < end; tick += step)
            list.beats.push_back({map.secondsAt(tick), tick == start});
    }
}

/// Where the song stops, and how its beats go on from there.
void setEnd(EventList &list, Tick lastNoteEnd)
{
    const TempoMap &map = list.tempoMap;
    const std::int64_t bars = lastNoteEnd > 0 ? map.barAt(lastNoteEnd - 1).bar + 1 : 0;
    const Tick end = map.tickOfBar(bars);
    list.end = map.secondsAt(end);
    list.beatLength = std::max(map.secondsAt(end + map.ticksPerBeatAt(end)) - list.end, 0.01);
    list.beatsPerBar = std::max(map.meterAt(end).numerator, 1);
    addBeats(list, bars);
}

} // namespace

std::vector<Instrument> EventList::instruments() const
{
    std::vector<Instrument> found;
    const auto add = [&found](const Instrument &instrument) {
        if (std::ranges::find(found, instrument) == found.end())
            found.push_back(instrument);
    };
    add({.bank = 0, .program = 0, .isDrum = true}); // the metronome's
    add(takeChannel.instrument);
    for (const SynthChannelState &state : channels)
        add(state.instrument);
    std::vector<SynthChannelState> states = channels;
    for (const ControlEvent &control : controls) {
        states[control.channel].apply(control.event);
        if ((control.event.status & 0xF0) == 0xC0)
            add(states[control.channel].instrument);
    }
    return found;
}

EventList prepareEvents(const Song &song, const AuditionedNotes &take)
{
    EventList list;
    list.tempoMap = TempoMap(song);
    list.channels.resize(std::min<std::size_t>(song.tracks.size(), kTrackChannels));
    const bool hasSolo = std::ranges::any_of(song.tracks, &Track::isSolo);
    Tick lastNoteEnd = song.length();
    for (std::size_t index = 0; index < song.tracks.size(); ++index) {
        const Track &track = song.tracks[index];
        const std::uint8_t channel = trackChannel(index);
        list.channels[channel] = startStateOf(track);
        list.channels[channel].isAudible = hasSolo ? track.isSolo : !track.isMuted;
        addNotes(list, track.notes, channel);
        addControls(list, track.events, channel);
    }
    if (const Track *track = song.findTrack(take.track))
        list.takeChannel = startStateOf(*track);
    addNotes(list, take.notes, kTakeChannel);
    for (const SongNote &note : take.notes)
        lastNoteEnd = std::max(lastNoteEnd, note.end());

    std::ranges::stable_sort(list.notes, {}, [](const EventList::NoteEvent &note) {
        return std::tuple(note.tick, note.channel, note.pitch);
    });
    std::ranges::stable_sort(list.controls, {}, &EventList::ControlEvent::time);
    setEnd(list, lastNoteEnd);
    return list;
}

} // namespace solferino
