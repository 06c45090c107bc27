// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_clip.h"
#include "core/commands/note_edits.h"
#include "core/domain/text/format_error.h"

#include <QtTest>

using namespace solferino;

namespace {

SongNote note(NoteId id, Tick start, Tick length, int pitch = 60, int velocity = 100)
{
    return {.id = id, .start = start, .length = length, .pitch = pitch, .velocity = velocity};
}

using Notes = std::vector<SongNote>;

} // namespace

class NoteEditsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void move_keepsGroupWithinLimits()
    {
        const Notes notes{note(1, 100, 50, 3), note(2, 200, 50, 120)};
        QVERIFY(moveNotes(notes, 10, 2) == (Notes{note(1, 110, 50, 5), note(2, 210, 50, 122)}));
        QVERIFY(moveNotes(notes, -500, 50) == (Notes{note(1, 0, 50, 10), note(2, 100, 50, 127)}));
        QVERIFY(moveNotes(notes, 0, -50) == (Notes{note(1, 100, 50, 0), note(2, 200, 50, 117)}));
        QVERIFY(moveNotes({}, 10, 1).empty());
    }

    void resizeEnds_stopsAtMinLength()
    {
        const Notes notes{note(1, 0, 100), note(2, 0, 30), note(3, 0, 5)};
        QVERIFY(resizeNoteEnds(notes, 20, 10) == (Notes{note(1, 0, 120), note(2, 0, 50), note(3, 0, 25)}));
        QVERIFY(resizeNoteEnds(notes, -25, 10) == (Notes{note(1, 0, 75), note(2, 0, 10), note(3, 0, 5)}));
    }

    void resizeStarts_keepsEnds()
    {
        const Notes notes{note(1, 50, 100), note(2, 80, 30)};
        QVERIFY(resizeNoteStarts(notes, 25, 10) == (Notes{note(1, 75, 75), note(2, 100, 10)}));
        QVERIFY(resizeNoteStarts(notes, -90, 10) == (Notes{note(1, 0, 150), note(2, 30, 80)}));
    }

    void stretch_scalesAboutFirstNote()
    {
        QVERIFY(stretchNotes({note(1, 100, 10), note(2, 120, 20)}, 1.5) ==
                (Notes{note(1, 100, 15), note(2, 130, 30)}));
        QCOMPARE(stretchNotes({note(1, 100, 10)}, 0.01).front().length, Tick{1});
    }

    void duplicate_makesNewNotes()
    {
        QVERIFY(duplicateNotes({note(7, 10, 5)}, 100) == (Notes{note(0, 110, 5)}));
    }

    void quantize_movesStartsToGrid()
    {
        const Notes notes{note(1, 115, 50), note(2, 61, 50), note(3, 59, 50)};
        QVERIFY(quantizeNotes(notes, {.grid = 120}) ==
                (Notes{note(1, 120, 50), note(2, 120, 50), note(3, 0, 50)}));
        QVERIFY(quantizeNotes({note(1, 100, 50)}, {.grid = 120, .strength = 0.5}) ==
                (Notes{note(1, 110, 50)}));
        QVERIFY(quantizeNotes({note(1, 115, 50)}, {.grid = 120, .origin = 10}) == (Notes{note(1, 130, 50)}));
    }

    void quantize_movesEndsToGrid()
    {
        QVERIFY(quantizeNotes({note(1, 5, 130), note(2, 5, 20)}, {.grid = 120, .quantizesEnds = true}) ==
                (Notes{note(1, 0, 120), note(2, 0, 120)}));
    }

    void quantize_swingsSecondLines()
    {
        QVERIFY(quantizeNotes({note(1, 120, 50), note(2, 250, 50)}, {.grid = 120, .swing = 0.5}) ==
                (Notes{note(1, 150, 50), note(2, 240, 50)}));
    }

    void velocity_staysInRange()
    {
        const Notes notes{note(1, 0, 10, 60, 40), note(2, 50, 10, 60, 100), note(3, 100, 10, 60, 120)};
        QCOMPARE(setVelocity(notes, 300)[0].velocity, 127);
        QCOMPARE(shiftVelocity(notes, -60)[0].velocity, 1);
        QCOMPARE(shiftVelocity(notes, 7)[1].velocity, 107);
        QCOMPARE(scaleVelocity(notes, 0.5)[1].velocity, 50);
        QCOMPARE(scaleVelocity(notes, 2.0)[2].velocity, 127);
        QCOMPARE(rampVelocity(notes, 20, 120)[1].velocity, 70);
        QCOMPARE(rampVelocity(notes, 20, 120)[2].velocity, 120);
    }

    void legato_reachesNextStart()
    {
        QVERIFY(legatoNotes({note(1, 0, 10), note(2, 0, 99, 64), note(3, 50, 10)}, 2) ==
                (Notes{note(1, 0, 48), note(2, 0, 48, 64), note(3, 50, 10)}));
        QCOMPARE(staccatoNotes({note(1, 0, 100)}, 0.25).front().length, Tick{25});
    }

    void trimOverlaps_endsNotesAtTheNext()
    {
        const Notes notes{note(1, 0, 100), note(2, 50, 100), note(3, 50, 30), note(4, 60, 100, 61)};
        QVERIFY(trimOverlaps(notes) == (Notes{note(1, 0, 50), note(2, 50, 100), note(4, 60, 100, 61)}));
    }

    void split_cutsCrossingNotes()
    {
        QVERIFY(splitNotes({note(1, 0, 100), note(2, 100, 50)}, 30) ==
                (Notes{note(1, 0, 30), note(0, 30, 70), note(2, 100, 50)}));
        QVERIFY(splitNotes({note(1, 0, 100)}, 100) == (Notes{note(1, 0, 100)}));
        QVERIFY(splitNotesOnGrid({note(1, 10, 100)}, 50) ==
                (Notes{note(1, 10, 40), note(0, 50, 50), note(0, 100, 10)}));
    }

    void join_mergesEachPitch()
    {
        QVERIFY(joinNotes({note(3, 90, 30), note(1, 0, 50, 60, 80), note(2, 20, 5, 64)}) ==
                (Notes{note(1, 0, 120, 60, 80), note(2, 20, 5, 64)}));
    }

    void scale_ofKeySignatures()
    {
        QCOMPARE(scaleOf({.sharps = 0}).to_ulong(), 0b101010110101UL);
        QVERIFY(scaleOf({.sharps = 1}).test(6) && !scaleOf({.sharps = 1}).test(5));
        QVERIFY(scaleOf({.sharps = -1}).test(10) && !scaleOf({.sharps = -1}).test(11));
    }

    void fitToScale_takesNearestLowerFirst()
    {
        const PitchClasses cMajor = scaleOf({});
        QCOMPARE(fitToScale({note(1, 0, 1, 61)}, cMajor).front().pitch, 60);
        QCOMPARE(fitToScale({note(1, 0, 1, 64)}, cMajor).front().pitch, 64);
        PitchClasses onlyE;
        onlyE.set(4);
        QCOMPARE(fitToScale({note(1, 0, 1, 0)}, onlyE).front().pitch, 4);
        QCOMPARE(fitToScale({note(1, 0, 1, 61)}, {}).front().pitch, 61);
    }

    void insertTrimming_makesRoom()
    {
        Track track;
        track.id = 9;
        track.notes = {note(1, 0, 100), note(2, 20, 10), note(3, 20, 10, 61), note(4, 100, 50),
                       note(5, 300, 10)};
        const NoteChange change = insertTrimming(track, {note(0, 10, 40), note(0, 60, 60)});
        QCOMPARE(change.track, TrackId{9});
        QVERIFY(change.removed == (std::vector<NoteId>{1, 2, 4}));
        QVERIFY(change.added ==
                (Notes{note(1, 0, 10), note(0, 50, 10), note(4, 120, 30), note(0, 10, 40), note(0, 60, 60)}));
    }

    void clip_roundTripsAndScales()
    {
        const NoteClip clip = copyNotes({note(2, 480, 240, 64), note(1, 240, 240)}, 240, 480);
        QVERIFY(clip.notes == (Notes{note(0, 0, 240), note(0, 240, 240, 64)}));
        QVERIFY(clipFromJson(clipToJson(clip)) == clip);
        QVERIFY(pasteNotes(clip, 1000, 960) == (Notes{note(0, 1000, 480), note(0, 1480, 480, 64)}));
        QCOMPARE(pasteNotes(copyNotes({note(1, 0, 100)}, 60, 480), 10, 480).front().start, Tick{0});
    }

    void clip_refusesOtherText_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("notes");
        QTest::newRow("no notes") << QByteArray(R"({"ticks_per_quarter":480})");
        QTest::newRow("short row") << QByteArray(R"({"ticks_per_quarter":480,"notes":[[1,2,3]]})");
        QTest::newRow("pitch") << QByteArray(R"({"ticks_per_quarter":480,"notes":[[0,1,128,1,0]]})");
        QTest::newRow("no length") << QByteArray(R"({"ticks_per_quarter":480,"notes":[[0,0,60,1,0]]})");
        QTest::newRow("resolution") << QByteArray(R"({"ticks_per_quarter":0,"notes":[]})");
        QTest::newRow("huge") << QByteArray(R"({"ticks_per_quarter":480,"notes":[[1e300,1,60,1,0]]})");
    }

    void clip_refusesOtherText()
    {
        QFETCH(QByteArray, json);
        QVERIFY_THROWS_EXCEPTION(FormatError, (void)clipFromJson(json.toStdString()));
    }
};

QTEST_GUILESS_MAIN(NoteEditsTest)
#include "tst_note_edits.moc"
