// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch_fixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QSet>
#include <QTest>

using namespace solferino;

class SketchKeysTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digits_chooseTools();
    void arrows_moveTheSelection();
    void arrows_drawWithoutAMouse();
    void selection_isEditedByKeys();
    void clipboard_bringsStrokesBackExactly();
    void clipboard_pastesBesideWhatLiesThere();
    void clipboard_offersPicturesToTrace();
    void clipboard_refusesWhatIsNoDrawing();
    void tab_staysWhileGhostsAreShown();
    void returnAndEscape_answerGhosts();
    void escape_selectsNothing();
    void undo_followsGroups();
    void width_andStabiliserHaveKeys();
    void keys_areNotTakenTwice();
    void everything_hasWords();
};

void SketchKeysTest::digits_chooseTools()
{
    SketchFixture f;
    const std::array<SketchTool, 5> tools{SketchTool::Pen, SketchTool::EraseStrokes, SketchTool::ErasePart,
                                          SketchTool::Lasso, SketchTool::Pan};
    for (int i = 4; i >= 0; --i) {
        QTest::keyClick(&f.canvas, static_cast<Qt::Key>(Qt::Key_1 + i));
        QVERIFY(f.state.tool() == tools[static_cast<std::size_t>(i)]);
        QVERIFY(f.actions.toolActions().at(i)->isChecked());
    }
}

void SketchKeysTest::arrows_moveTheSelection()
{
    SketchFixture f;
    f.state.setSelection({kLevel});
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    QTest::keyClick(&f.canvas, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(f.stroke(kLevel).points.front(), (StrokePoint{102, 110}));
    QCOMPARE(f.steps(), 1); // a row of keys is one step
    QVERIFY(f.undoIsExact());
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kLevel});
}

void SketchKeysTest::arrows_drawWithoutAMouse()
{
    SketchFixture f;
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    const Point start = f.canvas.keyPen();
    QTest::keyClick(&f.canvas, Qt::Key_D);
    QTest::keyClick(&f.canvas, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&f.canvas, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.canvas, Qt::Key_D);
    QCOMPARE(f.strokes().size(), 4U);
    const Stroke &drawn = f.strokes().back();
    QCOMPARE(drawn.points.size(), 3U);
    QCOMPARE(drawn.points.back(), (StrokePoint{start.x + 40, start.y + 40}));
    QCOMPARE(f.touches.count(), 1);
}

void SketchKeysTest::selection_isEditedByKeys()
{
    SketchFixture f;
    QTest::keyClick(&f.canvas, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.state.selection().size(), 3U);
    QTest::keyClick(&f.canvas, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(f.strokes().size(), 6U);
    QCOMPARE(f.state.selection().size(), 3U);
    QTest::keyClick(&f.canvas, Qt::Key_G, Qt::ControlModifier);
    const GroupId group = f.strokes().back().group;
    QVERIFY(group != 0);
    QTest::keyClick(&f.canvas, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(f.strokes().back().group != 0 && f.strokes().back().group != group);
    QTest::keyClick(&f.canvas, Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.strokes().back().group, GroupId{0});
    QTest::keyClick(&f.canvas, Qt::Key_Delete);
    QCOMPARE(f.strokes().size(), 6U);
    while (f.document.undoStack().canUndo()) {
        f.document.undoStack().undo();
    }
    QVERIFY(f.strokes() == sketchDrawing().strokes);
}

void SketchKeysTest::clipboard_bringsStrokesBackExactly()
{
    SketchFixture f;
    f.state.setSelection({kLevel, kKept});
    QTest::keyClick(&f.canvas, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(f.strokes().size(), 1U);
    QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(f.strokes().size(), 3U);
    QVERIFY(f.strokes()[1].points == sketchDrawing().strokes[0].points);
    QVERIFY(f.strokes()[2].layer == SketchLayer::Machine);
    QVERIFY(f.strokes()[1].id != kLevel);
}

void SketchKeysTest::clipboard_pastesBesideWhatLiesThere()
{
    SketchFixture f;
    f.state.setSelection({kLevel});
    QTest::keyClick(&f.canvas, Qt::Key_C, Qt::ControlModifier);
    for (int copy = 1; copy <= 2; ++copy) {
        QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
        const StrokePoint first = sketchDrawing().strokes[0].points.front();
        const StrokePoint pasted = f.strokes().back().points.front();
        QVERIFY(pasted.x > first.x && pasted.y > first.y);
        QCOMPARE((pasted.x - first.x) * f.state.geometry().zoom, copy * 16.0);
    }
}

void SketchKeysTest::clipboard_offersPicturesToTrace()
{
    SketchFixture f;
    QSignalSpy pictures(&f.actions, &SketchActions::picturePasteRequested);
    QApplication::clipboard()->setImage(QImage(4, 4, QImage::Format_RGB32));
    QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(pictures.count(), 1);
}

void SketchKeysTest::clipboard_refusesWhatIsNoDrawing()
{
    SketchFixture f;
    QSignalSpy refusals(&f.actions, &SketchActions::refused);
    QApplication::clipboard()->setText(QStringLiteral("words"));
    QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
    QApplication::clipboard()->setText(QStringLiteral("<svg> that ends here"));
    QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(refusals.count(), 1);
    QCOMPARE(f.strokes().size(), 3U);
}

void SketchKeysTest::tab_staysWhileGhostsAreShown()
{
    SketchFixture f;
    QLineEdit other(&f.window);
    other.show();
    QSignalSpy next(&f.canvas, &SketchCanvas::nextGhostRequested);
    f.state.setGhosts({{{{1, 1}, {2, 2}}}, true});
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    QTest::keyClick(&f.canvas, Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(next.count(), 2);
    QCOMPARE(next.at(0).at(0).toInt(), 1);
    QCOMPARE(next.at(1).at(0).toInt(), -1);
    QVERIFY(f.canvas.hasFocus());
    f.state.clearGhosts();
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    QCOMPARE(next.count(), 2);
    QVERIFY(!f.canvas.hasFocus());
}

void SketchKeysTest::returnAndEscape_answerGhosts()
{
    SketchFixture f;
    QSignalSpy keeps(&f.canvas, &SketchCanvas::keepGhostRequested);
    QSignalSpy closes(&f.canvas, &SketchCanvas::closeGhostRequested);
    QTest::keyClick(&f.canvas, Qt::Key_Return);
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QCOMPARE(keeps.count() + closes.count(), 0);
    f.state.setGhosts({{{{1, 1}, {2, 2}}}, true});
    QTest::keyClick(&f.canvas, Qt::Key_Return);
    QCOMPARE(keeps.count(), 1);
    f.state.setSelection({kLevel});
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QCOMPARE(closes.count(), 1);
    QVERIFY(!f.state.selection().empty());
}

void SketchKeysTest::escape_selectsNothing()
{
    SketchFixture f;
    f.state.setSelection({kLevel});
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(f.state.selection().empty());
}

void SketchKeysTest::undo_followsGroups()
{
    SketchFixture f;
    QVERIFY(!f.actions.undoAction()->isEnabled());
    f.state.setSelection({kLevel});
    QTest::keyClick(&f.canvas, Qt::Key_Up, Qt::ControlModifier); // larger
    QTest::keyClick(&f.canvas, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&f.canvas, Qt::Key_H);
    QCOMPARE(f.steps(), 3);
    QVERIFY(std::abs(f.stroke(kLevel).width - 3.3F) < 1e-4F);
    f.actions.undoAction()->trigger();
    f.actions.undoAction()->trigger();
    f.actions.undoAction()->trigger();
    QVERIFY(f.strokes() == sketchDrawing().strokes);
    QVERIFY(f.actions.redoAction()->isEnabled());
}

void SketchKeysTest::width_andStabiliserHaveKeys()
{
    SketchFixture f;
    QTest::keyClick(&f.canvas, Qt::Key_BracketRight);
    QCOMPARE(f.state.width(), 3.5);
    QTest::keyClick(&f.canvas, Qt::Key_BracketLeft);
    QCOMPARE(f.state.width(), 3.0);
    QTest::keyClick(&f.canvas, Qt::Key_BracketRight, Qt::AltModifier);
    QCOMPARE(f.state.stabiliser(), 0.1);
}

void SketchKeysTest::keys_areNotTakenTwice()
{
    SketchFixture f;
    QSet<QString> taken;
    for (const QAction *action : f.window.actions()) {
        for (const QKeySequence &key : action->shortcuts()) {
            if (key.isEmpty()) {
                continue;
            }
            QVERIFY2(!taken.contains(key.toString()), qPrintable(key.toString()));
            taken.insert(key.toString());
        }
    }
    QVERIFY(taken.size() > 40);
}

void SketchKeysTest::everything_hasWords()
{
    SketchFixture f;
    for (const QAction *action : f.window.actions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
    }
    QVERIFY(!f.canvas.accessibleName().isEmpty());
    QVERIFY(!f.canvas.accessibleDescription().isEmpty());
    QVERIFY(f.canvas.keyLines().size() > 8);
    for (const QAction *action : f.actions.strokeActions()) {
        QVERIFY(!action || !action->menu() || !action->menu()->isEmpty());
    }
}

QTEST_MAIN(SketchKeysTest)
#include "tst_sketch_keys.moc"
