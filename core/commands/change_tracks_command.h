// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "core/documents/track_properties.h"

#include <QUndoCommand>

#include <cstddef>
#include <utility>
#include <vector>

namespace solferino {

/// Adds, removes, reorders tracks and changes their properties. Made by its named functions, each a command
/// to push; `text` is a translated verb phrase ("Rename Track").
class ChangeTracksCommand final : public QUndoCommand
{
public:
    /// Track and property sets by track id.
    using Properties = std::vector<std::pair<TrackId, TrackProperties>>;

    /// Inserts `tracks` before position `index` (at the end if there is none). A track or note of id 0 gets a
    /// fresh id: see added().
    [[nodiscard]] static ChangeTracksCommand *add(SongDocument &document, const QString &text,
                                                  std::vector<Track> tracks, std::size_t index);
    [[nodiscard]] static ChangeTracksCommand *remove(SongDocument &document, const QString &text,
                                                     const std::vector<TrackId> &tracks);
    /// Puts `track` at position `index` of the list without it.
    [[nodiscard]] static ChangeTracksCommand *move(SongDocument &document, const QString &text, TrackId track,
                                                   std::size_t index);
    /// Sets name, instrument, mute, volume ... of tracks. Steps of one gesture (SongDocument::beginGesture())
    /// merge, 0 stands alone.
    [[nodiscard]] static ChangeTracksCommand *setProperties(SongDocument &document, const QString &text,
                                                            Properties properties, GestureId gesture = 0);

    /// The ids of the tracks that add() will insert.
    [[nodiscard]] const std::vector<TrackId> &added() const { return m_added; }

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    ChangeTracksCommand(SongDocument &document, const QString &text, GestureId gesture);
    void exchange();
    [[nodiscard]] bool changesNothing() const;

    SongDocument &m_document;
    GestureId m_gesture;
    std::vector<TrackId> m_added;
    std::uint64_t m_nextIdAfter = 0; ///< at least, once the tracks are in
    std::uint64_t m_nextIdBefore = 0;
    bool m_changesOrder = false;
    std::vector<TrackId> m_order; ///< of the tracks after the next exchange
    std::vector<Track> m_tracks;  ///< those of m_order that the song lacks now
    Properties m_properties;      ///< to be set by the next exchange
};

} // namespace solferino
