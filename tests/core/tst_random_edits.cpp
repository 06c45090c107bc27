// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_timeline_command.h"
#include "core/commands/change_tracks_command.h"
#include "core/commands/note_edits.h"
#include "core/commands/replace_notes_command.h"
#include "core/documents/song_document.h"

#include <QtTest>

#include <random>
#include <set>

using namespace solferino;

/// Hundreds of random edits, undone and redone at random: every state must come back exactly.
class RandomEditsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undo_returnsToExactlyTheSameSong_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void undo_returnsToExactlyTheSameSong()
    {
        QFETCH(unsigned, seed);
        m_random.seed(seed);
        SongDocument document(nullptr);
        Song song;
        song.tracks.resize(2);
        song.tracks[0].id = 1;
        song.tracks[1].id = 2;
        song.nextId = 3;
        document.reset(song);

        std::vector<Song> states{document.song()}; // by index of the undo stack
        QUndoStack &stack = document.undoStack();
        for (int step = 0; step < 400; ++step) {
            if (pick(5) == 0 && stack.canUndo()) {
                stack.undo();
                QVERIFY(document.song() == states[static_cast<std::size_t>(stack.index())]);
            } else if (pick(6) == 0 && stack.canRedo()) {
                stack.redo();
                QVERIFY(document.song() == states[static_cast<std::size_t>(stack.index())]);
            } else {
                edit(document);
                QVERIFY2(isSound(document.song()), qPrintable(QString::number(step)));
                states.resize(static_cast<std::size_t>(stack.count()) + 1);
                states[static_cast<std::size_t>(stack.index())] = document.song();
            }
        }
        QVERIFY(stack.count() > 50);
        const Song last = document.song();
        const int index = stack.index();
        while (stack.canUndo()) {
            stack.undo();
            QVERIFY(document.song() == states[static_cast<std::size_t>(stack.index())]);
        }
        QVERIFY(document.song() == song);
        while (stack.index() < index)
            stack.redo();
        QVERIFY(document.song() == last);
    }

private:
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

    SongNote randomNote()
    {
        return {.id = 0,
                .start = pick(4000),
                .length = 1 + pick(500),
                .pitch = pick(128),
                .velocity = 1 + pick(127)};
    }

    std::vector<SongNote> randomSelection(const Track &track)
    {
        std::vector<SongNote> selection;
        for (const SongNote &note : track.notes) {
            if (pick(3) == 0)
                selection.push_back(note);
        }
        return selection;
    }

    std::vector<SongNote> randomResult(const std::vector<SongNote> &notes)
    {
        switch (pick(14)) {
        case 0:
            return moveNotes(notes, pick(400) - 200, pick(24) - 12);
        case 1:
            return resizeNoteEnds(notes, pick(200) - 100, 10);
        case 2:
            return resizeNoteStarts(notes, pick(200) - 100, 10);
        case 3:
            return quantizeNotes(notes, {.grid = 1 + pick(240), .quantizesEnds = pick(2) == 0});
        case 4:
            return scaleVelocity(notes, 0.1 * pick(20));
        case 5:
            return legatoNotes(notes);
        case 6:
            return splitNotes(notes, pick(4000));
        case 7:
            return joinNotes(notes);
        case 8:
            return fitToScale(notes, scaleOf({.sharps = pick(15) - 7}));
        case 9:
            return {};
        case 10:
            return trimOverlaps(notes);
        case 11:
            return splitNotesOnGrid(notes, 60 + pick(200));
        case 12:
            return stretchNotes(notes, 0.25 + 0.25 * pick(8));
        default:
            return staccatoNotes(notes, 0.5);
        }
    }

    void editNotes(SongDocument &document)
    {
        const std::vector<Track> &tracks = document.song().tracks;
        if (tracks.empty())
            return;
        const Track &track = tracks[static_cast<std::size_t>(pick(static_cast<int>(tracks.size())))];
        if (track.notes.size() < 10 || pick(5) == 0) {
            push(document, insertTrimming(track, {randomNote(), randomNote(), randomNote()}), 0);
            return;
        }
        const std::vector<SongNote> selection = randomSelection(track);
        if (pick(4) == 0) {
            push(document, {.track = track.id, .removed = {}, .added = duplicateNotes(selection, pick(900))},
                 0);
            return;
        }
        push(document, replaceNotes(track.id, selection, randomResult(selection)), 0);
    }

    void dragNotes(SongDocument &document)
    {
        const std::vector<Track> &tracks = document.song().tracks;
        if (tracks.empty())
            return;
        const Track &track = tracks[static_cast<std::size_t>(pick(static_cast<int>(tracks.size())))];
        const TrackId other = tracks.back().id;
        const GestureId gesture = document.beginGesture();
        const std::vector<SongNote> start = randomSelection(track);
        const TrackId id = track.id;
        TrackId home = id;
        for (int step = 1 + pick(6); step > 0; --step) {
            const TrackId target = pick(3) == 0 ? other : id;
            std::vector<SongNote> moved = moveNotes(start, pick(100) - 50, pick(5) - 2);
            if (target == home)
                push(document, replaceNotes(home, start, std::move(moved)), gesture);
            else
                document.undoStack().push(
                    new ReplaceNotesCommand(document, {},
                                            {replaceNotes(home, start, {}),
                                             {.track = target, .removed = {}, .added = std::move(moved)}},
                                            gesture));
            home = target;
        }
    }

    void editTracks(SongDocument &document)
    {
        const std::vector<Track> &tracks = document.song().tracks;
        const auto index = static_cast<std::size_t>(pick(static_cast<int>(tracks.size()) + 1));
        const TrackId id = tracks.empty() ? 0 : tracks[index % tracks.size()].id;
        QUndoStack &stack = document.undoStack();
        switch (pick(4)) {
        case 0: {
            Track track;
            track.notes = {randomNote(), randomNote()};
            stack.push(ChangeTracksCommand::add(document, {}, {track, Track{}}, index));
            break;
        }
        case 1:
            if (tracks.size() > 2)
                stack.push(ChangeTracksCommand::remove(document, {}, {id}));
            break;
        case 2:
            stack.push(ChangeTracksCommand::move(document, {}, id, index));
            break;
        default:
            const GestureId gesture = document.beginGesture();
            for (int step = pick(4); step > 0 && !tracks.empty(); --step) {
                TrackProperties properties = propertiesOf(*document.song().findTrack(id));
                properties.pan = 0.1 * pick(10);
                properties.isMuted = pick(2) == 0;
                stack.push(ChangeTracksCommand::setProperties(document, {}, {{id, properties}}, gesture));
            }
        }
    }

    void edit(SongDocument &document)
    {
        const int kind = pick(10);
        if (kind < 6) {
            editNotes(document);
        } else if (kind < 8) {
            dragNotes(document);
        } else if (kind < 9) {
            editTracks(document);
        } else {
            Timeline timeline = timelineOf(document.song());
            timeline.tempos.push_back({.time = pick(4000), .microsecondsPerQuarter = 200000U + pick(900000)});
            timeline.markers.push_back({.time = pick(4000), .kind = SongText::Kind::Marker, .text = "A"});
            timeline.loop = LoopRange{pick(100), 100 + pick(100)};
            document.undoStack().push(new ChangeTimelineCommand(document, {}, timeline));
        }
    }

    static void push(SongDocument &document, NoteChange change, GestureId gesture)
    {
        document.undoStack().push(new ReplaceNotesCommand(document, {}, {std::move(change)}, gesture));
    }

    /// Notes are sorted and in range, ids are there, unique and below nextId.
    static bool isSound(const Song &song)
    {
        std::set<std::uint64_t> ids;
        for (const Track &track : song.tracks) {
            if (!ids.insert(track.id).second || !std::ranges::is_sorted(track.notes, noteBefore))
                return false;
            for (const SongNote &note : track.notes) {
                const bool isFine = note.start >= 0 && note.length >= 1 && note.pitch >= 0 &&
                                    note.pitch <= 127 && note.velocity >= 1 && note.velocity <= 127;
                if (!isFine || !ids.insert(note.id).second)
                    return false;
            }
        }
        return ids.empty() || (*ids.begin() > 0 && *ids.rbegin() < song.nextId);
    }

    std::mt19937 m_random;
};

QTEST_GUILESS_MAIN(RandomEditsTest)
#include "tst_random_edits.moc"
