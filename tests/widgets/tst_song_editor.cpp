// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/keyboard_strip.h"
#include "widgets/pianoroll/time_ruler.h"
#include "widgets/pianoroll/track_edits.h"
#include "widgets/pianoroll/track_list.h"
#include "widgets/pianoroll/transport_bar.h"
#include "widgets/pianoroll/velocity_lane.h"
#include "widgets/roll_fixture.h"

#include <QAbstractSlider>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

template <class Widget>
Widget *named(QWidget &parent, const QString &accessibleName)
{
    for (Widget *widget : parent.findChildren<Widget *>()) {
        if (widget->accessibleName() == accessibleName) {
            return widget;
        }
    }
    return nullptr;
}

} // namespace

class SongEditorTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ruler_clickSeeks()
    {
        RollFixture roll;
        auto *ruler = roll.editor.findChild<TimeRuler *>();
        QSignalSpy seeks(&roll.editor, &SongEditor::seekRequested);
        const QPointF place(roll.state.geometry().xAt(960) + 2, 16);
        sendMouse(*ruler, QEvent::MouseButtonPress, place, Qt::LeftButton, Qt::LeftButton, {});
        sendMouse(*ruler, QEvent::MouseButtonRelease, place, Qt::LeftButton, Qt::NoButton, {});
        QCOMPARE(seeks.count(), 1);
        QCOMPARE(roll.state.playhead(), Tick{960});
    }

    void ruler_dragSelectsTimeAndWithShiftNotes()
    {
        RollFixture roll;
        auto *ruler = roll.editor.findChild<TimeRuler *>();
        const RollGeometry &geometry = roll.state.geometry();
        QSignalSpy ranges(&roll.editor, &SongEditor::timeRangeChanged);
        dragIn(*ruler, {geometry.xAt(1920), 14}, {geometry.xAt(960), 14});
        QCOMPARE(roll.state.timeRange(), (std::optional<LoopRange>({960, 1920})));
        QCOMPARE(ranges.last().at(0).value<Tick>(), Tick{960});
        dragIn(*ruler, {geometry.xAt(480), 14}, {geometry.xAt(1200), 14}, Qt::ShiftModifier);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kSecond, kThird}));
        QCOMPARE(roll.state.timeRange(), (std::optional<LoopRange>({960, 1920})));
        QCOMPARE(roll.steps(), 0);
    }

    void ruler_dragsTheLoopInOneStep()
    {
        RollFixture roll;
        auto *ruler = roll.editor.findChild<TimeRuler *>();
        const RollGeometry &geometry = roll.state.geometry();
        const auto loop = [&] {
            return roll.document.song().loop.value_or(LoopRange{});
        };
        dragIn(*ruler, {geometry.xAt(480), 4}, {geometry.xAt(1920), 4});
        QCOMPARE(loop(), (LoopRange{480, 1920}));
        QCOMPARE(roll.steps(), 1);
        dragIn(*ruler, {geometry.xAt(1920), 4}, {geometry.xAt(2400), 4});
        QCOMPARE(loop(), (LoopRange{480, 2400}));
        dragIn(*ruler, {geometry.xAt(1200), 4}, {geometry.xAt(1440), 4});
        QCOMPARE(loop(), (LoopRange{720, 2640}));
        QCOMPARE(roll.steps(), 3);
        sendMouse(*ruler, QEvent::MouseButtonDblClick, {geometry.xAt(1200), 4}, Qt::LeftButton,
                  Qt::LeftButton, {});
        QVERIFY(!roll.document.song().loop);
    }

    void lane_dragsHeadsFreelyAndAsARamp()
    {
        RollFixture roll;
        auto *lane = roll.editor.findChild<VelocityLane *>();
        const double top = 9; // velocity 127
        const double height = lane->height();
        const auto y = [&](int velocity) {
            return height - velocity * (height - top) / 127.0;
        };
        const auto x = [&](Tick tick) {
            return roll.state.geometry().xAt(tick) + 2;
        };

        dragIn(*lane, {x(0), y(100)}, {x(0), y(60)});
        QVERIFY(std::abs(roll.note(kFirst).velocity - 60) <= 1);
        QCOMPARE(roll.note(kSecond).velocity, 90);
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());

        dragIn(*lane, {x(0), y(10)}, {x(990), y(120)}, Qt::ShiftModifier);
        QVERIFY(std::abs(roll.note(kFirst).velocity - 10) <= 1);
        QVERIFY(std::abs(roll.note(kSecond).velocity - 63) <= 2);
        QVERIFY(std::abs(roll.note(kThird).velocity - 120) <= 1);
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());

        roll.state.setSelection(NoteSet({rollSong().tracks[0].notes[1]}));
        dragIn(*lane, {x(-20), y(20)}, {x(1100), y(20)});
        QVERIFY(std::abs(roll.note(kSecond).velocity - 20) <= 1);
        QCOMPARE(roll.note(kFirst).velocity, 100);
        QCOMPARE(roll.note(kThird).velocity, 80);
        QVERIFY(roll.undoRestores());
    }

    void lane_escapeCancels()
    {
        RollFixture roll;
        auto *lane = roll.editor.findChild<VelocityLane *>();
        const QPointF place(roll.state.geometry().xAt(0) + 2, lane->height() / 2.0);
        sendMouse(*lane, QEvent::MouseButtonPress, place, Qt::LeftButton, Qt::LeftButton, {});
        sendMouse(*lane, QEvent::MouseMove, place + QPointF(300, 10), Qt::NoButton, Qt::LeftButton, {});
        QVERIFY(roll.state.preview());
        QTest::keyClick(lane, Qt::Key_Escape);
        sendMouse(*lane, QEvent::MouseButtonRelease, place, Qt::LeftButton, Qt::NoButton, {});
        QVERIFY(!roll.state.preview());
        QCOMPARE(roll.document.song().tracks, rollSong().tracks);
        QCOMPARE(roll.steps(), 0);
    }

    void song_opensAtItsNotes()
    {
        RollFixture roll;
        Song song = rollSong();
        std::swap(song.tracks[0].notes, song.tracks[1].notes);
        for (SongNote &note : song.tracks[1].notes) {
            note.pitch = 24;
        }
        roll.document.reset(song);
        QCOMPARE(roll.state.trackId(), kBass);
        const int y = roll.state.geometry().yAt(24);
        QVERIFY(y > 0 && y < roll.view.height());
    }

    void keys_soundAndGlide()
    {
        RollFixture roll;
        auto *keys = roll.editor.findChild<KeyboardStrip *>();
        QSignalSpy heard(&roll.editor, &SongEditor::noteAuditioned);
        const auto y = [&](int pitch) {
            return roll.at(0, pitch).y();
        };
        dragIn(*keys, {30, y(72)}, {30, y(74)});
        QCOMPARE(heard.count(), 6); // 72, 73 and 74, on and off
        QCOMPARE(heard.first().at(0).value<TrackId>(), kLead);
        QCOMPARE(heard.first().at(1).toInt(), 72);
        QCOMPARE(heard.last().at(1).toInt(), 74);
        QCOMPARE(heard.last().at(3).toBool(), false);
        Q_EMIT keys->pitchSelectionRequested(76);
        QCOMPARE(roll.selection(), std::vector<NoteId>({kSecond}));
    }

    void tracks_areAddedDuplicatedMovedAndDeleted()
    {
        RollFixture roll;
        const auto names = [&] {
            QStringList list;
            for (const Track &track : roll.document.song().tracks) {
                list.append(QString::fromStdString(track.name));
            }
            return list;
        };
        const QList<QAction *> actions = roll.editor.trackActions().front()->menu()->actions();
        actions.at(0)->trigger(); // add
        QCOMPARE(names(), QStringList({u"Lead"_s, u"Bass"_s, u"Track 3"_s}));
        QCOMPARE(roll.state.trackId(), roll.document.song().tracks[2].id);
        QCOMPARE(roll.document.song().tracks[2].channel, 2);
        roll.state.setTrack(kLead);
        actions.at(1)->trigger(); // duplicate
        QCOMPARE(names(), QStringList({u"Lead"_s, u"Lead Copy"_s, u"Bass"_s, u"Track 3"_s}));
        QCOMPARE(roll.document.song().tracks[1].notes.size(), std::size_t{3});
        QVERIFY(roll.document.song().tracks[1].notes[0].id != kFirst);
        TrackEdits(roll.document).moveBy(kLead, 1);
        QCOMPARE(names().front(), u"Lead Copy"_s);
        roll.state.setTrack(kBass);
        actions.at(2)->trigger(); // delete
        QCOMPARE(names(), QStringList({u"Lead Copy"_s, u"Lead"_s, u"Track 3"_s}));
        QVERIFY(roll.state.track());
        QCOMPARE(roll.steps(), 4);
        for (int i = 0; i < 4; ++i) {
            roll.document.undoStack().undo();
        }
        QCOMPARE(roll.document.song().tracks, rollSong().tracks);
    }

    void tracks_changeInstrumentMuteAndVolume()
    {
        RollFixture roll;
        TrackEdits edits(roll.document);
        edits.setProgram(kLead, 73);
        QCOMPARE(instrumentText(roll.document.song().tracks[0]), u"Flute · GM 74"_s);
        edits.setDrumKit(kBass, 0);
        QCOMPARE(instrumentText(roll.document.song().tracks[1]), u"Standard Kit · Ch 10"_s);
        named<QToolButton>(roll.editor, u"Mute Lead"_s)->click();
        QVERIFY(roll.document.song().tracks[0].isMuted);
        auto *volume = named<QAbstractSlider>(roll.editor, u"Volume of Lead"_s);
        const int steps = roll.steps();
        dragIn(*volume, {60, 8}, {10, 8});
        QVERIFY(roll.document.song().tracks[0].volume < 0.3);
        QCOMPARE(roll.steps(), steps + 1);
    }

    void trackList_foldsInNarrowWindows()
    {
        RollFixture roll;
        auto *tracks = roll.editor.findChild<TrackList *>();
        QVERIFY(!tracks->isFolded());
        roll.editor.resize(700, 600);
        QVERIFY(tracks->isFolded());
        QVERIFY(tracks->width() <= 36);
    }

    void transport_editsTheTimeline()
    {
        RollFixture roll;
        named<QDoubleSpinBox>(roll.editor, u"Tempo"_s)->setValue(96.0);
        QCOMPARE(roll.document.song().tempos, std::vector<TempoChange>({{0, 625000}}));
        auto *meter = named<QComboBox>(roll.editor, u"Time signature"_s);
        meter->setCurrentIndex(meter->findText(u"3/4"_s));
        Q_EMIT meter->activated(meter->currentIndex());
        QCOMPARE(roll.document.song().meters, std::vector<MeterChange>({{0, 3, 4}}));
        auto *key = named<QComboBox>(roll.editor, u"Key"_s);
        key->setCurrentIndex(key->findText(u"A minor"_s));
        Q_EMIT key->activated(key->currentIndex());
        QCOMPARE(roll.document.song().keys, std::vector<KeyChange>({{0, 0, true}}));
        QCOMPARE(roll.steps(), 3);
        roll.document.undoStack().undo();
        QCOMPARE(key->currentIndex(), 0);
    }

    void transport_asksToPlayAndToGo()
    {
        RollFixture roll;
        QSignalSpy plays(&roll.editor, &SongEditor::playRequested);
        roll.editor.transportActions().at(1)->trigger();
        QCOMPARE(plays.takeFirst().at(0).toBool(), true);
        roll.editor.setPlaying(true);
        roll.editor.transportActions().at(1)->trigger();
        QCOMPARE(plays.takeFirst().at(0).toBool(), false);
        auto *position = named<QLineEdit>(roll.editor, u"Position"_s);
        position->setFocus();
        position->setText(u"2.3.120"_s);
        QTest::keyClick(position, Qt::Key_Return);
        QCOMPARE(roll.state.playhead(), Tick{1920 + 960 + 120});
        QCOMPARE(position->text(), u"2.3.120"_s);
    }

    void emptySong_offersTheCardAndThePencil()
    {
        RollFixture roll;
        auto *card = roll.editor.findChild<EmptyState *>();
        QVERIFY(card && card->isHidden());
        Song empty = rollSong();
        empty.tracks[0].notes.clear();
        roll.document.reset(empty);
        QVERIFY(!card->isHidden());
        QCOMPARE(roll.state.tool(), RollTool::Draw);
        QSignalSpy generates(&roll.editor, &SongEditor::generateRequested);
        Q_EMIT card->primaryRequested();
        QCOMPARE(generates.count(), 1);
        roll.click(roll.at(40, 92));
        QCOMPARE(roll.notes().size(), std::size_t{1});
        QVERIFY(card->isHidden());
    }

    void card_fitsIntoTheRollAtLargeText()
    {
        RollFixture roll;
        Song empty = rollSong();
        empty.tracks[0].notes.clear();
        roll.document.reset(empty);
        const auto *card = roll.editor.findChild<EmptyState *>();
        const QWidget *place = card->parentWidget();
        roll.theme.setTextScale(200);
        roll.editor.resize(680, 700);
        QTRY_VERIFY2(card->x() >= 0 && card->geometry().right() < place->width(),
                     qPrintable(u"%1 from %2 in %3"_s.arg(card->width()).arg(card->x()).arg(place->width())));
    }

    void selection_signalsIds()
    {
        RollFixture roll;
        QSignalSpy changes(&roll.editor, &SongEditor::selectionChanged);
        roll.click(roll.at(240, 72));
        QVERIFY(changes.count() >= 1);
        QCOMPARE(roll.editor.selection(), std::vector<NoteId>({kFirst}));
        QSignalSpy tracks(&roll.editor, &SongEditor::activeTrackChanged);
        roll.state.setTrack(kBass);
        QCOMPARE(tracks.count(), 1);
        QVERIFY(roll.editor.selection().empty());
    }

    void everyControl_hasAnAccessibleName()
    {
        RollFixture roll;
        for (const QWidget *widget : roll.editor.findChildren<QWidget *>()) {
            const bool isControl = widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
                                   !widget->focusProxy() &&
                                   !qobject_cast<const QLineEdit *>(widget->parentWidget());
            if (isControl && !widget->parentWidget()->inherits("QAbstractSpinBox") &&
                !widget->inherits("QAbstractScrollArea")) {
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const bool isNamed =
                    !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                QVERIFY2(isNamed, widget->metaObject()->className());
            }
        }
    }
};

} // namespace solferino

QTEST_MAIN(solferino::SongEditorTest)
#include "tst_song_editor.moc"
