// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <QObject>
#include <QString>

#include <memory>

namespace solferino {

/// Plays songs: FluidSynth into PortAudio, or a silent clock where there is no sound device. The audio
/// callback reads lock-free rings and atomics alone; every method is for the GUI thread.
class Player final : public QObject
{
    Q_OBJECT
public:
    struct Setup
    {
        QString soundFont;       ///< empty: the first one found of the usual places
        bool wantsDevice = true; ///< false: silent clock (tests, tour)
        QString deviceName;      ///< empty: the default
    };
    Player(const Setup &setup, QObject *parent);
    ~Player() override;

    /// What sounds from now on; while playing, changes are heard from the playhead on without a gap. `take`
    /// notes are played on `takeTrack` in addition to the song.
    void setSong(const Song &song);
    void setTake(std::vector<SongNote> notes, TrackId takeTrack);
    void play(Tick from);
    void stop();
    void seek(Tick tick);
    void setLoop(std::optional<LoopRange> loop);
    void setMetronome(bool on);
    void setMasterVolume(double volume); ///< 0..1
    /// Sounds a note at once, for keyboard strips and drawing; ends it with `on = false`.
    void audition(TrackId track, int pitch, int velocity, bool on);
    void panic(); ///< all notes off

    [[nodiscard]] bool isPlaying() const;
    [[nodiscard]] Tick position() const;
    /// Peak of each channel since the last call, 0..1 and above where it clips.
    [[nodiscard]] std::pair<float, float> takePeaks();
    /// False with a silent clock; `statusText` says which device or why none, translated.
    [[nodiscard]] bool hasDevice() const;
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QString soundFont() const;

Q_SIGNALS:
    void playingChanged(bool playing);
    void positionChanged(solferino::Tick position); ///< about 60 times a second while it plays
    void statusChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace solferino
