// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch_fixture.h"

#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>

#include <cmath>

using namespace solferino;

namespace {

bool isNear(double a, double b, double tolerance = 1e-6)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class SketchToolsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eraser_takesWholeStrokesInOneStep();
    void eraser_leavesTheOtherParts();
    void eraser_cancelBringsAllBack();
    void eraser_sparesHiddenLayers();
    void rightButton_erasesWithEveryTool();
    void farEndOfThePen_erases();
    void lasso_selectsWhatItSurrounds();
    void lasso_clickSelectsAndShiftAdds();
    void lasso_movesExactly();
    void lasso_showsAllStrokesOnTheirWay();
    void lasso_copiesWithAlt();
    void lasso_scalesFromTheOtherCorner();
    void lasso_scalesInProportionWithShift();
    void lasso_rotatesInSteps();
    void lasso_selectsGroupsWhole();
    void pan_movesTheView();
    void pan_movesTheBackgroundWithAlt();
    void axis_isDragged();
};

void SketchToolsTest::eraser_takesWholeStrokesInOneStep()
{
    SketchFixture f;
    f.state.setTool(SketchTool::EraseStrokes);
    f.drag({{200, 50}, {200, 150}, {200, 380}, {200, 420}});
    QCOMPARE(f.strokes().size(), 1U);
    QCOMPARE(f.strokes().front().id, kPlumb);
    QCOMPARE(f.steps(), 1);
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::eraser_leavesTheOtherParts()
{
    SketchFixture f;
    f.state.setTool(SketchTool::ErasePart);
    f.drag({{200, 60}, {200, 140}, {220, 140}, {250, 60}});
    QVERIFY(f.strokes().size() > 3);
    QVERIFY(!f.stroke(kLevel).points.empty());
    for (const Stroke &stroke : f.strokes()) {
        for (const StrokePoint &point : stroke.points) {
            QVERIFY(point.y > 150 || std::abs(point.x - 200) > 7.9);
        }
    }
    QCOMPARE(f.steps(), 1);
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::eraser_cancelBringsAllBack()
{
    SketchFixture f;
    f.state.setTool(SketchTool::EraseStrokes);
    f.press({200, 50});
    f.move({200, 150});
    QCOMPARE(f.strokes().size(), 2U);
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(f.strokes() == sketchDrawing().strokes);
    QVERIFY(!f.document.undoStack().canRedo());
}

void SketchToolsTest::eraser_sparesHiddenLayers()
{
    SketchFixture f;
    f.actions.edits().setLayerVisible(SketchLayer::Machine, false);
    for (const SketchTool tool : {SketchTool::EraseStrokes, SketchTool::ErasePart}) {
        f.state.setTool(tool);
        f.drag({{200, 380}, {200, 420}});
        QVERIFY(f.stroke(kKept) == sketchDrawing().strokes[2]);
    }
}

void SketchToolsTest::rightButton_erasesWithEveryTool()
{
    SketchFixture f;
    f.drag({{200, 80}, {200, 120}}, {}, Qt::RightButton);
    QCOMPARE(f.strokes().size(), 2U);
    f.state.setTool(SketchTool::ErasePart); // the eraser used last
    f.state.setTool(SketchTool::Lasso);
    f.drag({{380, 200}, {420, 200}}, {}, Qt::RightButton);
    QCOMPARE(f.strokes().size(), 3U);
    QCOMPARE(f.stroke(kPlumb).points.front(), sketchDrawing().strokes[1].points.front());
}

void SketchToolsTest::farEndOfThePen_erases()
{
    SketchFixture f;
    const QPointingDevice rubber(QStringLiteral("pen"), 78, QInputDevice::DeviceType::Stylus,
                                 QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Position, 1,
                                 1);
    for (const auto type : {QEvent::TabletPress, QEvent::TabletRelease}) {
        QTabletEvent event(type, &rubber, {200, 100}, f.canvas.mapToGlobal(QPointF(200, 100)), 1, 0, 0, 0, 0,
                           0, {}, Qt::LeftButton, Qt::LeftButton);
        QApplication::sendEvent(&f.canvas, &event);
    }
    QCOMPARE(f.strokes().size(), 2U);
}

void SketchToolsTest::lasso_selectsWhatItSurrounds()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.drag({{80, 60}, {320, 60}, {320, 140}, {80, 140}, {80, 62}});
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kLevel});
    f.drag({{380, 60}, {440, 60}, {440, 320}, {380, 320}}, Qt::ShiftModifier);
    QVERIFY((f.state.selection() == std::vector<StrokeId>{kLevel, kPlumb}));
    f.click({500, 450});
    QVERIFY(f.state.selection().empty());
    QCOMPARE(f.steps(), 0);
    QCOMPARE(f.touches.count(), 0);
}

void SketchToolsTest::lasso_clickSelectsAndShiftAdds()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.click({200, 102});
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kLevel});
    f.click({402, 200}, Qt::ShiftModifier);
    QVERIFY((f.state.selection() == std::vector<StrokeId>{kLevel, kPlumb}));
    f.click({400, 250}, Qt::ShiftModifier);
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kLevel});
    f.click({402, 200});
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kPlumb});
}

void SketchToolsTest::lasso_movesExactly()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.drag({{200, 100}, {210, 110}, {232, 141}});
    const Stroke before = sketchDrawing().strokes[0];
    const Stroke after = f.stroke(kLevel);
    QCOMPARE(after.points.size(), before.points.size());
    for (std::size_t i = 0; i < before.points.size(); ++i) {
        QVERIFY(isNear(after.points[i].x, before.points[i].x + 32));
        QVERIFY(isNear(after.points[i].y, before.points[i].y + 41));
    }
    QVERIFY(f.strokes().front().id == kLevel); // the drawing order stays
    QCOMPARE(f.steps(), 1);
    QVERIFY(f.undoIsExact());
    f.drag({{232, 141}, {262, 150}}, Qt::ShiftModifier);
    QVERIFY(isNear(f.stroke(kLevel).points.front().y, 141)); // along one axis
}

void SketchToolsTest::lasso_showsAllStrokesOnTheirWay()
{
    for (const bool isCopy : {false, true}) {
        SketchFixture f;
        f.state.setTool(SketchTool::Lasso);
        (void)f.picture();
        f.state.setSelection({kLevel, kPlumb, kKept});
        (void)f.picture();
        f.press({200, 100});
        f.move({210, 110});
        f.move({232, 141}, isCopy ? Qt::AltModifier : Qt::NoModifier);
        const QImage onTheWay = f.picture();
        f.release({232, 141}, isCopy ? Qt::AltModifier : Qt::NoModifier);
        const QImage there = f.picture();
        QCOMPARE(onTheWay.size(), there.size());
        int different = 0;
        for (int y = 0; y < there.height(); ++y) {
            for (int x = 0; x < there.width(); ++x) {
                different += onTheWay.pixel(x, y) != there.pixel(x, y) ? 1 : 0;
            }
        }
        QVERIFY2(different < 40, qPrintable(QString::number(different)));
    }
}

void SketchToolsTest::lasso_copiesWithAlt()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.click({200, 100});
    f.drag({{200, 100}, {200, 120}, {200, 150}}, Qt::AltModifier);
    QCOMPARE(f.strokes().size(), 4U);
    QVERIFY(f.stroke(kLevel) == sketchDrawing().strokes[0]);
    QCOMPARE(f.strokes().back().points.front().y, 150.0);
    QVERIFY(f.state.selection() == std::vector<StrokeId>{f.strokes().back().id});
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::lasso_scalesFromTheOtherCorner()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.state.setSelection({kLevel, kPlumb}); // 100..400 × 100..300, box 8 beyond
    f.drag({{408, 308}, {450, 350}, {558, 408}});
    const Stroke level = f.stroke(kLevel);
    QVERIFY(isNear(level.points.front().x, 100) && isNear(level.points.front().y, 100));
    QVERIFY(isNear(level.points.back().x, 100 + 200 * 1.5));
    QVERIFY(isNear(f.stroke(kPlumb).points.back().y, 400));
    QCOMPARE(f.steps(), 1);
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::lasso_scalesInProportionWithShift()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.state.setSelection({kLevel, kPlumb});
    f.drag({{408, 308}, {450, 310}, {558, 318}}, Qt::ShiftModifier);
    QVERIFY(isNear(f.stroke(kPlumb).points.back().x, 550));
    QVERIFY(isNear(f.stroke(kPlumb).points.back().y, 400));
}

void SketchToolsTest::lasso_rotatesInSteps()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.state.setSelection({kLevel, kPlumb}); // its middle is 250, 200
    f.drag({{250, 68}, {300, 80}, {385, 202}}, Qt::ShiftModifier);
    const Stroke level = f.stroke(kLevel); // a quarter to the right
    QVERIFY(isNear(level.points.front().x, 350) && isNear(level.points.front().y, 50));
    QVERIFY(isNear(level.points.back().x, 350) && isNear(level.points.back().y, 250));
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::lasso_selectsGroupsWhole()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Lasso);
    f.state.setSelection({kLevel, kPlumb});
    f.actions.edits().group();
    f.state.clearSelection();
    f.click({200, 100});
    QVERIFY((f.state.selection() == std::vector<StrokeId>{kLevel, kPlumb}));
    f.actions.edits().ungroup();
    f.state.clearSelection();
    f.click({200, 100});
    QVERIFY(f.state.selection() == std::vector<StrokeId>{kLevel});
}

void SketchToolsTest::pan_movesTheView()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Pan);
    f.drag({{300, 300}, {310, 305}, {350, 330}});
    QCOMPARE(f.state.geometry().origin, (Point{-50, -30}));
    QCOMPARE(f.steps(), 0);
    QCOMPARE(f.touches.count(), 0);
}

void SketchToolsTest::pan_movesTheBackgroundWithAlt()
{
    SketchFixture f;
    f.actions.edits().placeBackground("image/png", {1, 2, 3}, {600, 500});
    f.state.setTool(SketchTool::Pan);
    f.drag({{300, 300}, {310, 305}, {350, 330}}, Qt::AltModifier);
    QCOMPARE(f.document.drawing().background->x, 50.0);
    QCOMPARE(f.document.drawing().background->y, 30.0);
    QCOMPARE(f.steps(), 2);
    f.document.undoStack().undo();
    QCOMPARE(f.document.drawing().background->x, 0.0);
}

void SketchToolsTest::axis_isDragged()
{
    SketchFixture f;
    f.actions.edits().setSymmetric(true); // through 300, 250
    f.state.setTool(SketchTool::Pan);
    f.drag({{300, 250}, {310, 260}, {320, 280}});
    QCOMPARE(f.document.drawing().symmetry->x, 320.0);
    QCOMPARE(f.document.drawing().symmetry->y, 280.0);
    f.drag({{320, 208}, {380, 230}, {390, 282}}, Qt::ShiftModifier);
    QVERIFY(isNear(std::remainder(f.document.drawing().symmetry->angle, 180.0), 0.0));
    QCOMPARE(f.steps(), 3);
}

QTEST_MAIN(SketchToolsTest)
#include "tst_sketch_tools.moc"
