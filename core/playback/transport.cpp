// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/transport.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <type_traits>
#include <variant>

namespace solferino {

namespace {

constexpr double kNanoseconds = 1e9;

std::int64_t steadyNow()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

/// The sound of no synthesizer.
class SilentSink final : public SoundSink
{
public:
    void noteOn(int, int, int) override {}
    void noteOff(int, int) override {}
    bool setInstrument(int, const Instrument &) override { return true; }
    void control(int, int, int) override {}
    void pitchBend(int, int) override {}
    void bendRange(int, int) override {}
    void pressure(int, int) override {}
    void keyPressure(int, int, int) override {}
    void setAudible(int, bool) override {}
    void stopSounds() override {}
    void render(float *samples, int frames) override
    {
        std::fill_n(samples, 2 * std::ptrdiff_t{frames}, 0.0F);
    }
};

void raisePeak(std::atomic<float> &peak, float value)
{
    // The reader sets it to zero now and then; a peak that falls in between is seen the next time.
    if (value > peak.load(std::memory_order_relaxed))
        peak.store(value, std::memory_order_relaxed);
}

} // namespace

Transport::Transport(std::shared_ptr<Synth> synth, int sampleRate)
    : m_sampleRate(sampleRate)
    , m_synth(std::move(synth))
    , m_silence(m_synth ? nullptr : std::make_unique<SilentSink>())
    , m_sink(m_synth ? static_cast<SoundSink &>(*m_synth) : *m_silence)
    , m_sequencer(m_sink, sampleRate)
{}

Transport::~Transport() = default;

void Transport::send(const transport::Command &command)
{
    releaseRetired();
    if (m_commands.push(command))
        ++m_sent;
}

void Transport::setEvents(std::shared_ptr<const EventList> events)
{
    const EventList *list = events.get();
    m_lists.push_back(std::move(events));
    const std::uint64_t before = m_sent;
    send(transport::Events{list});
    if (m_sent == before)
        m_lists.pop_back(); // the audio side has stood still for a thousand commands
}

void Transport::releaseRetired()
{
    while (const std::optional<const EventList *> retired = m_retired.pop())
        std::erase_if(m_lists, [&retired](const auto &list) { return list.get() == *retired; });
}

Transport::Playhead Transport::playhead()
{
    const State state = m_state.read();
    Playhead playhead{.tick = state.tick, .isPlaying = state.isPlaying, .isCurrent = state.heeded == m_sent};
    if (state.isPlaying) {
        const double passed = static_cast<double>(steadyNow() - state.heardAt) / kNanoseconds;
        playhead.tick = std::max(state.tick + passed * state.ticksPerSecond, state.origin);
    }
    return playhead;
}

std::pair<float, float> Transport::takePeaks()
{
    return {m_leftPeak.exchange(0.0F, std::memory_order_relaxed),
            m_rightPeak.exchange(0.0F, std::memory_order_relaxed)};
}

void Transport::heedCommands()
{
    const auto heed = [this](const auto &command) {
        using Kind = std::decay_t<decltype(command)>;
        if constexpr (std::is_same_v<Kind, transport::Play>)
            m_sequencer.play(command.from);
        else if constexpr (std::is_same_v<Kind, transport::Stop>)
            m_sequencer.stop();
        else if constexpr (std::is_same_v<Kind, transport::Seek>)
            m_sequencer.seek(command.tick);
        else if constexpr (std::is_same_v<Kind, transport::Loop>)
            m_sequencer.setLoop(command.range);
        else if constexpr (std::is_same_v<Kind, transport::Metronome>)
            m_sequencer.setMetronome(command.isOn);
        else if constexpr (std::is_same_v<Kind, transport::Panic>)
            m_sequencer.panic();
        else if constexpr (std::is_same_v<Kind, AuditionNote>)
            m_sequencer.audition(command);
        else if (const EventList *before = m_sequencer.setEvents(command.list))
            (void)m_retired.push(before); // as many fit as there can be on their way
    };
    while (const std::optional<transport::Command> command = m_commands.pop()) {
        std::visit(heed, *command);
        ++m_heeded;
    }
}

void Transport::applyVolume(float *samples, int frames)
{
    const float target = m_volume.load(std::memory_order_relaxed);
    // Steps of the volume would click: it follows within some milliseconds.
    const float share = 1.0F - std::exp(-1.0F / (0.005F * static_cast<float>(m_sampleRate)));
    float left = 0.0F;
    float right = 0.0F;
    for (int frame = 0; frame < frames; ++frame) {
        m_smoothVolume += share * (target - m_smoothVolume);
        float *pair = samples + 2 * std::ptrdiff_t{frame};
        pair[0] *= m_smoothVolume;
        pair[1] *= m_smoothVolume;
        left = std::max(left, std::abs(pair[0]));
        right = std::max(right, std::abs(pair[1]));
    }
    raisePeak(m_leftPeak, left);
    raisePeak(m_rightPeak, right);
}

void Transport::publish(double startTick, double latency)
{
    const bool isPlaying = m_sequencer.isPlaying();
    m_state.write({
        .tick = isPlaying ? startTick : m_sequencer.position(),
        .origin = m_sequencer.origin(),
        .ticksPerSecond = m_sequencer.ticksPerSecond(),
        .heardAt = steadyNow() + static_cast<std::int64_t>(latency * kNanoseconds),
        .heeded = m_heeded,
        .isPlaying = isPlaying,
    });
}

void Transport::render(float *samples, int frames, double latency)
{
    if (!m_sink.beginBlock()) {
        std::fill_n(samples, 2 * std::ptrdiff_t{frames}, 0.0F);
        publish(m_sequencer.position(), latency);
        return;
    }
    heedCommands();
    const double startTick = m_sequencer.position();
    m_sequencer.process(samples, frames);
    m_sink.endBlock();
    applyVolume(samples, frames);
    publish(startTick, latency);
}

} // namespace solferino
