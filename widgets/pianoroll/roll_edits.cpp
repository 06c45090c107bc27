// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_edits.h"

#include "core/commands/change_timeline_command.h"
#include "widgets/pianoroll/note_walk.h"

#include <QTimer>

#include <algorithm>
#include <cstdlib>

namespace solferino {

RollEdits::RollEdits(RollState &state)
    : m_state(state)
{}

void RollEdits::selectAll()
{
    NoteSet all;
    for (const SongNote &note : m_state.notes()) {
        all.insert(note.id);
    }
    m_state.setSelection(std::move(all));
}

void RollEdits::invertSelection()
{
    NoteSet inverted;
    for (const SongNote &note : m_state.notes()) {
        if (!m_state.selection().contains(note.id)) {
            inverted.insert(note.id);
        }
    }
    m_state.setSelection(std::move(inverted));
}

void RollEdits::selectPitch(int pitch)
{
    NoteSet selection;
    for (const SongNote &note : m_state.notes()) {
        if (note.pitch == pitch) {
            selection.insert(note.id);
        }
    }
    m_state.setSelection(std::move(selection));
}

void RollEdits::selectRange(const LoopRange &range)
{
    NoteSet selection;
    for (const SongNote &note : m_state.notes()) {
        if (note.start >= range.start && note.start < range.end) {
            selection.insert(note.id);
        }
    }
    m_state.setSelection(std::move(selection));
}

void RollEdits::selectNeighbour(bool next, bool extends)
{
    if (const auto note = neighbourNote(m_state, next)) {
        selectWalked(m_state, *note, extends);
    }
}

void RollEdits::apply(const QString &text, const std::vector<SongNote> &before, std::vector<SongNote> after)
{
    if (!before.empty()) {
        m_state.setSelection(NoteSet(m_state.replaceNotes(text, before, std::move(after))));
    }
}

Tick RollEdits::stepped(Tick tick, int steps) const
{
    const SnapGrid grid = m_state.grid();
    const int ticksPerQuarter = m_state.ticksPerQuarter();
    if (!grid.isOn) {
        return std::max<Tick>(0, tick + steps * std::max(1, ticksPerQuarter / 8));
    }
    for (; steps > 0; --steps) {
        tick = grid.after(tick, m_state.tempoMap(), ticksPerQuarter);
    }
    for (; steps < 0 && tick > 0; ++steps) {
        tick = grid.before(tick - 1, m_state.tempoMap(), ticksPerQuarter);
    }
    return tick;
}

void RollEdits::move(int steps, int semitones)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    if (before.empty()) {
        moveCursor(steps, semitones);
        return;
    }
    const SnapGrid grid = m_state.grid();
    const Tick step = grid.isOn ? m_state.gridStep() : std::max(1, m_state.ticksPerQuarter() / 8);
    std::vector<SongNote> after = moveNotes(before, steps * step, semitones);
    if (semitones != 0) {
        audition(after);
    }
    m_state.replaceNotes(tr("Move Notes"), before, std::move(after));
}

void RollEdits::moveBars(int bars)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    const TempoMap &map = m_state.tempoMap();
    const Tick from = before.empty() ? m_state.cursor().tick : before.front().start;
    const std::int64_t bar = map.barAt(from).bar;
    const std::int64_t target = std::max<std::int64_t>(0, bar + bars);
    const Tick ticks = map.tickOfBar(target) - map.tickOfBar(bar);
    if (before.empty()) {
        m_state.setCursor({from + ticks, m_state.cursor().pitch});
    } else {
        m_state.replaceNotes(tr("Move Notes"), before, moveNotes(before, ticks, 0));
    }
}

void RollEdits::moveCursor(int steps, int semitones)
{
    EditCursor cursor = m_state.cursor();
    cursor.tick = stepped(cursor.tick, steps);
    cursor.pitch += semitones;
    m_state.setCursor(cursor);
}

void RollEdits::extendTimeRange(int steps)
{
    EditCursor cursor = m_state.cursor();
    const Tick target = stepped(cursor.tick, steps);
    const std::optional<LoopRange> range = m_state.timeRange();
    Tick anchor = cursor.tick;
    if (range && cursor.tick == range->end) {
        anchor = range->start;
    } else if (range && cursor.tick == range->start) {
        anchor = range->end;
    }
    m_state.setTimeRange(LoopRange{std::min(anchor, target), std::max(anchor, target)});
    cursor.tick = target;
    m_state.setCursor(cursor);
}

void RollEdits::resize(int steps)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    if (before.empty()) {
        extendTimeRange(steps);
        return;
    }
    const Tick step = m_state.grid().isOn ? m_state.gridStep() : std::max(1, m_state.ticksPerQuarter() / 8);
    m_state.replaceNotes(tr("Resize Notes"), before, resizeNoteEnds(before, steps * step, step));
}

void RollEdits::changeVelocity(int delta)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    m_state.replaceNotes(tr("Change Velocity"), before, shiftVelocity(before, delta));
}

void RollEdits::audition(const std::vector<SongNote> &notes)
{
    const SongNote &note = notes.front();
    m_state.audition(note.pitch, note.velocity, true);
    const int milliseconds = 180;
    QTimer::singleShot(milliseconds, &m_state,
                       [&state = m_state, pitch = note.pitch] { state.audition(pitch, 0, false); });
}

void RollEdits::addNote()
{
    SongNote note;
    note.start = m_state.cursor().tick;
    note.length = m_state.newNoteLength();
    note.pitch = m_state.cursor().pitch;
    note.velocity = m_state.newNoteVelocity();
    m_state.clearSelection();
    audition({note});
    m_state.insertNotes(tr("Draw Note"), {note});
    m_state.rememberNote(note);
    m_state.setCursor({note.end(), note.pitch});
}

void RollEdits::erase()
{
    m_state.replaceNotes(tr("Erase Notes"), m_state.selectedNotes(), {});
}

void RollEdits::duplicate()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    const std::optional<LoopRange> range = rangeOf(before);
    if (!range) {
        return;
    }
    const SnapGrid grid = m_state.grid();
    const Tick length = range->end - range->start;
    const Tick step = m_state.gridStep();
    const Tick shift = grid.isOn ? (length + step - 1) / step * step : length;
    m_state.setSelection(
        NoteSet(m_state.replaceNotes(tr("Duplicate Notes"), {}, duplicateNotes(before, shift))));
}

void RollEdits::quantize(const QuantizeOptions &options)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Quantise Notes"), before, quantizeNotes(before, options));
}

void RollEdits::transpose(int semitones)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Transpose Notes"), before, moveNotes(before, 0, semitones));
}

void RollEdits::splitOnGrid()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Split Notes"), before,
          splitNotesOnGrid(before, m_state.grid().step(m_state.ticksPerQuarter())));
}

void RollEdits::splitAtPlayhead()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Split Notes"), before, splitNotes(before, m_state.playhead()));
}

void RollEdits::join()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Join Notes"), before, joinNotes(before));
}

void RollEdits::legato()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Legato"), before, legatoNotes(before));
}

void RollEdits::staccato()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Staccato"), before, staccatoNotes(before));
}

void RollEdits::trimOverlaps()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Trim Overlaps"), before, solferino::trimOverlaps(before));
}

void RollEdits::stretch(double factor)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    apply(tr("Stretch Notes"), before, stretchNotes(before, factor));
}

void RollEdits::fitToScale()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    if (before.empty()) {
        return;
    }
    if (const auto key = m_state.keyAt(before.front().start)) {
        apply(tr("Fit to Key"), before, solferino::fitToScale(before, scaleOf(*key)));
    }
}

void RollEdits::rampVelocity()
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    if (before.size() > 1) {
        apply(tr("Ramp Velocity"), before,
              solferino::rampVelocity(before, before.front().velocity, before.back().velocity));
    }
}

void RollEdits::loopSelection()
{
    std::optional<LoopRange> range = m_state.selectionRange();
    if (!range) {
        range = m_state.timeRange();
    }
    if (range) {
        setLoop(range);
    }
}

void RollEdits::setLoop(std::optional<LoopRange> loop, GestureId gesture)
{
    Timeline timeline = timelineOf(m_state.song());
    if (timeline.loop == loop) {
        return;
    }
    timeline.loop = loop;
    m_state.document().undoStack().push(
        new ChangeTimelineCommand(m_state.document(), tr("Change Loop"), std::move(timeline), gesture));
}

} // namespace solferino
