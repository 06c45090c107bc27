// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "widgets/pianoroll/note_index.h"
#include "widgets/pianoroll/note_range.h"
#include "widgets/pianoroll/note_set.h"
#include "widgets/pianoroll/roll_geometry.h"
#include "widgets/pianoroll/snap_grid.h"

#include <QObject>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace solferino {

enum class RollTool { Select, Draw, Erase, Knife, Velocity };

/// What a gesture shows in place of the document until it is committed.
struct NotePreview
{
    NoteSet hidden;              ///< notes of the active track that are not shown
    std::vector<SongNote> notes; ///< shown instead, as selected
};

/// A cell of the roll: where keys add notes.
struct EditCursor
{
    Tick tick = 0;
    int pitch = 60;

    bool operator==(const EditCursor &) const = default;
};

/// What the roll, its ruler, lanes, lists and actions share and no document holds: the active track, the
/// selection, the zoom, the grid, the tool, the take on show. GUI thread.
class RollState final : public QObject
{
    Q_OBJECT
public:
    RollState(SongDocument &document, QObject *parent);

    [[nodiscard]] SongDocument &document() const { return m_document; }
    [[nodiscard]] const Song &song() const { return m_document.song(); }
    [[nodiscard]] const TempoMap &tempoMap() const { return m_document.tempoMap(); }
    [[nodiscard]] int ticksPerQuarter() const { return song().ticksPerQuarter; }
    /// The key in force, if the song has one.
    [[nodiscard]] std::optional<KeyChange> keyAt(Tick tick) const;

    /// The track that is edited; null only in a song without tracks.
    [[nodiscard]] const Track *track() const { return song().findTrack(m_track); }
    [[nodiscard]] TrackId trackId() const { return m_track; }
    void setTrack(TrackId track);
    [[nodiscard]] std::span<const SongNote> notes() const;
    [[nodiscard]] std::optional<SongNote> findNote(NoteId id) const;
    /// Visits the notes of a track that sound in [from, to), see NoteIndex.
    template <class Visit>
    void forEachNote(const Track &track, Tick from, Tick to, Visit &&visit) const
    {
        indexOf(track).forEachIn(track.notes, from, to, visit);
    }

    [[nodiscard]] const NoteSet &selection() const { return m_selection; }
    [[nodiscard]] std::vector<SongNote> selectedNotes() const;
    /// From the first start to the last end of what is selected.
    [[nodiscard]] std::optional<LoopRange> selectionRange() const;
    void setSelection(NoteSet selection);
    void clearSelection() { setSelection({}); }

    /// Changes notes of the active track as one undo step, see NoteChange; nothing happens where nothing is
    /// different. Returns `after` with the ids of new notes filled in.
    std::vector<SongNote> replaceNotes(const QString &text, const std::vector<SongNote> &before,
                                       std::vector<SongNote> after);
    /// Adds notes and makes room for them at their pitches, as one undo step. Returns all that was changed or
    /// added.
    std::vector<SongNote> insertNotes(const QString &text, std::vector<SongNote> added);

    [[nodiscard]] const NotePreview *preview() const { return m_preview ? &*m_preview : nullptr; }
    void setPreview(NotePreview preview);
    void clearPreview();
    /// True while a drag is under way: nothing scrolls by itself then.
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    void setEditing(bool editing) { m_isEditing = editing; }

    [[nodiscard]] const RollGeometry &geometry() const { return m_geometry; }
    void setGeometry(const RollGeometry &geometry);
    /// End of all that can be scrolled to.
    [[nodiscard]] Tick contentEnd() const;

    [[nodiscard]] const SnapGrid &snap() const { return m_snap; }
    void setSnap(const SnapGrid &snap);
    /// The grid at the present zoom; with `suspended` it is off.
    [[nodiscard]] SnapGrid grid(bool suspended = false) const;
    [[nodiscard]] Tick gridStep() const { return grid().step(ticksPerQuarter()); }

    [[nodiscard]] RollTool tool() const { return m_tool; }
    void setTool(RollTool tool);
    [[nodiscard]] Tick newNoteLength() const;
    [[nodiscard]] int newNoteVelocity() const { return m_newNoteVelocity; }
    /// Remembers length and velocity for the notes drawn next.
    void rememberNote(const SongNote &note);
    void rememberVelocity(int velocity) { m_newNoteVelocity = velocity; }

    [[nodiscard]] const EditCursor &cursor() const { return m_cursor; }
    void setCursor(EditCursor cursor);

    [[nodiscard]] std::optional<LoopRange> timeRange() const { return m_timeRange; }
    void setTimeRange(std::optional<LoopRange> range);

    [[nodiscard]] Tick playhead() const { return m_playhead; }
    void setPlayhead(Tick tick);
    [[nodiscard]] bool followsPlayhead() const { return m_followsPlayhead; }
    void setFollowsPlayhead(bool follows);
    [[nodiscard]] bool showsOtherTracks() const { return m_showsOtherTracks; }
    void setShowsOtherTracks(bool shows);
    [[nodiscard]] bool shadesScale() const { return m_shadesScale; }
    void setShadesScale(bool shades);

    /// The take on show, at song ticks. While it streams in, only what differs is repainted.
    [[nodiscard]] const std::vector<SongNote> &takeNotes() const { return m_takeNotes; }
    void setTakeNotes(std::vector<SongNote> notes);
    /// Bars of the ruler: what the model starts from, and where its result lies.
    [[nodiscard]] std::optional<LoopRange> primerRange() const { return m_primerRange; }
    [[nodiscard]] std::optional<LoopRange> takeRange() const { return m_takeRange; }
    void setPrimerRange(std::optional<LoopRange> range);
    void setTakeRange(std::optional<LoopRange> range);
    /// Notes that a model refused, drawn in amber until they are set again or gone.
    [[nodiscard]] const NoteSet &refused() const { return m_refused; }
    void setRefused(const std::vector<NoteId> &ids);
    /// Where the refused notes come into conflict: the start of the second.
    [[nodiscard]] std::optional<Tick> refusedPlace() const;

    /// Sounds a note on the active track, or ends it.
    void audition(int pitch, int velocity, bool on);

Q_SIGNALS:
    /// Notes, take, selection or preview look different in [from, to).
    void contentChanged(solferino::Tick from, solferino::Tick to);
    void trackChanged();    ///< another active track, or its properties
    void timelineChanged(); ///< tempo, meter, key, loop, length of the song
    void selectionChanged();
    void geometryChanged();
    void snapChanged();
    void toolChanged();
    void cursorChanged(solferino::EditCursor before);
    void timeRangeChanged();
    void playheadChanged(solferino::Tick before);
    void displayChanged(); ///< follow, other tracks, scale shading
    void marksChanged();   ///< primer and take bars, refused notes, a take appears or goes
    void noteAuditioned(int pitch, int velocity, bool on);

private:
    void resetAll();
    void updateTracks();
    void updateNotes(TrackId track, Tick from, Tick to);
    [[nodiscard]] const NoteIndex &indexOf(const Track &track) const;

    SongDocument &m_document;
    TrackId m_track = 0;
    mutable std::optional<Tick> m_songEnd;
    mutable std::map<TrackId, NoteIndex> m_indexes;
    NoteSet m_selection;
    std::optional<NotePreview> m_preview;
    bool m_isEditing = false;
    RollGeometry m_geometry;
    SnapGrid m_snap;
    RollTool m_tool = RollTool::Select;
    Tick m_newNoteLength = 0; ///< 0: a step of the grid
    int m_newNoteVelocity = 100;
    EditCursor m_cursor;
    std::optional<LoopRange> m_timeRange;
    Tick m_playhead = 0;
    bool m_followsPlayhead = true;
    bool m_showsOtherTracks = true;
    bool m_shadesScale = true;
    std::vector<SongNote> m_takeNotes;
    std::optional<LoopRange> m_primerRange;
    std::optional<LoopRange> m_takeRange;
    NoteSet m_refused;
};

} // namespace solferino
