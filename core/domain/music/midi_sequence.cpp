// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <tuple>

namespace solferino {

namespace {

constexpr std::size_t kChannels = 16;

/// Seconds at ticks, with the very arithmetic of the reference so that steps come out the same.
class Clock final
{
public:
    explicit Clock(const MidiFile &file);

    [[nodiscard]] double secondsAt(Tick tick) const
    {
        const auto next =
            std::upper_bound(m_segments.begin(), m_segments.end(), tick,
                             [](Tick left, const Segment &segment) { return left < segment.tick; });
        const Segment &segment = next == m_segments.begin() ? *next : *std::prev(next);
        return segment.seconds + segment.secondsPerTick * static_cast<double>(tick - segment.tick);
    }
    [[nodiscard]] int ticksPerQuarter() const { return m_ticksPerQuarter; }
    [[nodiscard]] std::vector<Tempo> tempos() const;

private:
    struct Segment
    {
        Tick tick;
        double seconds;
        double secondsPerTick;
    };
    void addTempo(Tick tick, std::uint32_t microsecondsPerQuarter);

    int m_ticksPerQuarter = kDefaultTicksPerQuarter;
    std::vector<Segment> m_segments;
};

Clock::Clock(const MidiFile &file)
{
    if (file.division < 0) {
        const double ticksPerSecond = smpteTicksPerSecond(file.division);
        m_ticksPerQuarter = std::max(1, static_cast<int>(std::lround(ticksPerSecond / 2.0)));
        m_segments.push_back({0, 0.0, 1.0 / ticksPerSecond});
        return;
    }
    m_ticksPerQuarter = file.division;
    m_segments.push_back({0, 0.0, 60.0 / (kDefaultQuartersPerMinute * m_ticksPerQuarter)});
    if (file.tracks.empty())
        return;
    for (const MidiEvent &event : file.tracks.front()) {
        if (isMeta(event, kMetaTempo) && event.data.size() == 3)
            addTempo(event.time, bigEndian(event.data));
    }
}

void Clock::addTempo(Tick tick, std::uint32_t microsecondsPerQuarter)
{
    if (microsecondsPerQuarter == 0)
        return;
    const double secondsPerTick = 60.0 / (6e7 / microsecondsPerQuarter * m_ticksPerQuarter);
    if (tick == 0)
        m_segments = {{0, 0.0, secondsPerTick}};
    else if (secondsPerTick != m_segments.back().secondsPerTick)
        m_segments.push_back({tick, secondsAt(tick), secondsPerTick});
}

std::vector<Tempo> Clock::tempos() const
{
    std::vector<Tempo> result;
    for (const Segment &segment : m_segments) {
        result.push_back({.time = segment.seconds,
                          .quartersPerMinute = 60.0 / (segment.secondsPerTick * m_ticksPerQuarter)});
    }
    return result;
}

/// Controllers and bends; shared by the instruments of a channel that appear after them.
struct Controls
{
    std::vector<PitchBend> bends;
    std::vector<ControlChange> changes;
};

struct Instrument
{
    int program = 0;
    bool isDrum = false;
    std::string name;
    std::vector<Note> notes;
    std::shared_ptr<Controls> controls;
};

/// Collects the instruments of a file: one for each (program, channel, track) in the order of their first
/// finished notes.
class InstrumentReader final
{
public:
    explicit InstrumentReader(const Clock &clock)
        : m_clock(clock)
    {}

    void readTrack(const std::vector<MidiEvent> &events);
    [[nodiscard]] const std::vector<Instrument> &instruments() const { return m_instruments; }

private:
    struct OpenNote
    {
        Tick start;
        int velocity;
    };
    void readChannelEvent(const MidiEvent &event);
    void closeNotes(std::size_t channel, const MidiEvent &event);
    Instrument &instrumentFor(std::size_t channel);
    Controls &controlsFor(std::size_t channel);

    const Clock &m_clock;
    std::vector<Instrument> m_instruments;
    // Of the track that is being read:
    std::string m_trackName;
    std::array<int, kChannels> m_programs{};
    std::map<std::pair<std::size_t, int>, std::vector<OpenNote>> m_openNotes; ///< by (channel, pitch)
    std::array<std::shared_ptr<Controls>, kChannels> m_earlyControls;
    std::map<std::pair<int, std::size_t>, std::size_t> m_indices; ///< (program, channel) -> instrument
};

void InstrumentReader::readTrack(const std::vector<MidiEvent> &events)
{
    m_trackName.clear();
    m_programs = {};
    m_openNotes.clear();
    m_earlyControls = {};
    m_indices.clear();
    for (const MidiEvent &event : events) {
        if (isChannelEvent(event))
            readChannelEvent(event);
        else if (isMeta(event, kMetaTrackName))
            m_trackName = textFromMidi(event.data);
    }
}

Instrument &InstrumentReader::instrumentFor(std::size_t channel)
{
    const int program = m_programs[channel];
    const auto [found, isNew] = m_indices.try_emplace({program, channel}, m_instruments.size());
    if (isNew) {
        Instrument instrument{.program = program,
                              .isDrum = channel == kDrumChannel,
                              .name = m_trackName,
                              .notes = {},
                              .controls = m_earlyControls[channel]};
        if (!instrument.controls)
            instrument.controls = std::make_shared<Controls>();
        m_instruments.push_back(std::move(instrument));
    }
    return m_instruments[found->second];
}

Controls &InstrumentReader::controlsFor(std::size_t channel)
{
    const auto found = m_indices.find({m_programs[channel], channel});
    if (found != m_indices.end())
        return *m_instruments[found->second].controls;
    if (!m_earlyControls[channel])
        m_earlyControls[channel] = std::make_shared<Controls>();
    return *m_earlyControls[channel];
}

void InstrumentReader::closeNotes(std::size_t channel, const MidiEvent &event)
{
    // A note-off ends every earlier note of its pitch; one that began on this tick goes on only if it did.
    std::vector<OpenNote> &open = m_openNotes[{channel, event.data[0]}];
    const auto firstKept = std::stable_partition(
        open.begin(), open.end(), [&](const OpenNote &note) { return note.start != event.time; });
    for (auto note = open.begin(); note != firstKept; ++note) {
        instrumentFor(channel).notes.push_back({.pitch = event.data[0],
                                                .velocity = note->velocity,
                                                .startTime = m_clock.secondsAt(note->start),
                                                .endTime = m_clock.secondsAt(event.time)});
    }
    if (firstKept == open.begin())
        open.clear();
    else
        open.erase(open.begin(), firstKept);
}

void InstrumentReader::readChannelEvent(const MidiEvent &event)
{
    const std::size_t channel = event.status & 0x0FU;
    switch (event.status & 0xF0) {
    case kProgramStatus:
        m_programs[channel] = event.data[0];
        break;
    case kNoteOnStatus:
        if (event.data[1] > 0) {
            m_openNotes[{channel, event.data[0]}].push_back({event.time, event.data[1]});
            break;
        }
        [[fallthrough]];
    case kNoteOffStatus:
        closeNotes(channel, event);
        break;
    case kPitchBendStatus:
        controlsFor(channel).bends.push_back({.time = m_clock.secondsAt(event.time),
                                              .bend = event.data[0] + event.data[1] * 128 - kBendCentre});
        break;
    case kControllerStatus:
        controlsFor(channel).changes.push_back(
            {.time = m_clock.secondsAt(event.time), .number = event.data[0], .value = event.data[1]});
        break;
    default:
        break;
    }
}

void readSignatures(const std::vector<MidiEvent> &events, const Clock &clock, NoteSequence &sequence)
{
    for (const MidiEvent &event : events) {
        if (isMeta(event, kMetaMeter) && event.data.size() >= 2 && event.data[1] < 31) {
            sequence.timeSignatures.push_back({.time = clock.secondsAt(event.time),
                                               .numerator = event.data[0],
                                               .denominator = 1 << event.data[1]});
        } else if (isMeta(event, kMetaKey) && event.data.size() >= 2) {
            const int sharps = signedByte(event.data[0]);
            const bool isMinor = event.data[1] == 1;
            if (sharps < -7 || sharps > 7 || event.data[1] > 1)
                continue;
            sequence.keySignatures.push_back({.time = clock.secondsAt(event.time),
                                              .key = pitchClassOfKey(sharps, isMinor),
                                              .mode = isMinor ? KeyMode::Minor : KeyMode::Major});
        }
    }
}

void appendInstrument(const Instrument &instrument, int index, NoteSequence &sequence)
{
    if (!instrument.name.empty())
        sequence.instrumentNames.emplace_back(index, instrument.name);
    const auto append = [&](auto events, auto &target) {
        for (auto &event : events) {
            event.instrument = index;
            event.program = instrument.program;
            event.isDrum = instrument.isDrum;
            target.push_back(event);
        }
    };
    append(instrument.notes, sequence.notes);
    append(instrument.controls->bends, sequence.pitchBends);
    append(instrument.controls->changes, sequence.controlChanges);
}

} // namespace

NoteSequence sequenceFromMidi(const MidiFile &file)
{
    NoteSequence sequence;
    const Clock clock(file);
    sequence.ticksPerQuarter = clock.ticksPerQuarter();
    sequence.tempos = clock.tempos();
    if (!file.tracks.empty())
        readSignatures(file.tracks.front(), clock, sequence);
    InstrumentReader reader(clock);
    for (const auto &track : file.tracks)
        reader.readTrack(track);
    int index = 0;
    for (const Instrument &instrument : reader.instruments())
        appendInstrument(instrument, index++, sequence);
    for (const Note &note : sequence.notes)
        sequence.totalTime = std::max(sequence.totalTime, note.endTime);
    return sequence;
}

} // namespace solferino
