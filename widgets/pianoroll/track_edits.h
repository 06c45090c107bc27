// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"

#include <QCoreApplication>

namespace solferino {

/// Changes of tracks, each one undo step.
class TrackEdits final
{
    Q_DECLARE_TR_FUNCTIONS(TrackEdits)
public:
    explicit TrackEdits(SongDocument &document);

    /// A new track at the end; returns its id.
    TrackId add();
    /// A copy after the track; returns its id.
    TrackId duplicate(TrackId track);
    void remove(TrackId track);
    /// Puts the track at a place of the list without it.
    void moveTo(TrackId track, std::size_t index);
    void moveBy(TrackId track, int offset);
    void rename(TrackId track, const QString &name);
    void setProgram(TrackId track, int program);
    /// Makes it a percussion track on channel 10 with a drum kit.
    void setDrumKit(TrackId track, int program);
    void setMuted(TrackId track, bool muted);
    void setSolo(TrackId track, bool solo);
    void setColour(TrackId track, int colour);
    void setVolume(TrackId track, double volume, GestureId gesture);
    void setPan(TrackId track, double pan, GestureId gesture);

private:
    template <class Change>
    void change(TrackId track, const QString &text, GestureId gesture, Change &&change);
    /// A channel that no other track uses, not that of percussion; 0 where all are taken.
    [[nodiscard]] int freeChannel() const;

    SongDocument &m_document;
};

/// "Flute · GM 74" or "Standard Kit · Ch 10".
[[nodiscard]] QString instrumentText(const Track &track);
[[nodiscard]] QString instrumentName(const Track &track);

} // namespace solferino
