// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_timeline_command.h"
#include "core/commands/change_tracks_command.h"
#include "core/commands/note_edits.h"
#include "core/commands/replace_notes_command.h"
#include "core/documents/song_document.h"

#include <QSignalSpy>
#include <QtTest>

using namespace solferino;

namespace {

SongNote note(NoteId id, Tick start, Tick length, int pitch = 60)
{
    return {.id = id, .start = start, .length = length, .pitch = pitch};
}

/// Tracks 1 and 2; track 1 has notes 11 and 12.
Song twoTracks()
{
    Song song;
    Track first;
    first.id = 1;
    first.name = "Lead";
    first.notes = {note(11, 0, 100), note(12, 200, 100, 64)};
    Track second;
    second.id = 2;
    second.events = {{.time = 5, .status = 0xB0, .data1 = 64, .data2 = 127}};
    song.tracks = {first, second};
    song.nextId = 20;
    return song;
}

} // namespace

class SongCommandsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document.reset(twoTracks());
        m_before = m_document.song();
    }

    void replaceNotes_movesAndUndoes()
    {
        QSignalSpy changed(&m_document, &SongDocument::notesChanged);
        push(replaceNotes(1, {note(11, 0, 100)}, {note(11, 150, 100, 62)}));
        QVERIFY(notes(0) == (std::vector<SongNote>{note(11, 150, 100, 62), note(12, 200, 100, 64)}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][1].value<Tick>(), Tick{0});
        QCOMPARE(changed[0][2].value<Tick>(), Tick{250});
        const Song after = m_document.song();
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        m_document.undoStack().redo();
        QVERIFY(m_document.song() == after);
    }

    void replaceNotes_givesIdsThatStay()
    {
        auto *command =
            new ReplaceNotesCommand(m_document, {}, {{.track = 1, .removed = {}, .added = {note(0, 5, 5)}}});
        const NoteId id = command->changes().front().added.front().id;
        QCOMPARE(id, NoteId{20});
        m_document.undoStack().push(command);
        QCOMPARE(m_document.song().nextId, std::uint64_t{21});
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        QCOMPARE(m_document.takeId(), std::uint64_t{21}); // not 20: a redo brings that one back
        m_document.undoStack().redo();
        QCOMPARE(notes(0)[1].id, id);
    }

    void replaceNotes_movesBetweenTracks()
    {
        m_document.undoStack().push(
            new ReplaceNotesCommand(m_document, {},
                                    {{.track = 1, .removed = {11}, .added = {}},
                                     {.track = 2, .removed = {}, .added = {note(11, 0, 100)}}}));
        QCOMPARE(notes(0).size(), std::size_t{1});
        QCOMPARE(notes(1).size(), std::size_t{1});
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
    }

    void replaceNotes_passesOverWhatIsGone()
    {
        push({.track = 1, .removed = {99, 11}, .added = {}});
        QCOMPARE(notes(0).size(), std::size_t{1});
        push({.track = 77, .removed = {}, .added = {note(0, 0, 1)}});
        m_document.undoStack().undo();
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
    }

    void drag_mergesIntoOneStep()
    {
        const std::vector<SongNote> start = notes(0);
        const GestureId gesture = m_document.beginGesture();
        for (const Tick ticks : {30, 60, 90})
            push(replaceNotes(1, start, moveNotes(start, ticks, 1)), gesture);
        QCOMPARE(m_document.undoStack().count(), 1);
        QCOMPARE(notes(0)[0].start, Tick{90});
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        m_document.undoStack().redo();
        QCOMPARE(notes(0)[0].start, Tick{90});
        push(replaceNotes(1, start, start), m_document.beginGesture());
        QCOMPARE(m_document.undoStack().count(), 2);
    }

    void drag_backToItsStartLeavesNoStep()
    {
        const std::vector<SongNote> start = notes(0);
        const GestureId gesture = m_document.beginGesture();
        push(replaceNotes(1, start, moveNotes(start, 30, 0)), gesture);
        push(replaceNotes(1, start, start), gesture);
        QCOMPARE(m_document.undoStack().count(), 0);
        QVERIFY(m_document.song() == m_before);
    }

    void drag_drawsThenResizesAndErases()
    {
        const GestureId gesture = m_document.beginGesture();
        push({.track = 1, .removed = {}, .added = {note(0, 400, 10)}}, gesture);
        SongNote drawn = notes(0).back();
        drawn.length = 80;
        push({.track = 1, .removed = {drawn.id}, .added = {drawn}}, gesture);
        push({.track = 1, .removed = {11}, .added = {}}, gesture);
        QCOMPARE(m_document.undoStack().count(), 1);
        const Song after = m_document.song();
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        m_document.undoStack().redo();
        QVERIFY(m_document.song() == after);
    }

    void tracks_addRemoveMove()
    {
        Track track;
        track.name = "Bass";
        track.notes = {note(0, 50, 5), note(0, 0, 5)};
        auto *command = ChangeTracksCommand::add(m_document, {}, {track}, 1);
        const TrackId id = command->added().front();
        QSignalSpy changed(&m_document, &SongDocument::tracksChanged);
        m_document.undoStack().push(command);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_document.song().tracks[1].id, id);
        QCOMPARE(notes(1)[0].start, Tick{0});
        const Song added = m_document.song();
        m_document.undoStack().push(ChangeTracksCommand::move(m_document, {}, 2, 0));
        QCOMPARE(m_document.song().tracks[0].id, TrackId{2});
        m_document.undoStack().push(ChangeTracksCommand::remove(m_document, {}, {1, id}));
        QCOMPARE(m_document.song().tracks.size(), std::size_t{1});
        m_document.undoStack().undo();
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == added);
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        m_document.undoStack().redo();
        QVERIFY(m_document.song() == added);
    }

    void tracks_propertiesMergeWhileDragging()
    {
        const GestureId gesture = m_document.beginGesture();
        for (const double volume : {0.4, 0.5, 0.6}) {
            TrackProperties properties = propertiesOf(m_document.song().tracks[0]);
            properties.volume = volume;
            m_document.undoStack().push(
                ChangeTracksCommand::setProperties(m_document, {}, {{1, properties}}, gesture));
        }
        QCOMPARE(m_document.undoStack().count(), 1);
        QCOMPARE(m_document.song().tracks[0].volume, 0.6);
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        m_document.undoStack().redo();
        QCOMPARE(m_document.song().tracks[0].volume, 0.6);
        QCOMPARE(m_document.song().tracks[0].notes.size(), std::size_t{2});
    }

    void timeline_sortsMergesAndUndoes()
    {
        QSignalSpy changed(&m_document, &SongDocument::timelineChanged);
        Timeline timeline;
        timeline.tempos = {{.time = 960, .microsecondsPerQuarter = 1000000},
                           {.time = 0, .microsecondsPerQuarter = 500000},
                           {.time = 0, .microsecondsPerQuarter = 250000}};
        const GestureId gesture = m_document.beginGesture();
        m_document.undoStack().push(new ChangeTimelineCommand(m_document, {}, timeline, gesture));
        QCOMPARE(m_document.song().tempos.size(), std::size_t{2});
        QCOMPARE(m_document.song().tempos[0].microsecondsPerQuarter, 250000U);
        QCOMPARE(m_document.tempoMap().quartersPerMinuteAt(0), 240.0);
        timeline.loop = LoopRange{0, 480};
        m_document.undoStack().push(new ChangeTimelineCommand(m_document, {}, timeline, gesture));
        QCOMPARE(m_document.undoStack().count(), 1);
        QCOMPARE(changed.count(), 2);
        m_document.undoStack().undo();
        QVERIFY(m_document.song() == m_before);
        QCOMPARE(m_document.tempoMap().quartersPerMinuteAt(0), 120.0);
    }

    void reset_clearsUndo()
    {
        push({.track = 1, .removed = {11}, .added = {}});
        QSignalSpy reset(&m_document, &SongDocument::songReset);
        m_document.reset(Song{});
        QCOMPARE(reset.count(), 1);
        QCOMPARE(m_document.undoStack().count(), 0);
        QVERIFY(m_document.takeId() >= 20);
    }

private:
    void push(NoteChange change, GestureId gesture = 0)
    {
        m_document.undoStack().push(new ReplaceNotesCommand(m_document, {}, {std::move(change)}, gesture));
    }

    const std::vector<SongNote> &notes(std::size_t track) const
    {
        return m_document.song().tracks[track].notes;
    }

    SongDocument m_document{nullptr};
    Song m_before;
};

QTEST_GUILESS_MAIN(SongCommandsTest)
#include "tst_song_commands.moc"
