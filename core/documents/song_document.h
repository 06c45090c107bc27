// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/timeline.h"
#include "core/documents/track_properties.h"
#include "core/domain/music/song.h"
#include "core/domain/music/tempo_map.h"

#include <QObject>
#include <QUndoStack>

namespace solferino {

/// Ties the commands of one drag together, so that they become one undo step. 0 is "none".
using GestureId = std::uint64_t;

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
    /// A fresh id for a note or track about to be added by a command. Never the same one twice, also after
    /// undo.
    [[nodiscard]] std::uint64_t takeId();
    /// A new drag: its commands merge with each other and with no others.
    [[nodiscard]] GestureId beginGesture();

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
    std::vector<SongNote> exchangeNotes(TrackId track, const std::vector<NoteId> &removed,
                                        std::vector<SongNote> added);
    std::vector<Track> exchangeTracks(const std::vector<TrackId> &order, std::vector<Track> added);
    void exchangeProperties(TrackId track, TrackProperties &properties);
    void exchangeTimeline(Timeline &timeline);

    Song m_song;
    TempoMap m_tempoMap;
    QUndoStack m_undoStack;
    std::uint64_t m_nextId = 1; ///< runs on while undo sets m_song.nextId back
    GestureId m_lastGesture = 0;
};

} // namespace solferino
