// SPDX-License-Identifier: GPL-3.0-or-later
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

class SketchPenTest final : public QObject
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
};

void SketchPenTest::pen_drawsWhatTheMouseDid()
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

void SketchPenTest::pen_cancelLeavesNothing()
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

void SketchPenTest::pen_showsItsHiddenLayerInTheSameStep()
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

void SketchPenTest::pen_mirrorsInOneStep()
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

void SketchPenTest::pen_takesPressureFromTheTablet()
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

void SketchPenTest::pen_straightensWhenHeld()
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

void SketchPenTest::pen_roundsWhenHeld()
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

void SketchPenTest::stabiliser_offChangesNothing()
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

void SketchPenTest::stabiliser_smoothsAndArrives()
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

void SketchPenTest::shapes_areFound_data()
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

void SketchPenTest::shapes_areFound()
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

QTEST_MAIN(SketchPenTest)
#include "tst_sketch_pen.moc"
