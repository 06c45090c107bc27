// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roll_fixture.h"

#include <QTest>

namespace solferino {

namespace {

using Ids = std::vector<NoteId>;

} // namespace

class PianoRollTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void draw_clickPlacesNoteOfLastLength()
    {
        RollFixture roll;
        roll.state.setTool(RollTool::Draw);
        roll.click(roll.at(2000, 70)); // between 1920 and 2160
        QCOMPARE(roll.notes().size(), std::size_t{4});
        const SongNote drawn = roll.notes().back();
        QCOMPARE(drawn.start, Tick{1920});
        QCOMPARE(drawn.length, Tick{240});
        QCOMPARE(drawn.pitch, 70);
        QCOMPARE(drawn.velocity, 100);
        QVERIFY(drawn.id >= 20);
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void draw_dragSetsLengthForTheNextToo()
    {
        RollFixture roll;
        roll.state.setTool(RollTool::Draw);
        roll.drag(roll.at(1930, 70), roll.at(2600, 70));
        QCOMPARE(roll.notes().back().length, Tick{720});
        QCOMPARE(roll.steps(), 1);
        roll.click(roll.at(2900, 71));
        QCOMPARE(roll.notes().back().length, Tick{720});
        QCOMPARE(roll.steps(), 2);
    }

    void draw_altSuspendsSnap()
    {
        RollFixture roll;
        roll.state.setTool(RollTool::Draw);
        roll.drag(roll.at(2005, 70), roll.at(2120, 70), Qt::AltModifier);
        QCOMPARE(roll.notes().back().start, Tick{2005});
        QCOMPARE(roll.notes().back().length, Tick{115});
    }

    void rightButton_erasesAllCrossedWithEveryTool()
    {
        for (const RollTool tool : {RollTool::Select, RollTool::Draw, RollTool::Knife}) {
            RollFixture roll;
            roll.state.setTool(tool);
            roll.drag(roll.at(240, 72), roll.at(720, 76), {}, Qt::RightButton);
            QCOMPARE(roll.notes().size(), std::size_t{1});
            QCOMPARE(roll.notes().front().id, kThird);
            QCOMPARE(roll.steps(), 1);
            QVERIFY(roll.undoRestores());
        }
    }

    void box_selectsAddsAndRemoves()
    {
        RollFixture roll;
        const auto box = [&](Tick from, int low, Tick to, int high, Qt::KeyboardModifiers modifiers) {
            roll.drag(roll.at(from, low), roll.at(to, high), modifiers);
        };
        box(1800, 70, 600, 77, {});
        QCOMPARE(roll.selection(), Ids({kSecond}));
        box(20, 70, 460, 74, Qt::ShiftModifier);
        QCOMPARE(roll.selection(), Ids({kFirst, kSecond}));
        box(1800, 70, 600, 77, Qt::AltModifier);
        QCOMPARE(roll.selection(), Ids({kFirst}));
        box(1800, 82, 600, 78, {});
        QCOMPARE(roll.selection(), Ids({kThird}));
        QCOMPARE(roll.steps(), 0);
    }

    void box_escapeRestoresSelection()
    {
        RollFixture roll;
        roll.click(roll.at(240, 72));
        roll.press(roll.at(1800, 70));
        roll.move(roll.at(600, 80));
        QCOMPARE(roll.selection(), Ids({kSecond, kThird}));
        QTest::keyClick(&roll.view, Qt::Key_Escape);
        QCOMPARE(roll.selection(), Ids({kFirst}));
    }

    void click_selectsAndClears()
    {
        RollFixture roll;
        roll.click(roll.at(240, 72));
        QCOMPARE(roll.selection(), Ids({kFirst}));
        roll.click(roll.at(720, 76), Qt::ShiftModifier);
        QCOMPARE(roll.selection(), Ids({kFirst, kSecond}));
        roll.click(roll.at(720, 76), Qt::AltModifier);
        QCOMPARE(roll.selection(), Ids({kFirst}));
        roll.click(roll.at(1800, 60));
        QVERIFY(roll.selection().empty());
        QCOMPARE(roll.steps(), 0);
    }

    void move_keepsOffsetFromTheGrid()
    {
        RollFixture roll;
        roll.drag(roll.at(1200, 79), roll.at(1200 + 260, 77));
        QCOMPARE(roll.note(kThird).start, Tick{2 * kQuarter + 30 + 240});
        QCOMPARE(roll.note(kThird).pitch, 77);
        QCOMPARE(roll.steps(), 1);
        QCOMPARE(roll.document.undoStack().undoText(), QStringLiteral("Move Notes"));
        QVERIFY(roll.undoRestores());
    }

    void move_takesTheWholeSelection()
    {
        RollFixture roll;
        roll.editor.state().setSelection(NoteSet(roll.notes()));
        roll.drag(roll.at(720, 76), roll.at(1200, 78));
        QCOMPARE(roll.note(kFirst).start, Tick{480});
        QCOMPARE(roll.note(kSecond).pitch, 78);
        QCOMPARE(roll.note(kThird).start, Tick{3 * kQuarter + 30});
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void move_withControlLeavesCopies()
    {
        RollFixture roll;
        roll.drag(roll.at(240, 72), roll.at(240 + 1920, 74), Qt::ControlModifier);
        QCOMPARE(roll.notes().size(), std::size_t{4});
        QCOMPARE(roll.note(kFirst), rollSong().tracks[0].notes[0]);
        const SongNote copy = roll.notes().back();
        QCOMPARE(copy.start, Tick{1920});
        QCOMPARE(copy.pitch, 74);
        QCOMPARE(roll.selection(), Ids({copy.id}));
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void resize_changesBothEdgesOfAllSelected()
    {
        RollFixture roll;
        roll.state.setSelection(NoteSet(roll.notes()));
        roll.drag(roll.at(470, 72), roll.at(710, 72));
        QCOMPARE(roll.note(kFirst).length, Tick{720});
        QCOMPARE(roll.note(kThird).length, Tick{720});
        QVERIFY(roll.undoRestores());

        roll.state.setSelection(NoteSet(roll.notes()));
        roll.drag(roll.at(490, 76), roll.at(730, 76));
        QCOMPARE(roll.note(kSecond).start, Tick{720});
        QCOMPARE(roll.note(kSecond).length, Tick{240});
        QCOMPARE(roll.note(kFirst).start, Tick{240});
        QCOMPARE(roll.note(kFirst).end(), Tick{480});
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void resize_withShiftStretchesProportionally()
    {
        RollFixture roll;
        NoteSet selection;
        selection.insert(kFirst);
        selection.insert(kSecond);
        roll.state.setSelection(selection);
        roll.drag(roll.at(950, 76), roll.at(950 + 960, 76), Qt::ShiftModifier);
        QCOMPARE(roll.note(kFirst).length, Tick{960});
        QCOMPARE(roll.note(kSecond).start, Tick{960});
        QCOMPARE(roll.note(kSecond).length, Tick{960});
        QVERIFY(roll.undoRestores());
    }

    void knife_cutsAlongALine()
    {
        RollFixture roll;
        roll.state.setTool(RollTool::Knife);
        roll.drag(roll.at(240, 71), roll.at(720, 77));
        QCOMPARE(roll.notes().size(), std::size_t{5});
        QCOMPARE(roll.note(kFirst).length, Tick{240});
        QCOMPARE(roll.note(kSecond).length, Tick{240});
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void velocity_dragChangesSelection()
    {
        RollFixture roll;
        roll.state.setTool(RollTool::Velocity);
        roll.state.setSelection(NoteSet(roll.notes()));
        const QPointF from = roll.at(720, 76);
        roll.drag(from, from + QPointF(0, -20));
        QCOMPARE(roll.note(kFirst).velocity, 120);
        QCOMPARE(roll.note(kSecond).velocity, 110);
        QCOMPARE(roll.note(kThird).velocity, 100);
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void escape_cancelsEveryDrag_data()
    {
        QTest::addColumn<int>("tool");
        for (int tool = 0; tool < 5; ++tool) {
            QTest::addRow("tool %d", tool + 1) << tool;
        }
    }
    void escape_cancelsEveryDrag()
    {
        QFETCH(int, tool);
        RollFixture roll;
        roll.state.setTool(static_cast<RollTool>(tool));
        for (const QPointF from : {roll.at(240, 72), roll.at(470, 72), roll.at(1900, 70)}) {
            roll.press(from);
            roll.move(from + QPointF(90, -40));
            QTest::keyClick(&roll.view, Qt::Key_Escape);
            roll.release(from + QPointF(90, -40));
            QVERIFY(!roll.view.hasGesture());
            QVERIFY(!roll.state.preview());
            QVERIFY(!roll.state.isEditing());
            QCOMPARE(roll.document.song().tracks, rollSong().tracks);
            QCOMPARE(roll.steps(), 0);
        }
    }

    void drag_endsWhenTheSongIsReplaced()
    {
        RollFixture roll;
        roll.press(roll.at(240, 72));
        roll.move(roll.at(900, 74));
        roll.document.reset(rollSong());
        QVERIFY(!roll.view.hasGesture());
        roll.release(roll.at(900, 74));
        QCOMPARE(roll.steps(), 0);
    }

    void drag_soundsEachPitchOnceAndEndsIt()
    {
        RollFixture roll;
        roll.press(roll.at(240, 72));
        roll.move(roll.at(240, 74));
        roll.move(roll.at(245, 74));
        roll.release(roll.at(240, 74));
        QList<std::pair<int, bool>> heard;
        for (const auto &call : roll.auditions) {
            heard.append({call.at(0).toInt(), call.at(2).toBool()});
        }
        const QList<std::pair<int, bool>> expected{{72, true}, {72, false}, {74, true}, {74, false}};
        QCOMPARE(heard, expected);
    }
};

} // namespace solferino

QTEST_MAIN(solferino::PianoRollTest)
#include "tst_piano_roll.moc"
