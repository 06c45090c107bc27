// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_gestures.h"

#include "core/commands/note_edits.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/roll_state.h"

#include <algorithm>

namespace solferino {

void selectForGrab(RollState &state, const SongNote &note, bool adds)
{
    if (state.selection().contains(note.id)) {
        return;
    }
    NoteSet selection = adds ? state.selection() : NoteSet();
    selection.insert(note.id);
    state.setSelection(std::move(selection));
}

MoveGesture::MoveGesture(RollState &state, const RollPointer &press, const SongNote &grabbed)
    : RollGesture(state, press)
    , m_grabbed(grabbed)
{
    selectForGrab(state, grabbed, press.adds());
    m_before = state.selectedNotes();
    m_after = m_before;
    sound(grabbed.pitch, grabbed.velocity);
}

void MoveGesture::drag(const RollPointer &pointer)
{
    const SnapGrid grid = m_state.grid(pointer.suspendsSnap());
    const Tick ticks = grid.nearestDelta(pointer.tick - press().tick, m_state.ticksPerQuarter());
    m_copies = pointer.copies();
    m_after = moveNotes(m_before, ticks, pointer.pitch - press().pitch);
    NotePreview preview;
    if (!m_copies) {
        preview.hidden = NoteSet(m_before);
    }
    preview.notes = m_after;
    const auto grabbed = std::ranges::find(m_after, m_grabbed.id, &SongNote::id);
    if (grabbed != m_after.end()) {
        sound(grabbed->pitch, grabbed->velocity);
    }
    m_state.setPreview(std::move(preview));
}

void MoveGesture::finish()
{
    m_state.clearPreview();
    if (!isDragged()) {
        if (!press().adds() && m_before.size() > 1) {
            m_state.setSelection(NoteSet({m_grabbed}));
        }
        return;
    }
    if (m_after == m_before) {
        return;
    }
    if (!m_copies) {
        m_state.replaceNotes(tr("Move Notes"), m_before, m_after);
        return;
    }
    for (SongNote &note : m_after) {
        note.id = 0;
    }
    m_state.setSelection(NoteSet(m_state.replaceNotes(tr("Copy Notes"), {}, m_after)));
}

ResizeGesture::ResizeGesture(RollState &state, const RollPointer &press, const NoteHit &grabbed)
    : RollGesture(state, press)
    , m_grabbed(grabbed)
{
    selectForGrab(state, grabbed.note, press.adds());
    m_before = state.selectedNotes();
    m_after = m_before;
    sound(grabbed.note.pitch, grabbed.note.velocity);
}

void ResizeGesture::drag(const RollPointer &pointer)
{
    const SnapGrid grid = m_state.grid(pointer.suspendsSnap());
    const bool atStart = m_grabbed.part == NoteHit::Part::Start;
    const Tick edge = atStart ? m_grabbed.note.start : m_grabbed.note.end();
    const Tick target =
        grid.nearest(edge + pointer.tick - press().tick, m_state.tempoMap(), m_state.ticksPerQuarter());
    const Tick leastLength = grid.step(m_state.ticksPerQuarter());
    const Tick origin = m_before.front().start;
    if (atStart) {
        m_after = resizeNoteStarts(m_before, target - edge, leastLength);
    } else if (pointer.adds() && m_before.size() > 1 && edge > origin) {
        const Tick width = std::max(leastLength, target - origin);
        m_after = stretchNotes(m_before, static_cast<double>(width) / static_cast<double>(edge - origin));
    } else {
        m_after = resizeNoteEnds(m_before, target - edge, leastLength);
    }
    m_state.setPreview({NoteSet(m_before), m_after});
}

void ResizeGesture::finish()
{
    m_state.clearPreview();
    if (!isDragged()) {
        if (!press().adds() && m_before.size() > 1) {
            m_state.setSelection(NoteSet({m_grabbed.note}));
        }
        return;
    }
    m_state.replaceNotes(tr("Resize Notes"), m_before, m_after);
    if (const auto note = m_state.findNote(m_grabbed.note.id)) {
        m_state.rememberNote(*note);
    }
}

DrawGesture::DrawGesture(RollState &state, const RollPointer &press)
    : RollGesture(state, press)
{
    const SnapGrid grid = state.grid(press.suspendsSnap());
    m_note.start = grid.before(press.tick, state.tempoMap(), state.ticksPerQuarter());
    m_note.length = state.newNoteLength();
    m_note.pitch = press.pitch;
    m_note.velocity = state.newNoteVelocity();
    state.clearSelection();
    sound(m_note.pitch, m_note.velocity);
    show();
}

void DrawGesture::show()
{
    m_state.setPreview({{}, {m_note}});
}

void DrawGesture::drag(const RollPointer &pointer)
{
    const SnapGrid grid = m_state.grid(pointer.suspendsSnap());
    const Tick end = grid.nearest(pointer.tick, m_state.tempoMap(), m_state.ticksPerQuarter());
    m_note.length = std::max(grid.step(m_state.ticksPerQuarter()), end - m_note.start);
    show();
}

void DrawGesture::finish()
{
    m_state.clearPreview();
    m_state.insertNotes(tr("Draw Note"), {m_note});
    m_state.rememberNote(m_note);
    m_state.setCursor({m_note.end(), m_note.pitch});
}

VelocityGesture::VelocityGesture(RollState &state, const RollPointer &press, const SongNote &grabbed)
    : RollGesture(state, press)
    , m_grabbed(grabbed)
{
    selectForGrab(state, grabbed, press.adds());
    m_before = state.selectedNotes();
    m_after = m_before;
    sound(grabbed.pitch, grabbed.velocity);
}

void VelocityGesture::drag(const RollPointer &pointer)
{
    const auto delta = static_cast<int>(press().content.y() - pointer.content.y());
    m_after = shiftVelocity(m_before, delta);
    m_state.setPreview({NoteSet(m_before), m_after});
}

void VelocityGesture::finish()
{
    m_state.clearPreview();
    m_state.replaceNotes(tr("Change Velocity"), m_before, m_after);
    if (const auto note = m_state.findNote(m_grabbed.id)) {
        m_state.rememberNote(*note);
    }
}

void VelocityGesture::paint(QPainter &painter, const Theme &theme) const
{
    const auto grabbed = std::ranges::find(m_after, m_grabbed.id, &SongNote::id);
    if (grabbed != m_after.end()) {
        const QRect rect = m_state.geometry().noteRect(*grabbed);
        paintValueLabel(painter, theme, QPointF(rect.left(), rect.top() - 4),
                        QString::number(grabbed->velocity));
    }
}

} // namespace solferino
