// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_state.h"

#include "core/commands/note_edits.h"
#include "core/commands/replace_notes_command.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

namespace solferino {

namespace {

constexpr Tick kForever = std::numeric_limits<Tick>::max();

/// The first track with notes, or the first, or none.
TrackId firstTrack(const Song &song)
{
    const auto found =
        std::ranges::find_if(song.tracks, [](const Track &track) { return !track.notes.empty(); });
    if (found != song.tracks.end()) {
        return found->id;
    }
    return song.tracks.empty() ? 0 : song.tracks.front().id;
}

} // namespace

RollState::RollState(SongDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&document, &SongDocument::songReset, this, &RollState::resetAll);
    connect(&document, &SongDocument::tracksChanged, this, &RollState::updateTracks);
    connect(&document, &SongDocument::notesChanged, this, &RollState::updateNotes);
    connect(&document, &SongDocument::timelineChanged, this, &RollState::timelineChanged);
    resetAll();
}

std::optional<KeyChange> RollState::keyAt(Tick tick) const
{
    const auto next = std::ranges::upper_bound(song().keys, tick, {}, &KeyChange::time);
    return next == song().keys.begin() ? std::nullopt : std::optional(*std::prev(next));
}

void RollState::setTrack(TrackId track)
{
    if (track == m_track) {
        return;
    }
    m_track = track;
    m_preview.reset();
    m_refused.clear();
    m_newNoteLength = 0;
    clearSelection();
    Q_EMIT trackChanged();
    Q_EMIT marksChanged();
    Q_EMIT contentChanged(0, kForever);
}

std::span<const SongNote> RollState::notes() const
{
    const Track *active = track();
    return active ? std::span<const SongNote>(active->notes) : std::span<const SongNote>();
}

std::optional<SongNote> RollState::findNote(NoteId id) const
{
    const auto all = notes();
    const auto found = std::ranges::find(all, id, &SongNote::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

std::vector<SongNote> RollState::selectedNotes() const
{
    std::vector<SongNote> selected;
    if (m_selection.isEmpty()) {
        return selected;
    }
    std::ranges::copy_if(notes(), std::back_inserter(selected),
                         [this](const SongNote &note) { return m_selection.contains(note.id); });
    return selected;
}

std::optional<LoopRange> RollState::selectionRange() const
{
    return rangeOf(selectedNotes());
}

void RollState::setSelection(NoteSet selection)
{
    if (selection.isEmpty() && m_selection.isEmpty()) {
        return;
    }
    m_selection = std::move(selection);
    Q_EMIT selectionChanged();
    Q_EMIT contentChanged(0, kForever);
}

std::vector<SongNote> RollState::replaceNotes(const QString &text, const std::vector<SongNote> &before,
                                              std::vector<SongNote> after)
{
    if (before == after || !track()) {
        return after;
    }
    auto command = std::make_unique<ReplaceNotesCommand>(
        m_document, text, std::vector{solferino::replaceNotes(m_track, before, std::move(after))});
    std::vector<SongNote> added = command->changes().front().added;
    m_document.undoStack().push(command.release());
    return added;
}

std::vector<SongNote> RollState::insertNotes(const QString &text, std::vector<SongNote> added)
{
    if (added.empty() || !track()) {
        return {};
    }
    auto command = std::make_unique<ReplaceNotesCommand>(
        m_document, text, std::vector{insertTrimming(*track(), std::move(added))});
    std::vector<SongNote> inserted = command->changes().front().added;
    m_document.undoStack().push(command.release());
    return inserted;
}

void RollState::setPreview(NotePreview preview)
{
    std::optional<LoopRange> changed = rangeOf(preview.notes);
    if (m_preview) {
        changed = joined(changed, rangeOf(m_preview->notes));
    }
    if (!m_preview || m_preview->hidden.count() != preview.hidden.count()) {
        changed = LoopRange{0, kForever};
    }
    m_preview = std::move(preview);
    if (changed) {
        Q_EMIT contentChanged(changed->start, changed->end);
    }
}

void RollState::clearPreview()
{
    if (m_preview) {
        m_preview.reset();
        Q_EMIT contentChanged(0, kForever);
    }
}

void RollState::setGeometry(const RollGeometry &geometry)
{
    RollGeometry next = geometry;
    next.ticksPerQuarter = ticksPerQuarter();
    next.clamp();
    if (next != m_geometry) {
        m_geometry = next;
        Q_EMIT geometryChanged();
    }
}

Tick RollState::contentEnd() const
{
    if (!m_songEnd) {
        m_songEnd = song().length();
    }
    Tick end = std::max(*m_songEnd, m_playhead);
    end = std::max(end, m_cursor.tick);
    end = std::max(end, m_takeRange ? m_takeRange->end : 0);
    end = std::max(end, song().loop ? song().loop->end : 0);
    const std::int64_t emptyBars = 8;
    return tempoMap().tickOfBar(tempoMap().barAt(end).bar + emptyBars);
}

void RollState::setSnap(const SnapGrid &snap)
{
    if (snap != m_snap) {
        m_snap = snap;
        Q_EMIT snapChanged();
    }
}

SnapGrid RollState::grid(bool suspended) const
{
    SnapGrid grid = m_snap.resolved(m_geometry);
    grid.isOn = grid.isOn && !suspended;
    return grid;
}

void RollState::setTool(RollTool tool)
{
    if (tool != m_tool) {
        m_tool = tool;
        Q_EMIT toolChanged();
    }
}

Tick RollState::newNoteLength() const
{
    if (m_newNoteLength > 0) {
        return m_newNoteLength;
    }
    return m_snap.isOn ? gridStep() : std::max<Tick>(1, ticksPerQuarter() / 2);
}

void RollState::rememberNote(const SongNote &note)
{
    m_newNoteLength = note.length;
    m_newNoteVelocity = note.velocity;
}

void RollState::setCursor(EditCursor cursor)
{
    cursor.tick = std::max<Tick>(0, cursor.tick);
    cursor.pitch = std::clamp(cursor.pitch, 0, 127);
    if (cursor != m_cursor) {
        const EditCursor before = std::exchange(m_cursor, cursor);
        Q_EMIT cursorChanged(before);
    }
}

void RollState::setTimeRange(std::optional<LoopRange> range)
{
    if (range && range->end <= range->start) {
        range.reset();
    }
    if (range != m_timeRange) {
        m_timeRange = range;
        Q_EMIT timeRangeChanged();
    }
}

void RollState::setPlayhead(Tick tick)
{
    if (tick != m_playhead) {
        const Tick before = std::exchange(m_playhead, std::max<Tick>(0, tick));
        Q_EMIT playheadChanged(before);
    }
}

void RollState::setFollowsPlayhead(bool follows)
{
    if (std::exchange(m_followsPlayhead, follows) != follows) {
        Q_EMIT displayChanged();
    }
}

void RollState::setShowsOtherTracks(bool shows)
{
    if (std::exchange(m_showsOtherTracks, shows) != shows) {
        Q_EMIT displayChanged();
    }
}

void RollState::setShadesScale(bool shades)
{
    if (std::exchange(m_shadesScale, shades) != shades) {
        Q_EMIT displayChanged();
    }
}

void RollState::setTakeNotes(std::vector<SongNote> notes)
{
    const std::optional<LoopRange> changed = difference(m_takeNotes, notes);
    const bool appears = m_takeNotes.empty() != notes.empty();
    m_takeNotes = std::move(notes);
    if (changed) {
        Q_EMIT contentChanged(changed->start, changed->end);
    }
    if (appears) {
        Q_EMIT marksChanged();
    }
}

void RollState::setPrimerRange(std::optional<LoopRange> range)
{
    if (std::exchange(m_primerRange, range) != range) {
        Q_EMIT marksChanged();
    }
}

void RollState::setTakeRange(std::optional<LoopRange> range)
{
    if (std::exchange(m_takeRange, range) != range) {
        Q_EMIT marksChanged();
    }
}

void RollState::setRefused(const std::vector<NoteId> &ids)
{
    m_refused.clear();
    for (const NoteId id : ids) {
        m_refused.insert(id);
    }
    Q_EMIT marksChanged();
    Q_EMIT contentChanged(0, kForever);
}

std::optional<Tick> RollState::refusedPlace() const
{
    std::optional<Tick> place;
    if (m_refused.isEmpty()) {
        return place;
    }
    for (const SongNote &note : notes()) {
        if (m_refused.contains(note.id)) {
            const bool isSecond = place.has_value();
            place = note.start;
            if (isSecond) {
                break;
            }
        }
    }
    return place;
}

void RollState::audition(int pitch, int velocity, bool on)
{
    Q_EMIT noteAuditioned(pitch, velocity, on);
}

void RollState::resetAll()
{
    m_track = firstTrack(song());
    m_songEnd.reset();
    m_indexes.clear();
    m_preview.reset();
    m_newNoteLength = 0;
    m_newNoteVelocity = 100;
    m_takeNotes.clear();
    m_primerRange.reset();
    m_takeRange.reset();
    m_refused.clear();
    clearSelection();
    setTimeRange(std::nullopt);
    setCursor({});
    setPlayhead(0);
    setGeometry(m_geometry);
    Q_EMIT trackChanged();
    Q_EMIT timelineChanged();
    Q_EMIT marksChanged();
    Q_EMIT contentChanged(0, kForever);
}

void RollState::updateTracks()
{
    m_songEnd.reset();
    m_indexes.clear();
    if (!track()) {
        setTrack(firstTrack(song()));
    }
    Q_EMIT trackChanged();
    Q_EMIT timelineChanged();
    Q_EMIT contentChanged(0, kForever);
}

void RollState::updateNotes(TrackId changed, Tick from, Tick to)
{
    m_songEnd.reset();
    m_indexes.erase(changed);
    if (changed == m_track && !m_selection.isEmpty()) {
        NoteSet left(selectedNotes());
        if (left.count() != m_selection.count()) {
            setSelection(std::move(left));
        } else {
            Q_EMIT selectionChanged(); // the same notes elsewhere
        }
    }
    Q_EMIT timelineChanged();
    Q_EMIT contentChanged(from, to);
}

const NoteIndex &RollState::indexOf(const Track &track) const
{
    const auto [entry, isNew] = m_indexes.try_emplace(track.id);
    if (isNew) {
        entry->second.rebuild(track.notes);
    }
    return entry->second;
}

} // namespace solferino
