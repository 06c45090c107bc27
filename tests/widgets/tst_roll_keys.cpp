// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/roll_fixture.h"

#include <QAction>
#include <QMenu>
#include <QSet>
#include <QTest>

namespace solferino {

namespace {

using Ids = std::vector<NoteId>;

QList<QAction *> allActions(SongEditor &editor)
{
    PianoRollActions &actions = editor.actions();
    QList<QAction *> all;
    const QList<QAction *> entries = actions.toolActions() + actions.editActions() + actions.noteActions() +
                                     actions.viewActions() + editor.transportActions();
    for (QAction *entry : entries) {
        if (entry && entry->menu()) {
            all += entry->menu()->actions();
        } else if (entry) {
            all += entry;
        }
    }
    return all;
}

} // namespace

class RollKeysTest final : public QObject
{
    Q_OBJECT
private:
    static void press(RollFixture &roll, int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&roll.view, static_cast<Qt::Key>(key), modifiers);
    }

private Q_SLOTS:
    void aTune_isDrawnWithKeysAlone()
    {
        RollFixture roll;
        Song empty = rollSong();
        empty.tracks[0].notes.clear();
        roll.document.reset(empty);
        QVERIFY(QTest::qWaitForWindowActive(&roll.editor));
        roll.view.setFocus();
        roll.state.setCursor({0, 72});
        press(roll, Qt::Key_Return);
        press(roll, Qt::Key_Up);
        press(roll, Qt::Key_Up);
        press(roll, Qt::Key_Return);
        press(roll, Qt::Key_Right);
        press(roll, Qt::Key_Down, Qt::ShiftModifier);
        press(roll, Qt::Key_Return);
        std::vector<std::pair<Tick, int>> tune;
        for (const SongNote &note : roll.notes()) {
            QCOMPARE(note.length, Tick{240});
            tune.emplace_back(note.start, note.pitch);
        }
        const std::vector<std::pair<Tick, int>> expected{{0, 72}, {240, 74}, {720, 62}};
        QCOMPARE(tune, expected);
        QCOMPARE(roll.steps(), 3);
    }

    void arrows_moveTheSelection()
    {
        RollFixture roll;
        roll.state.setSelection(NoteSet({rollSong().tracks[0].notes[1]}));
        press(roll, Qt::Key_Right);
        QCOMPARE(roll.note(kSecond).start, kQuarter + 240);
        press(roll, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(roll.note(kSecond).pitch, 88);
        press(roll, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(roll.note(kSecond).start, kQuarter + 240 + 1920);
        press(roll, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(roll.note(kSecond).length, kQuarter + 240);
        press(roll, Qt::Key_Left, Qt::ControlModifier);
        press(roll, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(roll.note(kSecond).velocity, 95);
        for (int i = roll.steps(); i > 0; --i) {
            roll.document.undoStack().undo();
        }
        QCOMPARE(roll.document.song().tracks, rollSong().tracks);
    }

    void arrows_drawOutATimeRangeFromTheCursor()
    {
        RollFixture roll;
        roll.state.setCursor({480, 60});
        press(roll, Qt::Key_Right, Qt::ControlModifier);
        press(roll, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(roll.state.timeRange(), (std::optional<LoopRange>({480, 960})));
        press(roll, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(roll.state.timeRange(), (std::optional<LoopRange>({480, 720})));
        press(roll, Qt::Key_Escape);
        QVERIFY(!roll.state.timeRange());
        QCOMPARE(roll.steps(), 0);
    }

    void selection_byKeys()
    {
        RollFixture roll;
        press(roll, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(roll.selection(), Ids({kFirst, kSecond, kThird}));
        press(roll, Qt::Key_Escape);
        QVERIFY(roll.selection().empty());
        press(roll, Qt::Key_Right, Qt::AltModifier);
        press(roll, Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(roll.selection(), Ids({kFirst, kSecond}));
        press(roll, Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(roll.selection(), Ids({kThird}));
        press(roll, Qt::Key_Delete);
        QCOMPARE(roll.notes().size(), std::size_t{2});
        QVERIFY(roll.selection().empty());
        QVERIFY(roll.undoRestores());
    }

    void clipboard_cutsAndPastes()
    {
        RollFixture roll;
        press(roll, Qt::Key_A, Qt::ControlModifier);
        press(roll, Qt::Key_C, Qt::ControlModifier);
        press(roll, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(roll.notes().size(), std::size_t{6});
        // The copy goes on at the grid line after the last end, 1470.
        QCOMPARE(roll.notes()[3].start, Tick{1680});
        QCOMPARE(roll.notes()[5].start, Tick{1680 + 990});
        QCOMPARE(roll.selection().size(), std::size_t{3});
        QCOMPARE(roll.steps(), 1);
        press(roll, Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(roll.document.song().tracks[0].notes, rollSong().tracks[0].notes);
        QCOMPARE(roll.steps(), 2);
    }

    void duplicate_followsTheSelection()
    {
        RollFixture roll;
        roll.state.setSelection(NoteSet({rollSong().tracks[0].notes[0]}));
        press(roll, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(roll.notes().size(), std::size_t{4});
        QCOMPARE(roll.state.selectedNotes().front().start, kQuarter);
        QCOMPARE(roll.state.selectedNotes().front().pitch, 72);
        QVERIFY(roll.undoRestores());
    }

    void quantise_movesToTheGrid()
    {
        RollFixture roll;
        press(roll, Qt::Key_A, Qt::ControlModifier);
        press(roll, Qt::Key_Q);
        QCOMPARE(roll.note(kThird).start, 2 * kQuarter);
        QCOMPARE(roll.note(kFirst).start, Tick{0});
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.undoRestores());
    }

    void changes_eachAreOneStep_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("withShift");
        QTest::newRow("split on grid") << int(Qt::Key_S) << false;
        QTest::newRow("legato") << int(Qt::Key_L) << false;
        QTest::newRow("staccato") << int(Qt::Key_L) << true;
        QTest::newRow("double") << int(Qt::Key_H) << false;
        QTest::newRow("half") << int(Qt::Key_H) << true;
        QTest::newRow("ramp") << int(Qt::Key_R) << true;
    }
    void changes_eachAreOneStep()
    {
        QFETCH(int, key);
        QFETCH(bool, withShift);
        RollFixture roll;
        Song song = rollSong();
        song.tracks[0].notes[1].velocity = 30;
        roll.document.reset(song);
        press(roll, Qt::Key_A, Qt::ControlModifier);
        press(roll, key, withShift ? Qt::ShiftModifier : Qt::NoModifier);
        QCOMPARE(roll.steps(), 1);
        QVERIFY(roll.notes() != song.tracks[0].notes);
        QCOMPARE(roll.selection().size(), roll.notes().size());
        roll.document.undoStack().undo();
        QCOMPARE(roll.document.song().tracks, song.tracks);
    }

    void notes_moveToTheNextTrackInOneStep()
    {
        RollFixture roll;
        press(roll, Qt::Key_A, Qt::ControlModifier);
        press(roll, Qt::Key_PageDown, Qt::ControlModifier);
        QVERIFY(roll.document.song().tracks[0].notes.empty());
        QCOMPARE(roll.document.song().tracks[1].notes.size(), std::size_t{3});
        QCOMPARE(roll.state.trackId(), kBass);
        QCOMPARE(roll.selection().size(), std::size_t{3});
        QVERIFY(roll.undoRestores());
    }

    void tools_areDigits()
    {
        RollFixture roll;
        for (int tool = 0; tool < 5; ++tool) {
            press(roll, Qt::Key_1 + tool);
            QCOMPARE(static_cast<int>(roll.state.tool()), tool);
            QVERIFY(roll.editor.actions().toolActions().at(tool)->isChecked());
        }
    }

    void loop_followsTheSelection()
    {
        RollFixture roll;
        press(roll, Qt::Key_A, Qt::ControlModifier);
        press(roll, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(roll.document.song().loop, (std::optional<LoopRange>({0, 1470})));
        press(roll, Qt::Key_C);
        QVERIFY(!roll.document.song().loop);
        press(roll, Qt::Key_C);
        QCOMPARE(roll.document.song().loop, (std::optional<LoopRange>({0, 1470})));
    }

    void return_belongsToATakeOnShow()
    {
        RollFixture roll;
        roll.editor.setTake({{0, 1920, 240, 72, 90, 0}}, LoopRange{1920, 2160});
        press(roll, Qt::Key_Return);
        QCOMPARE(roll.steps(), 0);
        roll.editor.setTake({}, std::nullopt);
        press(roll, Qt::Key_Return);
        QCOMPARE(roll.steps(), 1);
    }

    void actions_haveTextKeyAndTip()
    {
        RollFixture roll;
        QSet<QString> keys;
        for (const QAction *action : allActions(roll.editor)) {
            QVERIFY2(!action->text().isEmpty(), "no text");
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence &key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!keys.contains(text), qPrintable(text));
                keys.insert(text);
            }
        }
        QVERIFY(keys.size() > 60);
    }
};

} // namespace solferino

QTEST_MAIN(solferino::RollKeysTest)
#include "tst_roll_keys.moc"
