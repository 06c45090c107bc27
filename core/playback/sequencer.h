// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playback/event_list.h"
#include "core/playback/sound_sink.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace solferino {

/// A note sounded by hand, on a channel of its own.
struct AuditionNote
{
    SynthChannelState channel; ///< instrument, volume and pan of the track
    int pitch = 60;
    int velocity = 100;
    bool isOn = true;
};

/// Plays an EventList into a SoundSink: every event at its own sample, loops without a gap. All methods
/// belong to one thread, in an audio callback as a rule: they neither lock nor allocate, the constructor
/// excepted.
class Sequencer final
{
public:
    Sequencer(SoundSink &sink, int sampleRate);

    /// What is played from now on. While it plays it goes on at the same tick: notes that are there before
    /// and after sound on, those that are gone end, and the channels get the state that they have there.
    /// `events` (null is silence) must live until the next call, which returns it.
    const EventList *setEvents(const EventList *events);
    /// Starts at a tick, or jumps there, with programs and controllers as they are there.
    void play(Tick from);
    void stop();
    void seek(Tick tick);
    /// Loops shorter than 1 ms are ignored.
    void setLoop(std::optional<LoopRange> loop);
    void setMetronome(bool isOn) { m_hasMetronome = isOn; }
    void audition(const AuditionNote &note);
    /// Silence at once.
    void panic();
    /// Renders the next `frames` stereo frames. Playing stops by itself at the end of the events, unless it
    /// was started behind it or loops.
    void process(float *samples, int frames);

    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    [[nodiscard]] double seconds() const { return static_cast<double>(m_frame) / m_sampleRate; }
    /// Ticks, with their fraction.
    [[nodiscard]] double position() const;
    [[nodiscard]] double ticksPerSecond() const;
    /// Where it has played without a jump from, in ticks.
    [[nodiscard]] double origin() const { return m_origin; }

private:
    struct ActiveNote
    {
        std::int64_t end = 0; ///< frame
        Tick tick = 0;
        std::uint8_t channel = 0;
        std::uint8_t pitch = 0;
    };

    [[nodiscard]] std::int64_t frameOf(double seconds) const;
    [[nodiscard]] std::int64_t frameOfBeat(std::size_t index) const;
    [[nodiscard]] bool isAccent(std::size_t index) const;
    [[nodiscard]] std::int64_t nextFrame() const;
    void jump(std::int64_t frame);
    void updateLoop();
    void findCursors();
    void chase();
    void keepSoundingNotes();
    void playDueEvents();
    void startNote(const ActiveNote &note, int velocity);
    void endNote(std::size_t index);
    void endNotesAt(std::int64_t frame);
    void endAllNotes();
    void liftPedals();

    SoundSink &m_sink;
    double m_sampleRate;
    EventList m_silence;
    const EventList *m_events = &m_silence;
    bool m_isPlaying = false;
    bool m_hasMetronome = false;
    std::optional<LoopRange> m_loop;
    std::int64_t m_loopStart = 0; ///< frame
    std::int64_t m_loopEnd = 0;   ///< frame; 0: no loop
    std::int64_t m_endFrame = 0;  ///< where it stops; 0: never
    std::int64_t m_frame = 0;
    double m_origin = 0.0;
    std::size_t m_nextNote = 0;
    std::size_t m_nextControl = 0;
    std::size_t m_nextBeat = 0;
    std::vector<ActiveNote> m_active;                               ///< never grows beyond what is reserved
    std::array<SynthChannelState, SoundSink::kChannels> m_channels; ///< as the sink has them
    std::array<SynthChannelState, SoundSink::kChannels> m_targets;  ///< scratch of chase()
};

} // namespace solferino
