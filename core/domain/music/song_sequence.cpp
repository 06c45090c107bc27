// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/music/tempo_map.h"

#include <algorithm>

namespace solferino {

namespace {

void appendStateEvents(const Song &song, const TempoMap &tempoMap, NoteSequence &sequence)
{
    for (const TempoChange &tempo : song.tempos) {
        sequence.tempos.push_back({.time = tempoMap.secondsAt(tempo.time),
                                   .quartersPerMinute = 6e7 / tempo.microsecondsPerQuarter});
    }
    if (song.tempos.empty() || song.tempos.front().time > 0)
        sequence.tempos.insert(sequence.tempos.begin(), Tempo{});
    for (const MeterChange &meter : song.meters) {
        sequence.timeSignatures.push_back({.time = tempoMap.secondsAt(meter.time),
                                           .numerator = meter.numerator,
                                           .denominator = meter.denominator});
    }
    for (const KeyChange &key : song.keys) {
        sequence.keySignatures.push_back({.time = tempoMap.secondsAt(key.time),
                                          .key = pitchClassOfKey(key.sharps, key.isMinor),
                                          .mode = key.isMinor ? KeyMode::Minor : KeyMode::Major});
    }
}

void appendTrack(const Track &track, int instrument, const TempoMap &tempoMap, NoteSequence &sequence)
{
    if (!track.name.empty())
        sequence.instrumentNames.emplace_back(instrument, track.name);
    for (const SongNote &note : track.notes) {
        sequence.notes.push_back({.pitch = note.pitch,
                                  .velocity = note.velocity,
                                  .startTime = tempoMap.secondsAt(note.start),
                                  .endTime = tempoMap.secondsAt(note.end()),
                                  .instrument = instrument,
                                  .program = track.program,
                                  .isDrum = track.isDrum});
        sequence.totalTime = std::max(sequence.totalTime, sequence.notes.back().endTime);
    }
    for (const ChannelEvent &event : track.events) {
        if (event.status == kControllerStatus) {
            sequence.controlChanges.push_back({.time = tempoMap.secondsAt(event.time),
                                               .number = event.data1,
                                               .value = event.data2,
                                               .instrument = instrument,
                                               .program = track.program,
                                               .isDrum = track.isDrum});
        } else if (event.status == kPitchBendStatus) {
            sequence.pitchBends.push_back({.time = tempoMap.secondsAt(event.time),
                                           .bend = event.data1 + event.data2 * 128 - kBendCentre,
                                           .instrument = instrument,
                                           .program = track.program,
                                           .isDrum = track.isDrum});
        }
    }
}

} // namespace

NoteSequence sequenceFromSong(const Song &song)
{
    const TempoMap tempoMap(song);
    NoteSequence sequence;
    sequence.ticksPerQuarter = song.ticksPerQuarter;
    appendStateEvents(song, tempoMap, sequence);
    int instrument = 0;
    for (const Track &track : song.tracks)
        appendTrack(track, instrument++, tempoMap, sequence);
    return sequence;
}

} // namespace solferino
