// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_clip.h"
#include "core/commands/replace_notes_command.h"
#include "core/domain/text/format_error.h"
#include "widgets/pianoroll/roll_edits.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QRandomGenerator>

#include <algorithm>

namespace solferino {

namespace {

QString clipMimeType()
{
    return QString::fromLatin1(NoteClip::kMimeType);
}

std::optional<NoteClip> clipOnClipboard()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data || !data->hasFormat(clipMimeType())) {
        return std::nullopt;
    }
    try {
        return clipFromJson(data->data(clipMimeType()).toStdString());
    } catch (const FormatError &) {
        return std::nullopt; // some other program's idea of our format
    }
}

} // namespace

bool RollEdits::canPaste()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && data->hasFormat(clipMimeType());
}

void RollEdits::copy() const
{
    const std::vector<SongNote> notes = m_state.selectedNotes();
    if (notes.empty()) {
        return;
    }
    const NoteClip clip = copyNotes(notes, notes.front().start, m_state.ticksPerQuarter());
    auto data = std::make_unique<QMimeData>();
    data->setData(clipMimeType(), QByteArray::fromStdString(clipToJson(clip)));
    QGuiApplication::clipboard()->setMimeData(data.release());
    // Where a paste goes on: the grid line at the end of what was copied.
    const Tick end = rangeOf(notes)->end;
    const SnapGrid grid = m_state.grid();
    const Tick line = grid.before(end, m_state.tempoMap(), m_state.ticksPerQuarter());
    m_state.setCursor({line == end ? end : grid.after(end, m_state.tempoMap(), m_state.ticksPerQuarter()),
                       notes.front().pitch});
}

void RollEdits::cut()
{
    const std::vector<SongNote> notes = m_state.selectedNotes();
    if (notes.empty()) {
        return;
    }
    copy();
    m_state.replaceNotes(tr("Cut Notes"), notes, {});
    m_state.setCursor({notes.front().start, notes.front().pitch});
}

void RollEdits::paste()
{
    const std::optional<NoteClip> clip = clipOnClipboard();
    if (!clip || clip->notes.empty() || !m_state.track()) {
        return;
    }
    const Tick place = m_state.cursor().tick;
    const std::vector<SongNote> pasted =
        m_state.replaceNotes(tr("Paste Notes"), {}, pasteNotes(*clip, place, m_state.ticksPerQuarter()));
    m_state.setSelection(NoteSet(pasted));
    if (const auto range = rangeOf(pasted)) {
        m_state.setCursor({range->end, pasted.front().pitch});
    }
}

void RollEdits::varyVelocity(int most)
{
    const std::vector<SongNote> before = m_state.selectedNotes();
    std::vector<SongNote> after = before;
    for (SongNote &note : after) {
        const int delta = QRandomGenerator::global()->bounded(-most, most + 1);
        note.velocity = std::clamp(note.velocity + delta, 1, 127);
    }
    apply(tr("Vary Velocities"), before, std::move(after));
}

TrackId RollEdits::neighbourTrack(int offset) const
{
    const std::vector<Track> &tracks = m_state.song().tracks;
    const auto found = std::ranges::find(tracks, m_state.trackId(), &Track::id);
    const auto index = found - tracks.begin() + offset;
    const bool exists = found != tracks.end() && index >= 0 && index < std::ssize(tracks);
    return exists ? tracks[static_cast<std::size_t>(index)].id : 0;
}

void RollEdits::activateTrack(int offset)
{
    if (const TrackId track = neighbourTrack(offset)) {
        m_state.setTrack(track);
    }
}

void RollEdits::moveToTrack(int offset)
{
    const TrackId target = neighbourTrack(offset);
    std::vector<SongNote> notes = m_state.selectedNotes();
    if (target == 0 || notes.empty()) {
        return;
    }
    NoteChange leave{m_state.trackId(), {}, {}};
    NoteChange enter{target, {}, notes};
    for (SongNote &note : enter.added) {
        leave.removed.push_back(note.id);
        note.id = 0;
    }
    auto command = std::make_unique<ReplaceNotesCommand>(m_state.document(), tr("Move to Track"),
                                                         std::vector{std::move(leave), std::move(enter)});
    const std::vector<SongNote> moved = command->changes().back().added;
    m_state.document().undoStack().push(command.release());
    m_state.setTrack(target);
    m_state.setSelection(NoteSet(moved));
}

} // namespace solferino
