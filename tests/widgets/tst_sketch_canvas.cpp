// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/stroke_edits.h"
#include "widgets/sketch_fixture.h"

#include <QBuffer>
#include <QTest>
#include <QWheelEvent>

#include <random>

using namespace solferino;

namespace {

void wheel(SketchFixture &f, QPointF place, int notches, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(place, f.canvas.mapToGlobal(place), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&f.canvas, &event);
}

/// Pixels that differ by more than smooth edges do after a picture was moved.
int differences(const QImage &a, const QImage &b, int tolerance = 0)
{
    int count = a.size() == b.size() ? 0 : 1'000'000;
    for (int y = 0; count < 1'000'000 && y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor first = a.pixelColor(x, y);
            const QColor second = b.pixelColor(x, y);
            count += std::abs(first.red() - second.red()) > tolerance ? 1 : 0;
        }
    }
    return count;
}

/// The same state painted from nothing.
QImage paintedAnew(SketchFixture &f)
{
    const CanvasGeometry geometry = f.state.geometry();
    SketchCanvas fresh(f.state, f.theme, nullptr);
    fresh.resize(f.canvas.size());
    fresh.show();
    f.state.setGeometry(geometry);
    QImage image = fresh.grab().toImage();
    for (int i = 0; fresh.isPainting() && i < 100; ++i) {
        image = fresh.grab().toImage();
    }
    return image;
}

} // namespace

class SketchCanvasTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ink_isThereWhileThePenIsDown();
    void ink_repaintsLittleOfTheView();
    void picture_isAsPaintedAnew();
    void picture_followsOpacityAndVisibility();
    void wheel_zoomsAtThePointer();
    void zoom_isNeverBeyondItsLimits();
    void space_pansWhileItIsHeld();
    void pan_keepsWhatWasPainted();
    void fit_showsAll();
    void signals_tellOfTouchAndRest();
    void undo_isATouch();
    void replay_showsTheFirstPoints();
    void background_isPaintedUnderTheInk();
    void reset_forgetsTheDrag();
};

void SketchCanvasTest::ink_isThereWhileThePenIsDown()
{
    SketchFixture f;
    f.state.setTool(SketchTool::Pen);
    f.state.setWidth(8.0);
    const QColor teal = f.theme.color(Role::Person);
    f.press({50, 200});
    f.move({150, 200});
    QCOMPARE(f.canvas.grab().toImage().pixelColor(100, 200), teal);
    f.move({150, 300});
    QCOMPARE(f.canvas.grab().toImage().pixelColor(150, 250), teal);
    f.release({150, 300});
    QCOMPARE(f.canvas.grab().toImage().pixelColor(150, 250), teal);
    const QImage kept = f.picture();
    QCOMPARE(differences(kept, paintedAnew(f), 2), 0);
}

void SketchCanvasTest::ink_repaintsLittleOfTheView()
{
    SketchFixture f;
    (void)f.picture();
    class Regions final : public QObject
    {
    public:
        bool eventFilter(QObject * /*watched*/, QEvent *event) override
        {
            if (event->type() == QEvent::Paint) {
                region += static_cast<QPaintEvent *>(event)->region();
            }
            return false;
        }
        QRegion region;
    } regions;
    f.press({50, 200});
    QApplication::processEvents();
    f.canvas.installEventFilter(&regions);
    f.move({60, 205});
    QApplication::processEvents();
    QVERIFY(regions.region.contains(QPoint(55, 202)));
    QVERIFY(regions.region.boundingRect().width() < 40);
    QVERIFY(regions.region.boundingRect().height() < 40);
    f.release({60, 205});
}

void SketchCanvasTest::picture_isAsPaintedAnew()
{
    SketchFixture f;
    std::mt19937 random(3);
    const auto place = [&] {
        return QPointF(static_cast<double>(random() % 600), static_cast<double>(random() % 500));
    };
    for (int step = 0; step < 40; ++step) {
        switch (random() % 6) {
        case 0:
            f.state.setTool(static_cast<SketchTool>(random() % 5));
            f.drag({place(), place(), place()});
            break;
        case 1:
            f.state.setTool(SketchTool::Pen);
            f.drag({place(), place(), place(), place()});
            break;
        case 2:
            f.document.undoStack().undo();
            break;
        case 3:
            f.document.undoStack().redo();
            break;
        case 4:
            f.drag({place(), place()}, {}, Qt::MiddleButton);
            break;
        default:
            wheel(f, place(), random() % 2 == 0 ? 1 : -1);
            break;
        }
        (void)f.canvas.grab();
    }
    f.state.clearSelection();
    const QImage kept = f.picture();
    QCOMPARE(differences(kept, paintedAnew(f), 2), 0);
}

void SketchCanvasTest::picture_followsOpacityAndVisibility()
{
    SketchFixture f;
    const QColor paper = f.theme.color(Role::Editor);
    QCOMPARE(f.picture().pixelColor(200, 400), f.theme.color(Role::Machine));
    f.actions.edits().setLayerOpacity(SketchLayer::Machine, 0.5);
    const QColor faint = f.picture().pixelColor(200, 400);
    QVERIFY(faint != paper && faint != f.theme.color(Role::Machine));
    f.actions.edits().setLayerVisible(SketchLayer::Machine, false);
    QCOMPARE(f.picture().pixelColor(200, 400), paper);
    QCOMPARE(f.picture().pixelColor(200, 100), f.theme.color(Role::Person));
}

void SketchCanvasTest::wheel_zoomsAtThePointer()
{
    SketchFixture f;
    wheel(f, {100, 100}, 2);
    QVERIFY(f.state.geometry().zoom > 1.4);
    const QPointF kept = f.state.geometry().toView(Point{100, 100});
    QVERIFY(std::abs(kept.x() - 100) < 1e-6 && std::abs(kept.y() - 100) < 1e-6);
    wheel(f, {100, 100}, 1, Qt::ShiftModifier);
    QVERIFY(f.state.geometry().toView(Point{100, 100}).x() != kept.x());
}

void SketchCanvasTest::zoom_isNeverBeyondItsLimits()
{
    SketchFixture f;
    for (int i = 0; i < 200; ++i) {
        wheel(f, {10, 10}, -3);
    }
    QCOMPARE(f.state.geometry().zoom, CanvasGeometry::kLeastZoom);
    for (int i = 0; i < 400; ++i) {
        wheel(f, {10, 10}, 3);
    }
    QCOMPARE(f.state.geometry().zoom, CanvasGeometry::kMostZoom);
    (void)f.picture();
}

void SketchCanvasTest::space_pansWhileItIsHeld()
{
    SketchFixture f;
    QSignalSpy replays(&f.canvas, &SketchCanvas::replayToggled);
    QTest::keyPress(&f.canvas, Qt::Key_Space);
    f.drag({{100, 100}, {140, 130}});
    QTest::keyRelease(&f.canvas, Qt::Key_Space);
    QCOMPARE(f.state.geometry().origin, (Point{-40, -30}));
    QCOMPARE(f.steps(), 0);
    QCOMPARE(replays.count(), 0);
    QTest::keyClick(&f.canvas, Qt::Key_Space);
    QCOMPARE(replays.count(), 1);
}

void SketchCanvasTest::pan_keepsWhatWasPainted()
{
    SketchFixture f;
    const QImage before = f.picture();
    f.drag({{100, 100}, {137, 81}}, {}, Qt::MiddleButton);
    const QImage after = f.picture();
    QCOMPARE(after.pixelColor(237, 81), before.pixelColor(200, 100));
    QCOMPARE(differences(after, paintedAnew(f), 2), 0);
}

void SketchCanvasTest::fit_showsAll()
{
    SketchFixture f;
    f.state.replaceStrokes(QStringLiteral("x"), addStrokes(f.document.drawing(),
                                                           {straightStroke({-3000, 10}, {4000, 900}, 50.0)}));
    f.canvas.fit();
    const QRectF shown = f.state.geometry().toView(*f.state.contentBounds());
    QVERIFY(QRectF(f.canvas.rect()).contains(shown));
    QVERIFY(shown.width() > 450);
}

void SketchCanvasTest::signals_tellOfTouchAndRest()
{
    SketchFixture f;
    QSignalSpy rests(&f.canvas, &SketchCanvas::penRested);
    f.press({20, 20});
    QCOMPARE(f.touches.count(), 1);
    f.move({60, 60});
    f.release({60, 60});
    QCOMPARE(f.touches.count(), 1);
    QCOMPARE(rests.count(), 0);
    QTRY_COMPARE(rests.count(), 1);
}

void SketchCanvasTest::undo_isATouch()
{
    SketchFixture f;
    f.drag({{20, 20}, {60, 60}});
    f.touches.clear();
    QSignalSpy rests(&f.canvas, &SketchCanvas::penRested);
    f.document.undoStack().undo();
    QCOMPARE(f.touches.count(), 1);
    QTRY_COMPARE(rests.count(), 1);
}

void SketchCanvasTest::replay_showsTheFirstPoints()
{
    SketchFixture f;
    const QColor paper = f.theme.color(Role::Editor);
    const QImage all = f.picture();
    f.state.setReplayCut(11); // to x = 200 of the first stroke
    QImage image = f.picture();
    QCOMPARE(image.pixelColor(150, 100), f.theme.color(Role::Person));
    QCOMPARE(image.pixelColor(250, 100), paper);
    QCOMPARE(image.pixelColor(400, 200), paper);
    f.state.setReplayCut(30);
    image = f.picture();
    QCOMPARE(image.pixelColor(250, 100), f.theme.color(Role::Person));
    QCOMPARE(image.pixelColor(400, 120), f.theme.color(Role::Person));
    QCOMPARE(image.pixelColor(400, 290), paper);
    f.state.setReplayCut(0);
    QCOMPARE(f.picture().pixelColor(150, 100), paper);
    f.state.setReplayCut(std::nullopt);
    QVERIFY(f.picture() == all);
}

void SketchCanvasTest::background_isPaintedUnderTheInk()
{
    SketchFixture f;
    QImage picture(60, 50, QImage::Format_RGB32);
    picture.fill(Qt::black);
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && picture.save(&buffer, "PNG"));
    f.actions.edits().placeBackground("image/png", {png.begin(), png.end()}, picture.size());
    f.actions.edits().setBackgroundOpacity(1.0);
    QTRY_COMPARE(f.picture().pixelColor(300, 350), QColor(Qt::black));
    QCOMPARE(f.picture().pixelColor(200, 100), f.theme.color(Role::Person));
    f.actions.edits().removeBackground();
    QCOMPARE(f.picture().pixelColor(300, 350), f.theme.color(Role::Editor));
}

void SketchCanvasTest::reset_forgetsTheDrag()
{
    SketchFixture f;
    f.press({20, 20});
    f.move({60, 60});
    f.document.reset(sketchDrawing());
    f.move({90, 90});
    f.release({90, 90});
    QCOMPARE(f.steps(), 0);
    QVERIFY(f.strokes() == sketchDrawing().strokes);
    const QImage kept = f.picture();
    QCOMPARE(differences(kept, paintedAnew(f), 2), 0);
}

QTEST_MAIN(SketchCanvasTest)
#include "tst_sketch_canvas.moc"
