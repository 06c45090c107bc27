// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/stroke_simplifier.h"
#include "widgets/sketch/selection_box.h"
#include "widgets/sketch/stabiliser.h"
#include "widgets/sketch/stroke_shapes.h"
#include "widgets/sketch_fixture.h"

#include <QAction>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace solferino;

namespace {

Polyline wobblyEllipse(double first, double second, double degrees)
{
    Polyline line;
    const double turn = degrees * std::numbers::pi / 180;
    for (int i = 0; i <= 58; ++i) { // not quite closed
        const double angle = i * 2 * std::numbers::pi / 60;
        const double wobble = 1.0 + 0.03 * std::sin(7 * angle);
        const double x = first * wobble * std::cos(angle);
        const double y = second * wobble * std::sin(angle);
        line.push_back(
            {200 + x * std::cos(turn) - y * std::sin(turn), 150 + x * std::sin(turn) + y * std::cos(turn)});
    }
    return line;
}

QList<QPointF> places(const Polyline &line)
{
    QList<QPointF> result;
    for (const Point &point : line) {
        result.append({point.x, point.y});
    }
    return result;
}

bool isNear(double a, double b, double tolerance = 1e-6)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class SketchToolsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pen_drawsWhatTheMouseDid();
    void pen_cancelLeavesNothing();
    void pen_showsItsHiddenLayerInTheSameStep();
    void pen_mirrorsInOneStep();
    void pen_takesPressureFromTheTablet();
    void pen_straightensWhenHeld();
    void pen_roundsWhenHeld();
    void stabiliser_offChangesNothing();
    void stabiliser_smoothsAndArrives();
    void shapes_areFound_data();
    void shapes_areFound();
    void eraser_takesWholeStrokesInOneStep();
    void eraser_leavesTheOtherParts();
    void eraser_cancelBringsAllBack();
    void eraser_sparesHiddenLayers();
    void rightButton_erasesWithEveryTool();
    void farEndOfThePen_erases();
    void lasso_selectsWhatItSurrounds();
    void lasso_clickSelectsAndShiftAdds();
    void lasso_movesExactly();
    void lasso_copiesWithAlt();
    void lasso_scalesFromTheOtherCorner();
    void lasso_scalesInProportionWithShift();
    void lasso_rotatesInSteps();
    void lasso_selectsGroupsWhole();
    void pan_movesTheView();
    void pan_movesTheBackgroundWithAlt();
    void axis_isDragged();
};

void SketchToolsTest::pen_drawsWhatTheMouseDid()
{
    SketchFixture f;
    f.state.setWidth(5.0);
    f.drag({{20, 20}, {25, 30}, {60, 31}, {60, 31}, {61, 80}});
    QCOMPARE(f.strokes().size(), 4U);
    const Stroke &drawn = f.strokes().back();
    const std::vector<StrokePoint> expected{{20, 20}, {25, 30}, {60, 31}, {61, 80}};
    QVERIFY(drawn.points == expected);
    QCOMPARE(drawn.width, 5.0F);
    QVERIFY(drawn.layer == SketchLayer::Mine);
    QCOMPARE(f.steps(), 1);
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::pen_cancelLeavesNothing()
{
    SketchFixture f;
    const QImage before = f.picture();
    f.press({20, 20});
    f.move({200, 200});
    QVERIFY(f.picture() != before);
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QCOMPARE(f.steps(), 0);
    QVERIFY(f.picture() == before);
}

void SketchToolsTest::pen_showsItsHiddenLayerInTheSameStep()
{
    SketchFixture f;
    f.actions.edits().setLayerVisible(SketchLayer::Mine, false);
    f.drag({{20, 20}, {60, 60}});
    QVERIFY(f.document.drawing().mine.isVisible);
    QCOMPARE(f.steps(), 2);
    f.document.undoStack().undo();
    QCOMPARE(f.strokes().size(), 3U);
    QVERIFY(!f.document.drawing().mine.isVisible);
}

void SketchToolsTest::pen_mirrorsInOneStep()
{
    SketchFixture f;
    f.actions.symmetryAction()->trigger();
    QVERIFY(f.document.drawing().symmetry.has_value());
    QCOMPARE(f.document.drawing().symmetry->x, 300.0);
    f.drag({{20, 20}, {50, 40}});
    QCOMPARE(f.strokes().size(), 5U);
    const Stroke &image = f.strokes().back();
    QVERIFY(isNear(image.points[0].x, 580) && isNear(image.points[0].y, 20));
    QVERIFY(isNear(image.points[1].x, 550) && isNear(image.points[1].y, 40));
    QCOMPARE(f.steps(), 2); // the mirror, the strokes
    f.document.undoStack().undo();
    QCOMPARE(f.strokes().size(), 3U);
}

void SketchToolsTest::pen_takesPressureFromTheTablet()
{
    SketchFixture f;
    const QPointingDevice stylus(
        QStringLiteral("pen"), 77, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
        QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 3);
    const auto send = [&](QEvent::Type type, QPointF place, double pressure, Qt::MouseButtons buttons) {
        QTabletEvent event(type, &stylus, place, f.canvas.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, {},
                           Qt::LeftButton, buttons);
        QApplication::sendEvent(&f.canvas, &event);
    };
    send(QEvent::TabletPress, {20.25, 20}, 0.25, Qt::LeftButton);
    send(QEvent::TabletMove, {60.5, 20}, 0.5, Qt::LeftButton);
    send(QEvent::TabletRelease, {60.5, 20}, 0.0, Qt::NoButton);
    const std::vector<StrokePoint> expected{{20.25, 20, 0.25F}, {60.5, 20, 0.5F}};
    QVERIFY(f.strokes().back().points == expected);
}

void SketchToolsTest::pen_straightensWhenHeld()
{
    SketchFixture f;
    f.press({20, 200});
    for (int x = 30; x <= 220; x += 10) {
        f.move({static_cast<double>(x), 200.0 + 6 * std::sin(x)});
    }
    f.move({220, 200});
    QTest::qWait(700);
    f.move({230, 260}); // the end follows
    f.release({230, 260});
    const std::vector<StrokePoint> expected{{20, 200}, {230, 260}};
    QVERIFY(f.strokes().back().points == expected);
    QVERIFY(f.undoIsExact());
}

void SketchToolsTest::pen_roundsWhenHeld()
{
    SketchFixture f;
    const QList<QPointF> circle = places(wobblyEllipse(80, 78, 0));
    f.press(circle.first());
    for (const QPointF &place : circle) {
        f.move(place);
    }
    QTest::qWait(700);
    f.release(circle.last());
    const Stroke &drawn = f.strokes().back();
    QVERIFY(drawn.points.front() != StrokePoint{});
    for (const StrokePoint &point : drawn.points) {
        QVERIFY(isNear(std::hypot(point.x - 200, point.y - 150), 79, 5.0));
    }
    const double gap = std::hypot(drawn.points.front().x - drawn.points.back().x,
                                  drawn.points.front().y - drawn.points.back().y);
    QVERIFY(gap < 1e-6);
}

void SketchToolsTest::stabiliser_offChangesNothing()
{
    Stabiliser stabiliser(0.0, 4.0);
    for (int i = 0; i < 20; ++i) {
        const StrokePoint pen{i * 13.0, (i % 3) * 7.0, 0.5F};
        const std::vector<StrokePoint> ink = stabiliser.follow(pen);
        QCOMPARE(ink.size(), 1U);
        QVERIFY(ink.front() == pen);
    }
    QVERIFY(stabiliser.catchUp().empty());
}

void SketchToolsTest::stabiliser_smoothsAndArrives()
{
    SketchFixture f;
    f.state.setStabiliser(0.5);
    QList<QPointF> zigzag;
    for (int i = 0; i <= 40; ++i) {
        zigzag.append({20.0 + i * 10, 200.0 + (i % 2) * 8});
    }
    f.drag(zigzag);
    const std::vector<StrokePoint> &points = f.strokes().back().points;
    QVERIFY(points.back().x == 420 && points.back().y == 200); // exactly where the pen was lifted
    double roughest = 0.0;
    for (std::size_t i = points.size() / 2; i + 2 < points.size(); ++i) {
        roughest = std::max(roughest, std::abs(points[i].y - points[i - 1].y));
    }
    QVERIFY2(roughest < 2.0, qPrintable(QString::number(roughest)));
}

void SketchToolsTest::shapes_areFound_data()
{
    QTest::addColumn<QList<QPointF>>("stroke");
    QTest::addColumn<QString>("form");
    QList<QPointF> square;
    for (int i = 0; i <= 20; ++i) {
        square.append({i * 10.0, 0.0});
    }
    for (int i = 0; i <= 20; ++i) {
        square.append({200.0, i * 10.0});
    }
    for (int i = 20; i >= 0; --i) {
        square.append({i * 10.0, 200.0});
    }
    for (int i = 20; i > 0; --i) {
        square.append({0.0, i * 10.0});
    }
    QTest::newRow("circle") << places(wobblyEllipse(60, 62, 0)) << QStringLiteral("circle");
    QTest::newRow("ellipse") << places(wobblyEllipse(90, 40, 0)) << QStringLiteral("ellipse");
    QTest::newRow("slanted ellipse") << places(wobblyEllipse(90, 40, 35)) << QStringLiteral("ellipse");
    QTest::newRow("square") << square << QStringLiteral("none");
    QTest::newRow("half circle") << places(wobblyEllipse(60, 60, 0)).first(30) << QStringLiteral("none");
    QTest::newRow("shaky line") << QList<QPointF>{{0, 0}, {50, 8}, {100, -6}, {200, 3}}
                                << QStringLiteral("line");
    QTest::newRow("dot") << QList<QPointF>{{5, 5}} << QStringLiteral("none");
    QTest::newRow("dots at one place")
        << QList<QPointF>{{5, 5}, {5, 5}, {5, 5}, {5, 5}} << QStringLiteral("none");
}

void SketchToolsTest::shapes_areFound()
{
    QFETCH(QList<QPointF>, stroke);
    QFETCH(QString, form);
    Polyline line;
    for (const QPointF &place : stroke) {
        line.push_back({place.x(), place.y()});
    }
    const std::optional<CleanShape> shape = cleanShape(line);
    QString found = QStringLiteral("none");
    if (shape && shape->isLine) {
        found = QStringLiteral("line");
        QVERIFY(shape->points.front() == line.front() && shape->points.back() == line.back());
    } else if (shape) {
        double most = 0.0;
        double least = 1e9;
        for (const Point &point : shape->points) {
            const double radius = std::hypot(point.x - 200, point.y - 150);
            most = std::max(most, radius);
            least = std::min(least, radius);
        }
        found = most - least < 8.0 ? QStringLiteral("circle") : QStringLiteral("ellipse");
    }
    QCOMPARE(found, form);
}

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
