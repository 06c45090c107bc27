// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/note_index.h"
#include "widgets/pianoroll/note_set.h"
#include "widgets/pianoroll/roll_geometry.h"
#include "widgets/pianoroll/roll_labels.h"
#include "widgets/pianoroll/snap_grid.h"

#include <QTest>

#include <random>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

RollGeometry geometryOf(double pixelsPerQuarter)
{
    RollGeometry geometry;
    geometry.pixelsPerQuarter = pixelsPerQuarter;
    geometry.size = {800, 400};
    geometry.left = 300;
    geometry.top = 600;
    return geometry;
}

} // namespace

class RollGeometryTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ticks_returnFromPixels()
    {
        const RollGeometry geometry = geometryOf(96);
        for (Tick tick = 2000; tick < 5000; tick += 7) {
            QCOMPARE(geometry.tickAt(geometry.xAt(tick)), tick);
        }
        QCOMPARE(geometry.tickAt(-1e6), Tick{0});
    }

    void pitches_returnFromPixels()
    {
        const RollGeometry geometry = geometryOf(96);
        for (int pitch = 0; pitch < 128; ++pitch) {
            QCOMPARE(geometry.pitchAt(geometry.yAt(pitch)), pitch);
            QCOMPARE(geometry.pitchAt(geometry.yAt(pitch) + geometry.rowHeight - 1), pitch);
        }
        QCOMPARE(geometry.pitchAt(-1e5), 127);
        QCOMPARE(geometry.pitchAt(1e5), 0);
    }

    void zoomTime_keepsTickUnderCursor()
    {
        for (const double factor : {1.25, 0.8, 3.0, 0.5}) {
            RollGeometry geometry = geometryOf(96);
            geometry.left = 5000;
            const double x = 555;
            const Tick before = geometry.tickAt(x);
            geometry.zoomTime(factor, x);
            QVERIFY(std::abs(geometry.xAt(before) - x) < 1.0);
        }
    }

    void zoomTime_staysWithinLimits()
    {
        RollGeometry geometry = geometryOf(96);
        geometry.zoomTime(1e6, 10);
        QCOMPARE(geometry.pixelsPerQuarter, RollGeometry::kMostPixelsPerQuarter);
        geometry.zoomTime(1e-9, 10);
        QCOMPARE(geometry.pixelsPerQuarter, RollGeometry::kLeastPixelsPerQuarter);
        QVERIFY(geometry.left >= 0);
    }

    void zoomPitch_keepsPitchUnderCursor()
    {
        RollGeometry geometry = geometryOf(96);
        const int pitch = geometry.pitchAt(200);
        geometry.zoomPitch(24, 200);
        QCOMPARE(geometry.pitchAt(200), pitch);
        QCOMPARE(geometry.rowHeight, 24);
    }

    void noteRect_keepsLeastWidthAndFarNotesFinite()
    {
        const RollGeometry geometry = geometryOf(1);
        QCOMPARE(geometry.noteRect(200000, 200001, 60).width(), 2);
        const QRect far = geometryOf(480).noteRect(0, Tick{1} << 50, 60);
        QVERIFY(far.width() < 2000);
        QVERIFY(far.right() > 800);
    }

    void snap_hasGridLinesFromTheBar_data()
    {
        QTest::addColumn<int>("division");
        QTest::addColumn<int>("kind");
        QTest::addColumn<Tick>("tick");
        QTest::addColumn<Tick>("nearest");
        QTest::addColumn<Tick>("before");
        QTest::newRow("eighth") << 8 << 0 << Tick{350} << Tick{240} << Tick{240};
        QTest::newRow("eighth, upper half") << 8 << 0 << Tick{361} << Tick{480} << Tick{240};
        QTest::newRow("triplet") << 8 << 1 << Tick{300} << Tick{320} << Tick{160};
        QTest::newRow("dotted") << 8 << 2 << Tick{700} << Tick{720} << Tick{360};
        QTest::newRow("dotted, cut by the bar") << 4 << 2 << Tick{1900} << Tick{1920} << Tick{1440};
        QTest::newRow("on the line") << 16 << 0 << Tick{360} << Tick{360} << Tick{360};
    }
    void snap_hasGridLinesFromTheBar()
    {
        QFETCH(int, division);
        QFETCH(int, kind);
        QFETCH(Tick, tick);
        const SnapGrid grid{division, static_cast<SnapGrid::Kind>(kind), true};
        const TempoMap map;
        QTEST(grid.nearest(tick, map, 480), "nearest");
        QTEST(grid.before(tick, map, 480), "before");
        QVERIFY(grid.after(tick, map, 480) > tick);
    }

    void snap_offLeavesTicks()
    {
        const SnapGrid grid{8, SnapGrid::Kind::Straight, false};
        QCOMPARE(grid.nearest(77, TempoMap(), 480), Tick{77});
        QCOMPARE(grid.nearestDelta(-77, 480), Tick{-77});
        QCOMPARE(grid.step(480), Tick{1});
    }

    void snap_roundsMovesToWholeSteps()
    {
        const SnapGrid grid{8, SnapGrid::Kind::Straight, true};
        QCOMPARE(grid.nearestDelta(119, 480), Tick{0});
        QCOMPARE(grid.nearestDelta(121, 480), Tick{240});
        QCOMPARE(grid.nearestDelta(-250, 480), Tick{-240});
    }

    void snap_adaptiveFollowsZoom()
    {
        const SnapGrid grid{SnapGrid::kAdaptive, SnapGrid::Kind::Straight, true};
        QCOMPARE(grid.resolved(geometryOf(480)).division, 64);
        QCOMPARE(grid.resolved(geometryOf(26)).division, 8);
        QVERIFY(grid.resolved(geometryOf(0.5)).division == 1);
    }

    void index_findsWhatAScanFinds()
    {
        std::mt19937 random(5);
        std::vector<SongNote> notes;
        for (NoteId id = 1; id <= 3000; ++id) {
            const bool isLong = id % 500 == 0;
            notes.push_back({id, static_cast<Tick>(random() % 100000),
                             isLong ? 50000 : static_cast<Tick>(1 + random() % 900),
                             static_cast<int>(random() % 128), 100, 0});
        }
        std::ranges::sort(notes, noteBefore);
        NoteIndex index;
        index.rebuild(notes);
        for (int i = 0; i < 200; ++i) {
            const Tick from = static_cast<Tick>(random() % 110000);
            const Tick to = from + static_cast<Tick>(random() % 4000);
            std::vector<NoteId> found;
            index.forEachIn(notes, from, to, [&](const SongNote &note) { found.push_back(note.id); });
            std::vector<NoteId> expected;
            for (const SongNote &note : notes) {
                if (note.start < to && note.end() > from) {
                    expected.push_back(note.id);
                }
            }
            QCOMPARE(found, expected);
        }
    }

    void noteSet_countsEachOnce()
    {
        NoteSet set;
        set.insert(7);
        set.insert(7);
        set.insert(900);
        QCOMPARE(set.count(), std::size_t{2});
        set.erase(7);
        set.erase(8);
        QVERIFY(!set.contains(7));
        QVERIFY(set.contains(900));
        QCOMPARE(set.count(), std::size_t{1});
    }

    void pitchName_hasMiddleCAtSixty()
    {
        QCOMPARE(pitchName(60), u"C4"_s);
        QCOMPARE(pitchName(61, true), u"D♭4"_s);
        QCOMPARE(pitchName(0), u"C-1"_s);
        QVERIFY(isBlackKey(70));
        QVERIFY(!isBlackKey(71));
    }
};

} // namespace solferino

QTEST_GUILESS_MAIN(solferino::RollGeometryTest)
#include "tst_roll_geometry.moc"
