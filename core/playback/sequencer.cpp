// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/sequencer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace solferino {

namespace {

constexpr std::size_t kMaxActiveNotes = 1024;
constexpr double kMinLoopSeconds = 0.001;
constexpr double kClickSeconds = 0.05;
constexpr int kAccentPitch = 76; // high wood block
constexpr int kBeatPitch = 77;   // low wood block
constexpr int kAccentVelocity = 112;
constexpr int kBeatVelocity = 80;
constexpr int kPedals[] = {64, 66, 69}; // sustain, sostenuto, hold
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

} // namespace

Sequencer::Sequencer(SoundSink &sink, int sampleRate)
    : m_sink(sink)
    , m_sampleRate(sampleRate)
{
    m_active.reserve(kMaxActiveNotes);
    // What no synthesizer starts with, so that the first chase() sends instruments and audibility for all.
    for (SynthChannelState &state : m_channels)
        state.instrument.program = -1;
    m_targets[kMetronomeChannel].instrument.isDrum = true;
}

std::int64_t Sequencer::frameOf(double seconds) const
{
    return std::llround(seconds * m_sampleRate);
}

double Sequencer::position() const
{
    const TempoMap &map = m_events->tempoMap;
    const Tick tick = map.tickAt(seconds());
    return static_cast<double>(tick) + (seconds() - map.secondsAt(tick)) * ticksPerSecond();
}

double Sequencer::ticksPerSecond() const
{
    const TempoMap &map = m_events->tempoMap;
    const Tick tick = map.tickAt(seconds());
    const double length = map.secondsAt(tick + 1) - map.secondsAt(tick);
    return length > 0.0 ? 1.0 / length : 0.0;
}

const EventList *Sequencer::setEvents(const EventList *events)
{
    const EventList *before = m_events;
    m_events = events == nullptr ? &m_silence : events;
    const Tick tick = before->tempoMap.tickAt(seconds());
    const double moved = m_events->tempoMap.secondsAt(tick) - before->tempoMap.secondsAt(tick);
    m_frame = std::max<std::int64_t>(m_frame + frameOf(moved), 0);
    const std::int64_t end = frameOf(m_events->end);
    m_endFrame = end > m_frame ? end : 0;
    updateLoop();
    keepSoundingNotes();
    findCursors();
    chase();
    return before == &m_silence ? nullptr : before;
}

void Sequencer::play(Tick from)
{
    m_isPlaying = true;
    seek(from);
}

void Sequencer::stop()
{
    m_isPlaying = false;
    endAllNotes();
    liftPedals();
}

void Sequencer::seek(Tick tick)
{
    jump(frameOf(m_events->tempoMap.secondsAt(std::max<Tick>(tick, 0))));
    const std::int64_t end = frameOf(m_events->end);
    m_endFrame = end > m_frame ? end : 0;
}

void Sequencer::jump(std::int64_t frame)
{
    endAllNotes();
    liftPedals();
    m_frame = frame;
    m_origin = position();
    findCursors();
    chase();
}

void Sequencer::setLoop(std::optional<LoopRange> loop)
{
    m_loop = loop;
    updateLoop();
}

void Sequencer::updateLoop()
{
    m_loopEnd = 0;
    if (!m_loop)
        return;
    const double start = m_events->tempoMap.secondsAt(m_loop->start);
    const double end = m_events->tempoMap.secondsAt(m_loop->end);
    if (end - start < kMinLoopSeconds)
        return;
    m_loopStart = frameOf(start);
    m_loopEnd = frameOf(end);
}

void Sequencer::audition(const AuditionNote &note)
{
    if (!note.isOn) {
        m_sink.noteOff(kAuditionChannel, note.pitch);
        return;
    }
    bringTo(note.channel, m_channels[kAuditionChannel], kAuditionChannel, m_sink);
    m_sink.noteOn(kAuditionChannel, note.pitch, note.velocity);
}

void Sequencer::panic()
{
    endAllNotes();
    liftPedals();
    m_sink.stopSounds();
}

void Sequencer::findCursors()
{
    const auto isBefore = [this](double time) {
        return frameOf(time) < m_frame;
    };
    const auto indexOf = [](const auto &list, auto found) {
        return static_cast<std::size_t>(found - list.begin());
    };
    const auto &[notes, controls, beats] = std::tie(m_events->notes, m_events->controls, m_events->beats);
    m_nextNote = indexOf(notes, std::ranges::partition_point(notes, isBefore, &EventList::NoteEvent::start));
    m_nextControl =
        indexOf(controls, std::ranges::partition_point(controls, isBefore, &EventList::ControlEvent::time));
    m_nextBeat = indexOf(beats, std::ranges::partition_point(beats, isBefore, &EventList::Beat::time));
    if (m_nextBeat == beats.size() && m_frame > frameOf(m_events->end)) {
        const double behind = seconds() - m_events->end;
        m_nextBeat += static_cast<std::size_t>(behind / m_events->beatLength);
        while (frameOfBeat(m_nextBeat) < m_frame)
            ++m_nextBeat;
    }
}

void Sequencer::chase()
{
    const std::vector<SynthChannelState> &starts = m_events->channels;
    std::ranges::copy(starts, m_targets.begin());
    m_targets[kTakeChannel] = m_events->takeChannel;
    for (std::size_t i = 0; i < m_nextControl; ++i) {
        const EventList::ControlEvent &control = m_events->controls[i];
        m_targets[control.channel].apply(control.event);
    }
    for (std::size_t channel = 0; channel < starts.size(); ++channel)
        bringTo(m_targets[channel], m_channels[channel], static_cast<int>(channel), m_sink);
    for (const int channel : {kTakeChannel, kMetronomeChannel}) {
        const auto index = static_cast<std::size_t>(channel);
        bringTo(m_targets[index], m_channels[index], channel, m_sink);
    }
}

void Sequencer::keepSoundingNotes()
{
    for (std::size_t i = m_active.size(); i-- > 0;) {
        ActiveNote &active = m_active[i];
        if (active.channel == kMetronomeChannel)
            continue;
        const auto [first, last] =
            std::ranges::equal_range(m_events->notes, active.tick, {}, &EventList::NoteEvent::tick);
        const auto same = std::find_if(first, last, [&active](const EventList::NoteEvent &note) {
            return note.channel == active.channel && note.pitch == active.pitch;
        });
        if (same != last && frameOf(same->end) > m_frame)
            active.end = frameOf(same->end);
        else
            endNote(i);
    }
}

void Sequencer::startNote(const ActiveNote &note, int velocity)
{
    if (m_active.size() == kMaxActiveNotes)
        return;
    m_sink.noteOn(note.channel, note.pitch, velocity);
    m_active.push_back(note);
}

void Sequencer::endNote(std::size_t index)
{
    const ActiveNote ended = m_active[index];
    m_active[index] = m_active.back();
    m_active.pop_back();
    // A later note of the same pitch that still lasts must not be ended by this one.
    const bool soundsOn = std::ranges::any_of(m_active, [&ended](const ActiveNote &other) {
        return other.channel == ended.channel && other.pitch == ended.pitch;
    });
    if (!soundsOn)
        m_sink.noteOff(ended.channel, ended.pitch);
}

void Sequencer::endNotesAt(std::int64_t frame)
{
    for (std::size_t i = m_active.size(); i-- > 0;) {
        if (m_active[i].end <= frame)
            endNote(i);
    }
}

void Sequencer::endAllNotes()
{
    endNotesAt(kNever);
}

void Sequencer::liftPedals()
{
    for (int channel = 0; channel < SoundSink::kChannels; ++channel) {
        SynthChannelState &state = m_channels[static_cast<std::size_t>(channel)];
        for (const int pedal : kPedals) {
            std::uint8_t &value = state.controls[static_cast<std::size_t>(pedal)];
            if (value > 0)
                m_sink.control(channel, pedal, 0);
            value = 0;
        }
    }
}

std::int64_t Sequencer::frameOfBeat(std::size_t index) const
{
    const std::vector<EventList::Beat> &beats = m_events->beats;
    if (index < beats.size())
        return frameOf(beats[index].time);
    return frameOf(m_events->end + static_cast<double>(index - beats.size()) * m_events->beatLength);
}

bool Sequencer::isAccent(std::size_t index) const
{
    const std::vector<EventList::Beat> &beats = m_events->beats;
    if (index < beats.size())
        return beats[index].isAccent;
    return (index - beats.size()) % static_cast<std::size_t>(m_events->beatsPerBar) == 0;
}

std::int64_t Sequencer::nextFrame() const
{
    std::int64_t next = frameOfBeat(m_nextBeat);
    const auto consider = [this, &next](std::int64_t frame) {
        if (frame > m_frame)
            next = std::min(next, frame);
    };
    if (m_nextNote < m_events->notes.size())
        consider(frameOf(m_events->notes[m_nextNote].start));
    if (m_nextControl < m_events->controls.size())
        consider(frameOf(m_events->controls[m_nextControl].time));
    for (const ActiveNote &note : m_active)
        consider(note.end);
    consider(m_loopEnd);
    consider(m_endFrame);
    return next;
}

void Sequencer::playDueEvents()
{
    endNotesAt(m_frame);
    if (m_loopEnd > 0 && m_frame == m_loopEnd) {
        jump(m_loopStart);
    } else if (m_endFrame > 0 && m_frame >= m_endFrame && m_loopEnd <= m_frame) {
        stop();
        return;
    }
    const auto &[notes, controls] = std::tie(m_events->notes, m_events->controls);
    for (; m_nextControl < controls.size() && frameOf(controls[m_nextControl].time) <= m_frame;
         ++m_nextControl) {
        const EventList::ControlEvent &control = controls[m_nextControl];
        playEvent(control.event, m_channels[control.channel], control.channel, m_sink);
    }
    for (; m_nextNote < notes.size() && frameOf(notes[m_nextNote].start) <= m_frame; ++m_nextNote) {
        const EventList::NoteEvent &note = notes[m_nextNote];
        const std::int64_t end = std::max(frameOf(note.end), m_frame + 1);
        startNote({end, note.tick, note.channel, note.pitch}, note.velocity);
    }
    for (; frameOfBeat(m_nextBeat) <= m_frame; ++m_nextBeat) {
        if (!m_hasMetronome)
            continue;
        const int pitch = isAccent(m_nextBeat) ? kAccentPitch : kBeatPitch;
        const int velocity = isAccent(m_nextBeat) ? kAccentVelocity : kBeatVelocity;
        startNote({m_frame + frameOf(kClickSeconds), 0, kMetronomeChannel, static_cast<std::uint8_t>(pitch)},
                  velocity);
    }
}

void Sequencer::process(float *samples, int frames)
{
    while (frames > 0) {
        if (m_isPlaying)
            playDueEvents();
        const int count =
            m_isPlaying ? static_cast<int>(std::min<std::int64_t>(frames, nextFrame() - m_frame)) : frames;
        m_sink.render(samples, count);
        samples += 2 * std::ptrdiff_t{count};
        frames -= count;
        if (m_isPlaying)
            m_frame += count;
    }
}

} // namespace solferino
