// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/tempo_map.h"
#include "core/playback/channel_state.h"

#include <cstdint>
#include <vector>

namespace solferino {

/// A song as a Sequencer plays it: sorted by time, in seconds, nothing left to look up. Made on any thread,
/// never changed afterwards.
struct EventList
{
    struct NoteEvent
    {
        double start = 0.0; ///< seconds
        double end = 0.0;
        Tick tick = 0; ///< of the start
        std::uint8_t channel = 0;
        std::uint8_t pitch = 0;
        std::uint8_t velocity = 0;
    };
    struct ControlEvent
    {
        double time = 0.0;
        std::uint8_t channel = 0;
        ChannelEvent event;
    };
    struct Beat
    {
        double time = 0.0;
        bool isAccent = false; ///< the first of a bar
    };

    TempoMap tempoMap;
    std::vector<NoteEvent> notes;
    std::vector<ControlEvent> controls;
    std::vector<Beat> beats;                 ///< until the end of the song
    std::vector<SynthChannelState> channels; ///< start states, by channel
    SynthChannelState takeChannel;
    double end = 0.0; ///< seconds: the first bar line after the last note; 0 without notes
    /// Beats go on from `end` like this.
    double beatLength = 0.5;
    int beatsPerBar = 4;

    /// Instruments that occur anywhere, without repetition.
    [[nodiscard]] std::vector<Instrument> instruments() const;
};

/// Channels of a SoundSink: tracks first, each with one of its own as long as there are enough.
inline constexpr int kTrackChannels = SoundSink::kChannels - 3;
inline constexpr int kTakeChannel = kTrackChannels;
inline constexpr int kAuditionChannel = kTrackChannels + 1;
inline constexpr int kMetronomeChannel = kTrackChannels + 2;

/// Notes of a take, to be played with the instrument of `track` in addition to the song.
struct AuditionedNotes
{
    std::vector<SongNote> notes;
    TrackId track = 0;
};

/// Muted tracks (those not soloed, where any is) are in the list but not audible.
[[nodiscard]] EventList prepareEvents(const Song &song, const AuditionedNotes &take = {});

} // namespace solferino
