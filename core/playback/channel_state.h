// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/playback/sound_sink.h"

#include <array>
#include <cstdint>

namespace solferino {

/// Everything about a channel that lasts: what a seek has to bring back.
struct SynthChannelState
{
    SynthChannelState();

    Instrument instrument;
    bool isAudible = true;
    int pitchBend = 8192;
    int bendRange = 2; ///< semitones
    int pressure = 0;
    std::array<std::uint8_t, 128> controls; ///< values by controller number

    /// What `event` does to it.
    void apply(const ChannelEvent &event);

    bool operator==(const SynthChannelState &) const = default;

private:
    void applyControl(int number, int value);
    void resetControls();
};

/// The state in which a song starts `track`.
[[nodiscard]] SynthChannelState startStateOf(const Track &track);

/// Sends what differs, so that a channel in state `current` gets into `target`; `current` becomes what the
/// sink took.
void bringTo(const SynthChannelState &target, SynthChannelState &current, int channel, SoundSink &sink);

/// Sends one event of a song to a channel in state `current`, which follows.
void playEvent(const ChannelEvent &event, SynthChannelState &current, int channel, SoundSink &sink);

} // namespace solferino
