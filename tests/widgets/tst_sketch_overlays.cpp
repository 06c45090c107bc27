// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/ghost_animation.h"
#include "widgets/sketch/sketch_thumbnail.h"
#include "widgets/sketch/sketch_tool_row.h"
#include "widgets/sketch_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSlider>
#include <QTest>

using namespace solferino;

class SketchOverlaysTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ghosts_growPointByPoint();
    void ghosts_areAtOnceWithoutMotion();
    void ghosts_startAnewWhenOthersCome();
    void mixture_isClicked();
    void emptyCanvas_saysWhatToDo();
    void toolRow_followsTheState();
};

void SketchOverlaysTest::ghosts_growPointByPoint()
{
    GhostAnimation animation(nullptr);
    QSignalSpy advances(&animation, &GhostAnimation::advanced);
    QSignalSpy ends(&animation, &GhostAnimation::finished);
    Polyline line;
    for (int i = 0; i < 12; ++i) {
        line.push_back({i * 5.0, 10.0});
    }
    animation.setGhosts({{line}, true}, false);
    QVERIFY(animation.shown() >= 1 && animation.shown() < 4);
    Lines more{line, {{70, 10}, {80, 10}}};
    animation.setGhosts({more, false}, false); // a burst: it goes on where it was
    QVERIFY(animation.isDrawing());
    QTRY_COMPARE(ends.count(), 1);
    QCOMPARE(animation.shown(), 14U);
    QVERIFY(advances.count() > 4);
    QCOMPARE(pointCount(firstPoints(more, 13)), 13U);
    QCOMPARE(firstPoints(more, 13).size(), 2U);
}

void SketchOverlaysTest::ghosts_areAtOnceWithoutMotion()
{
    SketchFixture f;
    f.theme.setReducedMotion(true);
    QSignalSpy drawn(&f.canvas, &SketchCanvas::ghostsDrawn);
    const Polyline line{{20, 250}, {80, 250}, {140, 250}, {200, 250}};
    f.state.setGhosts({{line}, false});
    QCOMPARE(drawn.count(), 1);
    int magenta = 0;
    const QImage image = f.picture();
    for (int x = 20; x < 200; ++x) {
        magenta += image.pixelColor(x, 250) == f.theme.color(Role::Machine) ? 1 : 0;
    }
    QVERIFY2(magenta > 90 && magenta < 170, qPrintable(QString::number(magenta))); // dashed
    f.state.clearGhosts();
    QCOMPARE(f.picture().pixelColor(25, 250), f.theme.color(Role::Editor));
}

void SketchOverlaysTest::ghosts_startAnewWhenOthersCome()
{
    GhostAnimation animation(nullptr);
    Polyline line(100, Point{1.0, 2.0});
    animation.setGhosts({{line}, false}, true);
    QCOMPARE(animation.shown(), 100U);
    line.front() = {5.0, 5.0};
    animation.setGhosts({{line}, false}, false);
    QVERIFY(animation.shown() < 4);
    animation.setGhosts({}, false);
    QCOMPARE(animation.shown(), 0U);
    QVERIFY(!animation.isDrawing());
}

void SketchOverlaysTest::mixture_isClicked()
{
    SketchFixture f;
    QSignalSpy clicks(&f.canvas, &SketchCanvas::componentClicked);
    f.state.setMixture({{{200, 250}, 20, 10, 0.5, 0.7}});
    f.click({205, 252});
    QCOMPARE(clicks.count(), 0); // not shown
    f.document.undoStack().undo();
    f.state.setShowsMixture(true);
    f.click({205, 252});
    QCOMPARE(clicks.count(), 1);
    QCOMPARE(clicks.first().at(0).toDouble(), 205.0);
    QCOMPARE(f.strokes().size(), 3U);
    f.drag({{300, 300}, {330, 300}});
    QCOMPARE(f.strokes().size(), 4U);
}

void SketchOverlaysTest::emptyCanvas_saysWhatToDo()
{
    SketchFixture f;
    f.document.reset({});
    const QImage empty = f.picture();
    f.canvas.setEmptyText({}, {});
    QVERIFY(f.picture() != empty);
    f.canvas.setEmptyText(QStringLiteral("Draw"), {});
    const QImage words = f.picture();
    f.press({10, 10});
    f.move({40, 10});
    QCOMPARE(f.picture().pixelColor(300, 240), f.theme.color(Role::Editor));
    QVERIFY(f.picture() != words);
    f.release({40, 10});
    f.document.undoStack().undo();
    QVERIFY(f.picture() == words);
}

void SketchOverlaysTest::toolRow_followsTheState()
{
    SketchFixture f;
    SketchToolRow row(f.state, f.theme, f.actions, f.canvas, nullptr);
    auto *width = row.findChild<QDoubleSpinBox *>();
    auto *stabiliser = row.findChild<QSlider *>();
    auto *zoom = row.findChild<QComboBox *>();
    width->setValue(7.5);
    QCOMPARE(f.state.width(), 7.5);
    f.state.setWidth(2.0);
    QCOMPARE(width->value(), 2.0);
    stabiliser->setValue(40);
    QCOMPARE(f.state.stabiliser(), 0.4);
    f.canvas.setZoom(2.0);
    QCOMPARE(zoom->currentText(), QStringLiteral("200 %"));
    zoom->lineEdit()->setText(QStringLiteral("50"));
    Q_EMIT zoom->lineEdit()->editingFinished();
    QCOMPARE(f.state.geometry().zoom, 0.5);
    Q_EMIT zoom->activated(0); // Fit
    QVERIFY(f.state.geometry().zoom != 0.5);
}

QTEST_MAIN(SketchOverlaysTest)
#include "tst_sketch_overlays.moc"
