// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <QPointF>
#include <Qt>

#include <optional>

namespace solferino {

class RollState;

/// The pointer over the roll: pixels of the viewport, and what they mean there.
struct RollPointer
{
    QPointF position;
    QPointF
        content; ///< the position with what is scrolled away added: stays when the roll scrolls under a drag
    Tick tick = 0; ///< not snapped
    int pitch = 60;
    Qt::KeyboardModifiers modifiers;

    /// Alt turns the grid off while it is held.
    [[nodiscard]] bool suspendsSnap() const { return modifiers.testFlag(Qt::AltModifier); }
    [[nodiscard]] bool copies() const { return modifiers.testFlag(Qt::ControlModifier); }
    [[nodiscard]] bool adds() const { return modifiers.testFlag(Qt::ShiftModifier); }
};

[[nodiscard]] RollPointer pointerAt(const RollState &state, QPointF position,
                                    Qt::KeyboardModifiers modifiers);

/// A note under the pointer and where it was hit.
struct NoteHit
{
    enum class Part { Body, Start, End };
    SongNote note;
    Part part = Part::Body;
};

/// The topmost note of the active track under the pointer; edges count in wide enough notes.
[[nodiscard]] std::optional<NoteHit> hitNote(const RollState &state, QPointF position);

/// True for tracks that the roll shows faintly beside the active one.
[[nodiscard]] bool isGhost(const RollState &state, const Track &track);
/// The track of the faint note of another track under the pointer; 0 where there is none, or they are not
/// shown.
[[nodiscard]] TrackId hitOtherTrack(const RollState &state, QPointF position);

} // namespace solferino
