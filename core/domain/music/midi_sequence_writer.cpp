// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace solferino {

namespace {

constexpr int kMelodicChannels = 15;

std::uint8_t toDataByte(int value)
{
    return static_cast<std::uint8_t>(std::clamp(value, 0, 127));
}

/// Ticks at seconds, with the tempos as the sequence states them.
class TickClock final
{
public:
    TickClock(std::vector<Tempo> tempos, int ticksPerQuarter)
        : m_ticksPerQuarter(ticksPerQuarter)
    {
        std::stable_sort(tempos.begin(), tempos.end(),
                         [](const Tempo &a, const Tempo &b) { return a.time < b.time; });
        m_segments.push_back({0.0, 0.0, kDefaultQuartersPerMinute});
        for (const Tempo &tempo : tempos) {
            if (!(tempo.quartersPerMinute > 0.0))
                continue;
            if (tempo.time <= m_segments.back().seconds)
                m_segments.back().quartersPerMinute = tempo.quartersPerMinute;
            else
                m_segments.push_back({tempo.time, exactTickAt(tempo.time), tempo.quartersPerMinute});
        }
    }

    [[nodiscard]] Tick tickAt(double seconds) const
    {
        constexpr double kLastTick = 1e15;
        return std::llround(std::clamp(exactTickAt(seconds), 0.0, kLastTick));
    }

    void appendTempos(std::vector<MidiEvent> &events) const
    {
        for (const Segment &segment : m_segments) {
            const double exact = std::clamp(6e7 / segment.quartersPerMinute, 1.0, 16777215.0);
            const auto microseconds = static_cast<std::uint32_t>(std::lround(exact));
            events.push_back({.time = tickAt(segment.seconds),
                              .status = kMetaStatus,
                              .metaType = kMetaTempo,
                              .data = {static_cast<std::uint8_t>(microseconds >> 16),
                                       static_cast<std::uint8_t>(microseconds >> 8),
                                       static_cast<std::uint8_t>(microseconds)}});
        }
    }

private:
    struct Segment
    {
        double seconds;
        double tick;
        double quartersPerMinute;
    };

    [[nodiscard]] double exactTickAt(double seconds) const
    {
        const auto next =
            std::upper_bound(m_segments.begin(), m_segments.end(), seconds,
                             [](double left, const Segment &segment) { return left < segment.seconds; });
        const Segment &segment = next == m_segments.begin() ? *next : *std::prev(next);
        return segment.tick +
               (seconds - segment.seconds) * segment.quartersPerMinute / 60.0 * m_ticksPerQuarter;
    }

    int m_ticksPerQuarter;
    std::vector<Segment> m_segments;
};

MidiEvent meterEvent(Tick time, int numerator, int denominator)
{
    const int power = std::bit_width(static_cast<unsigned>(std::max(denominator, 1))) - 1;
    return {.time = time,
            .status = kMetaStatus,
            .metaType = kMetaMeter,
            .data = {static_cast<std::uint8_t>(std::clamp(numerator, 1, 255)),
                     static_cast<std::uint8_t>(power), 24, 8}};
}

/// The usual spelling of a key: never more than six sharps or five flats.
int sharpsOfKey(int pitchClass, bool isMinor)
{
    constexpr std::array kMajor{0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};
    constexpr std::array kMinor{-3, 4, -1, 6, 1, -4, 3, -2, 5, 0, -5, 2};
    const auto index = static_cast<std::size_t>((pitchClass % 12 + 12) % 12);
    return isMinor ? kMinor[index] : kMajor[index];
}

std::vector<MidiEvent> conductorEvents(const NoteSequence &sequence, const TickClock &clock)
{
    std::vector<MidiEvent> events;
    const bool startsWithMeter = std::any_of(sequence.timeSignatures.begin(), sequence.timeSignatures.end(),
                                             [](const TimeSignature &meter) { return meter.time == 0.0; });
    if (!startsWithMeter)
        events.push_back(meterEvent(0, 4, 4));
    for (const TimeSignature &meter : sequence.timeSignatures)
        events.push_back(meterEvent(clock.tickAt(meter.time), meter.numerator, meter.denominator));
    for (const KeySignature &key : sequence.keySignatures) {
        const bool isMinor = key.mode == KeyMode::Minor;
        events.push_back({.time = clock.tickAt(key.time),
                          .status = kMetaStatus,
                          .metaType = kMetaKey,
                          .data = {static_cast<std::uint8_t>(sharpsOfKey(key.key, isMinor)),
                                   static_cast<std::uint8_t>(isMinor)}});
    }
    clock.appendTempos(events);
    std::stable_sort(events.begin(), events.end(),
                     [](const MidiEvent &a, const MidiEvent &b) { return a.time < b.time; });
    return events;
}

using InstrumentKey = std::tuple<int, int, bool>; ///< instrument, program, drum

template <class Event>
InstrumentKey keyOf(const Event &event)
{
    return {event.instrument, event.program, event.isDrum};
}

/// The events of one output track; at the same tick ends come first, then controls, then beginnings.
struct TrackEvents
{
    std::vector<MidiEvent> noteEnds;
    std::vector<MidiEvent> controls;
    std::vector<MidiEvent> noteStarts;
};

std::map<InstrumentKey, TrackEvents> eventsByInstrument(const NoteSequence &sequence, const TickClock &clock)
{
    std::map<InstrumentKey, TrackEvents> tracks;
    for (const Note &note : sequence.notes) {
        TrackEvents &track = tracks[keyOf(note)];
        const Tick start = clock.tickAt(note.startTime);
        const std::uint8_t pitch = toDataByte(note.pitch);
        track.noteStarts.push_back({.time = start,
                                    .status = kNoteOnStatus,
                                    .data = {pitch, std::max<std::uint8_t>(1, toDataByte(note.velocity))}});
        track.noteEnds.push_back({.time = std::max(start + 1, clock.tickAt(note.endTime)),
                                  .status = kNoteOnStatus,
                                  .data = {pitch, 0}});
    }
    for (const ControlChange &change : sequence.controlChanges)
        tracks[keyOf(change)].controls.push_back(
            {.time = clock.tickAt(change.time),
             .status = kControllerStatus,
             .data = {toDataByte(change.number), toDataByte(change.value)}});
    for (const PitchBend &bend : sequence.pitchBends) {
        const int value = std::clamp(bend.bend + kBendCentre, 0, 2 * kBendCentre - 1);
        tracks[keyOf(bend)].controls.push_back({.time = clock.tickAt(bend.time),
                                                .status = kPitchBendStatus,
                                                .data = {toDataByte(value % 128), toDataByte(value / 128)}});
    }
    return tracks;
}

std::vector<MidiEvent> trackEvents(TrackEvents parts, int program, int channel, const std::string &name)
{
    std::vector<MidiEvent> events;
    if (!name.empty())
        events.push_back({.time = 0,
                          .status = kMetaStatus,
                          .metaType = kMetaTrackName,
                          .data = {name.begin(), name.end()}});
    events.push_back({.time = 0, .status = kProgramStatus, .data = {toDataByte(program)}});
    for (auto *part : {&parts.noteEnds, &parts.controls, &parts.noteStarts})
        std::move(part->begin(), part->end(), std::back_inserter(events));
    for (MidiEvent &event : events) {
        if (event.status < kSysexStatus)
            event.status = static_cast<std::uint8_t>(event.status | channel);
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const MidiEvent &a, const MidiEvent &b) { return a.time < b.time; });
    return events;
}

} // namespace

MidiFile midiFromSequence(const NoteSequence &sequence)
{
    const int ticksPerQuarter =
        sequence.ticksPerQuarter > 0 ? sequence.ticksPerQuarter : kDefaultTicksPerQuarter;
    MidiFile file;
    file.division =
        static_cast<std::int16_t>(std::min<int>(ticksPerQuarter, std::numeric_limits<std::int16_t>::max()));
    const TickClock clock(sequence.tempos, file.division);
    file.tracks.push_back(conductorEvents(sequence, clock));

    const std::map<int, std::string> names(sequence.instrumentNames.begin(), sequence.instrumentNames.end());
    std::map<InstrumentKey, TrackEvents> tracks = eventsByInstrument(sequence, clock);
    int melodicTracks = 0;
    for (auto &[key, parts] : tracks) {
        const auto &[instrument, program, isDrum] = key;
        int channel = kDrumChannel;
        if (!isDrum) {
            channel = melodicTracks++ % kMelodicChannels;
            channel += channel >= kDrumChannel ? 1 : 0;
        }
        const auto name = names.find(instrument);
        file.tracks.push_back(trackEvents(std::move(parts), program, channel,
                                          name == names.end() ? std::string{} : name->second));
    }
    return file;
}

} // namespace solferino
