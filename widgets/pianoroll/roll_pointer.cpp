// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_pointer.h"

#include "widgets/pianoroll/roll_state.h"

#include <algorithm>

namespace solferino {

RollPointer pointerAt(const RollState &state, QPointF position, Qt::KeyboardModifiers modifiers)
{
    const RollGeometry &geometry = state.geometry();
    const QPointF content = position + QPointF(geometry.left, geometry.top);
    return {position, content, geometry.tickAt(position.x()), geometry.pitchAt(position.y()), modifiers};
}

std::optional<NoteHit> hitNote(const RollState &state, QPointF position)
{
    const Track *track = state.track();
    if (!track) {
        return std::nullopt;
    }
    const RollGeometry &geometry = state.geometry();
    const int pitch = geometry.pitchAt(position.y());
    const double reach = 3.0;
    std::optional<NoteHit> hit;
    const Tick from = geometry.tickAt(position.x() - reach);
    const Tick to = geometry.tickAt(position.x() + reach) + 1;
    state.forEachNote(*track, from, to, [&](const SongNote &note) {
        if (note.pitch != pitch) {
            return;
        }
        const QRect rect = geometry.noteRect(note);
        if (position.x() < rect.left() || position.x() >= rect.left() + std::max(4, rect.width() + 1)) {
            return;
        }
        hit = NoteHit{note, NoteHit::Part::Body};
        if (rect.width() < 8) {
            return;
        }
        const int edge = std::clamp(rect.width() / 4, 3, 6);
        if (position.x() < rect.left() + edge) {
            hit->part = NoteHit::Part::Start;
        } else if (position.x() >= rect.left() + rect.width() - edge) {
            hit->part = NoteHit::Part::End;
        }
    });
    return hit;
}

bool isGhost(const RollState &state, const Track &track)
{
    const Track *active = state.track();
    return &track != active && !track.isMuted && track.isDrum == (active && active->isDrum);
}

TrackId hitOtherTrack(const RollState &state, QPointF position)
{
    TrackId found = 0;
    if (!state.showsOtherTracks()) {
        return found;
    }
    const Tick tick = state.geometry().tickAt(position.x());
    const int pitch = state.geometry().pitchAt(position.y());
    for (const Track &track : state.song().tracks) {
        if (isGhost(state, track)) {
            state.forEachNote(track, tick, tick + 1,
                              [&](const SongNote &note) { found = note.pitch == pitch ? track.id : found; });
        }
    }
    return found;
}

} // namespace solferino
