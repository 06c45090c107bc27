// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playback/latest_value.h"
#include "core/playback/sequencer.h"
#include "core/playback/spsc_ring.h"
#include "core/playback/synth.h"
#include "core/playback/transport_command.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace solferino {

/// Joins the two sides of playing: the GUI thread sends commands and reads where it is, the audio side (a
/// callback, or the silent clock) renders. Between them are rings and atomics alone.
class Transport final
{
public:
    /// Where it is, as far as all commands so far have been heeded.
    struct Playhead
    {
        double tick = 0.0;
        bool isPlaying = false;
        bool isCurrent = false; ///< false: commands are still on their way, the rest is from before them
    };

    /// Without a synthesizer time passes in silence.
    Transport(std::shared_ptr<Synth> synth, int sampleRate);
    ~Transport();
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;

    [[nodiscard]] int sampleRate() const { return m_sampleRate; }

    // GUI thread.
    void send(const transport::Command &command);
    void setEvents(std::shared_ptr<const EventList> events);
    void setVolume(double volume) { m_volume.store(static_cast<float>(volume), std::memory_order_relaxed); }
    [[nodiscard]] Playhead playhead();
    [[nodiscard]] std::pair<float, float> takePeaks();

    // Audio side, one thread at a time.
    /// Heeds the commands and writes the next stereo frames, which are heard after `latency` seconds. While
    /// the synthesizer is loading it writes silence and the playhead stands still.
    void render(float *samples, int frames, double latency);

private:
    struct State
    {
        double tick = 0.0;
        double origin = 0.0; ///< tick from which it has played without a jump
        double ticksPerSecond = 0.0;
        std::int64_t heardAt = 0; ///< nanoseconds of the steady clock at which `tick` is heard
        std::uint64_t heeded = 0; ///< commands
        bool isPlaying = false;
    };

    void heedCommands();
    void applyVolume(float *samples, int frames);
    void publish(double startTick, double latency);
    void releaseRetired();

    int m_sampleRate;
    std::shared_ptr<Synth> m_synth;
    std::unique_ptr<SoundSink> m_silence;
    SoundSink &m_sink; ///< one of the two
    Sequencer m_sequencer;

    SpscRing<transport::Command, 1024> m_commands;
    SpscRing<const EventList *, 2048> m_retired; ///< event lists that the audio side has done with
    LatestValue<State> m_state;
    std::atomic<float> m_volume{1.0F};
    std::atomic<float> m_leftPeak{0.0F};
    std::atomic<float> m_rightPeak{0.0F};

    // GUI thread.
    std::vector<std::shared_ptr<const EventList>> m_lists; ///< sent and not yet retired
    std::uint64_t m_sent = 0;

    // Audio side.
    std::uint64_t m_heeded = 0;
    float m_smoothVolume = 1.0F;
};

} // namespace solferino
