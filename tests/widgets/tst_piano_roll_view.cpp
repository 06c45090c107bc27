// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roll_fixture.h"

#include <QApplication>
#include <QPaintEvent>
#include <QTest>
#include <QWheelEvent>

#include <numeric>

namespace solferino {

namespace {

/// Collects what a widget is asked to paint.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget &widget)
    {
        widget.installEventFilter(this);
        QApplication::processEvents();
        region = {};
    }
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            region += static_cast<QPaintEvent *>(event)->region();
        }
        return false;
    }
    QRegion region;
};

void wheel(QWidget &widget, QPointF position, QPoint angle, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(position, widget.mapToGlobal(position), {}, angle, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

SongNote ghost(Tick start)
{
    return {0, start, 240, 74, 80, 0};
}

/// 100 notes in a second track's place, one a beat.
Song longSong()
{
    Song song = rollSong();
    song.tracks[0].notes.clear();
    for (int i = 0; i < 100; ++i) {
        song.tracks[0].notes.push_back({song.nextId++, i * kQuarter, 240, 72, 90, 0});
    }
    return song;
}

} // namespace

class PianoRollViewTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wheel_zoomsAtTheCursor()
    {
        RollFixture roll;
        const QPointF place = roll.at(1500, 76);
        const int pitch = 76;
        wheel(roll.view, place, {0, 120}, Qt::ControlModifier);
        QVERIFY(roll.state.geometry().pixelsPerQuarter > 96.0);
        QVERIFY(std::abs(roll.state.geometry().xAt(1500) - place.x()) < 1.0);
        const int rows = roll.state.geometry().rowHeight;
        wheel(roll.view, place, {0, 120}, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(roll.state.geometry().rowHeight > rows);
        QCOMPARE(roll.state.geometry().pitchAt(place.y()), pitch);
    }

    void wheel_scrollsBothWays()
    {
        RollFixture roll;
        const RollGeometry before = roll.state.geometry();
        wheel(roll.view, {50, 50}, {0, -120}, {});
        QVERIFY(roll.state.geometry().top > before.top);
        QCOMPARE(roll.state.geometry().left, before.left);
        wheel(roll.view, {50, 50}, {0, -120}, Qt::ShiftModifier);
        QVERIFY(roll.state.geometry().left > before.left);
    }

    void middleDrag_pans()
    {
        RollFixture roll;
        const RollGeometry before = roll.state.geometry();
        roll.drag({400, 200}, {300, 150}, {}, Qt::MiddleButton);
        QCOMPARE(roll.state.geometry().left, before.left + 100);
        QCOMPARE(roll.state.geometry().top, before.top + 50);
        QCOMPARE(roll.steps(), 0);
    }

    void spaceDrag_pansAndAClickPlays()
    {
        RollFixture roll;
        QSignalSpy plays(&roll.view, &PianoRollView::playToggled);
        QTest::keyPress(&roll.view, Qt::Key_Space);
        roll.drag({400, 200}, {340, 200});
        QTest::keyRelease(&roll.view, Qt::Key_Space);
        QCOMPARE(roll.state.geometry().left, 60.0);
        QCOMPARE(plays.count(), 0);
        QTest::keyClick(&roll.view, Qt::Key_Space);
        QCOMPARE(plays.count(), 1);
    }

    void fit_showsAllNotes()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        roll.view.fit();
        const RollGeometry &geometry = roll.state.geometry();
        QVERIFY(geometry.firstTick() == 0);
        QVERIFY(geometry.lastTick() >= 100 * kQuarter - 240);
        QVERIFY(geometry.yAt(72) > 0 && geometry.yAt(72) < geometry.size.height());
    }

    void zoomToSelection_showsItAlone()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        NoteSet selection;
        for (const SongNote &note : roll.notes()) {
            if (note.start >= 40 * kQuarter && note.start < 44 * kQuarter) {
                selection.insert(note.id);
            }
        }
        roll.state.setSelection(selection);
        roll.view.zoomToSelection();
        const RollGeometry &geometry = roll.state.geometry();
        QVERIFY(geometry.firstTick() <= 40 * kQuarter && geometry.firstTick() > 38 * kQuarter);
        QVERIFY(geometry.lastTick() >= 43 * kQuarter + 240 && geometry.lastTick() < 46 * kQuarter);
    }

    void reveal_scrollsOnlyWhereItMust()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        RollGeometry geometry = roll.state.geometry();
        geometry.left = 500;
        roll.state.setGeometry(geometry);
        roll.view.reveal(0, 100 * kQuarter, 72); // wider than the view and partly in it
        QCOMPARE(roll.state.geometry().left, 500.0);
        roll.view.reveal(50 * kQuarter, 51 * kQuarter, 72);
        QVERIFY(roll.state.geometry().xAt(50 * kQuarter) > 0);
        QVERIFY(roll.state.geometry().xAt(51 * kQuarter) < roll.view.width());
        roll.view.reveal(kQuarter, 2 * kQuarter, 20);
        QVERIFY(roll.state.geometry().xAt(kQuarter) >= 0);
        QVERIFY(roll.state.geometry().yAt(20) + roll.state.geometry().rowHeight <= roll.view.height());
    }

    void paint_leavesOutWhatIsNotInView()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        roll.view.grab();
        const int visible = static_cast<int>(std::ceil(roll.view.width() / 96.0));
        QVERIFY(roll.view.paintedCount() >= visible - 1);
        QVERIFY(roll.view.paintedCount() <= visible + 1);
        RollGeometry geometry = roll.state.geometry();
        geometry.top = 0; // pitches around 120
        roll.state.setGeometry(geometry);
        roll.view.grab();
        QCOMPARE(roll.view.paintedCount(), 0);
    }

    void paint_countsNeighboursOnlyWhileTheyAreShown()
    {
        RollFixture roll;
        Song song = longSong();
        song.tracks[1].notes = {{song.nextId++, 0, 480, 74, 90, 0}};
        roll.document.reset(song);
        roll.view.grab();
        const int with = roll.view.paintedCount();
        roll.state.setShowsOtherTracks(false);
        roll.view.grab();
        QCOMPARE(roll.view.paintedCount(), with - 1);
    }

    void doubleClick_onAFaintNoteEditsItsTrack()
    {
        RollFixture roll;
        Song song = longSong();
        song.tracks[1].notes = {{song.nextId++, 0, 480, 76, 90, 0}};
        roll.document.reset(song);
        sendMouse(roll.view, QEvent::MouseButtonDblClick, roll.at(240, 76), Qt::LeftButton, Qt::LeftButton,
                  {});
        QCOMPARE(roll.state.trackId(), kBass);
        QCOMPARE(roll.steps(), 0);
    }

    void take_repaintsWhatStreamsInAlone()
    {
        RollFixture roll;
        std::vector<SongNote> take{ghost(960), ghost(1440)};
        roll.state.setTakeNotes(take);
        PaintWatch watch(roll.view);
        take.push_back(ghost(1920));
        roll.state.setTakeNotes(take);
        QTRY_VERIFY(!watch.region.isEmpty());
        const QRect changed = watch.region.boundingRect();
        const RollGeometry &geometry = roll.state.geometry();
        QVERIFY(changed.left() <= geometry.xAt(1920) && changed.right() >= geometry.xAt(2160) - 1);
        QVERIFY(changed.left() >= geometry.xAt(1920) - 8 && changed.right() <= geometry.xAt(2160) + 8);
        watch.region = {};
        roll.state.setTakeNotes(take);
        QApplication::processEvents();
        QVERIFY(watch.region.isEmpty());
    }

    void playhead_repaintsTwoStrips()
    {
        RollFixture roll;
        roll.state.setPlayhead(480);
        PaintWatch watch(roll.view);
        roll.state.setPlayhead(1440);
        QTRY_VERIFY(!watch.region.isEmpty());
        const int area =
            std::accumulate(watch.region.begin(), watch.region.end(), 0,
                            [](int sum, const QRect &rect) { return sum + rect.width() * rect.height(); });
        QVERIFY(area <= 2 * 8 * roll.view.height());
    }

    void playhead_turnsThePageUnlessADragIsUnderWay()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        const Tick far = 30 * kQuarter;
        roll.press(roll.at(120, 72));
        roll.state.setPlayhead(far);
        QCOMPARE(roll.state.geometry().left, 0.0);
        roll.release(roll.at(120, 72));
        roll.state.setPlayhead(far + 10);
        const double x = roll.state.geometry().xAt(far + 10);
        QVERIFY(x > 0 && x < roll.view.width() / 4.0);
        roll.state.setFollowsPlayhead(false);
        const double left = roll.state.geometry().left;
        roll.state.setPlayhead(far + 60 * kQuarter);
        QCOMPARE(roll.state.geometry().left, left);
    }

    void playhead_leavesAPersonAloneWhoScrolledAway()
    {
        RollFixture roll;
        roll.document.reset(longSong());
        roll.state.setPlayhead(2 * kQuarter);
        wheel(roll.view, {50, 50}, {0, -1200}, Qt::ShiftModifier);
        const double left = roll.state.geometry().left;
        QVERIFY(left > 192);
        roll.state.setPlayhead(2 * kQuarter + 20);
        QCOMPARE(roll.state.geometry().left, left);
        roll.view.resumeFollowing();
        QVERIFY(roll.state.geometry().left < 192);
    }

    void take_keepsItsNamesOnScaledScreens()
    {
        RollFixture roll;
        roll.theme.setScheme(ColorScheme::Dark);
        roll.view.clearFocus();
        roll.state.setFollowsPlayhead(false);
        roll.state.setPlayhead(1000 * kQuarter);
        SongNote own = rollSong().tracks[0].notes[0];
        const SongNote take{0, 1920, kQuarter, own.pitch, 80, 0};
        roll.state.setTakeNotes({take});
        const double ratio = 1.5;
        QImage image((QSizeF(roll.view.size()) * ratio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        roll.view.render(&image);
        const QRectF rect = roll.state.geometry().noteRect(take);
        const QRect inside = QRectF(rect.topLeft() * ratio, rect.size() * ratio).toRect();
        const auto isText = [](QRgb color) { // the one light grey in the picture
            const int least = 150;
            return qRed(color) > least && qGreen(color) > least && qBlue(color) > least;
        };
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (isText(image.pixel(x, y))) {
                    QVERIFY2(inside.contains(x, y), "a name lies outside its note");
                    ++found;
                }
            }
        }
        QVERIFY(found > 0);
    }

    void refused_isAmberAtItsPlace()
    {
        RollFixture roll;
        roll.theme.setScheme(ColorScheme::Dark);
        roll.state.setRefused({kFirst, kSecond});
        QCOMPARE(roll.state.refusedPlace(), std::optional<Tick>(kQuarter));
        const QImage image = roll.view.grab().toImage();
        const double ratio = image.devicePixelRatio();
        const QPointF line(roll.state.geometry().xAt(kQuarter), roll.view.height() - 20);
        QCOMPARE(image.pixelColor((line * ratio).toPoint()), roll.theme.color(Role::Warning));
    }

    void tab_walksThroughTheNotesAndLeaves()
    {
        RollFixture roll;
        QTest::keyClick(&roll.view, Qt::Key_Tab);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kFirst}));
        QTest::keyClick(&roll.view, Qt::Key_Tab);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kSecond}));
        QTest::keyClick(&roll.view, Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kFirst}));
        QTest::keyClick(&roll.view, Qt::Key_Tab);
        QTest::keyClick(&roll.view, Qt::Key_Tab);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kThird}));
        QVERIFY(roll.view.hasFocus());
        QTest::keyClick(&roll.view, Qt::Key_Tab);
        QVERIFY(!roll.view.hasFocus());
    }
};

} // namespace solferino

QTEST_MAIN(solferino::PianoRollViewTest)
#include "tst_piano_roll_view.moc"
