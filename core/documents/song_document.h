// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/domain/music/tempo_map.h"

#include <QObject>
#include <QUndoStack>

namespace solferino {

/// The song that a person edits, with its undo stack. Only commands (core/commands) change it. GUI thread.
class SongDocument final : public QObject
{
    Q_OBJECT
public:
    explicit SongDocument(QObject *parent);

    [[nodiscard]] const Song &song() const { return m_song; }
    [[nodiscard]] const TempoMap &tempoMap() const { return m_tempoMap; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    /// Replaces everything and clears the undo stack: New, Open.
    void reset(Song song);
    /// A fresh id for a note or track about to be added by a command.
    [[nodiscard]] std::uint64_t takeId();

Q_SIGNALS:
    /// Everything may have changed (reset).
    void songReset();
    /// Notes of one track changed somewhere in [from, to).
    void notesChanged(solferino::TrackId track, solferino::Tick from, solferino::Tick to);
    void tracksChanged();   ///< added, removed, reordered, renamed, instrument, mute, volume ...
    void timelineChanged(); ///< tempo, meter, key, markers, loop

private:
    friend class ReplaceNotesCommand;
    friend class ChangeTracksCommand;
    friend class ChangeTimelineCommand;
    void replaceNotes(TrackId track, const std::vector<SongNote> &removed,
                      const std::vector<SongNote> &added);
    void setTracks(std::vector<Track> tracks);
    void setTimeline(std::vector<TempoChange> tempos, std::vector<MeterChange> meters,
                     std::vector<KeyChange> keys, std::vector<SongText> markers,
                     std::optional<LoopRange> loop);

    Song m_song;
    TempoMap m_tempoMap;
    QUndoStack m_undoStack;
};

} // namespace solferino
