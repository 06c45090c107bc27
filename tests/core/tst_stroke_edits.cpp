// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/replace_strokes_command.h"
#include "core/commands/stroke_edits.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace solferino;

namespace {

Drawing drawingOf(std::vector<std::vector<StrokePoint>> strokes)
{
    Drawing drawing;
    for (std::vector<StrokePoint> &points : strokes)
        drawing.strokes.push_back({.id = drawing.nextId++, .points = std::move(points)});
    return drawing;
}

/// The drawing after a change.
Drawing after(const Drawing &drawing, const StrokeChange &change)
{
    SketchDocument document(nullptr);
    document.reset(drawing);
    document.undoStack().push(new ReplaceStrokesCommand(document, {}, change));
    return document.drawing();
}

bool areNear(const std::vector<StrokePoint> &a, const std::vector<StrokePoint> &b)
{
    return std::ranges::equal(a, b, [](const StrokePoint &p, const StrokePoint &q) {
        return std::hypot(p.x - q.x, p.y - q.y) < 1e-9 && std::abs(p.pressure - q.pressure) < 1e-6F;
    });
}

bool isEmpty(const StrokeChange &change)
{
    return change.removed.empty() && change.added.empty();
}

double distanceTo(const StrokePoint &point, Point a, Point b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double squared = dx * dx + dy * dy;
    const double t =
        squared == 0.0 ? 0.0 : std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / squared, 0.0, 1.0);
    return std::hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}

/// Strokes of 50 points all over a canvas of 4,000 by 4,000 pixels.
Drawing fullCanvas(int count)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 4000);
    std::uniform_real_distribution<double> step(-8, 8);
    std::vector<std::vector<StrokePoint>> strokes(static_cast<std::size_t>(count));
    for (auto &points : strokes) {
        StrokePoint point{place(random), place(random)};
        for (int i = 0; i < 50; ++i) {
            points.push_back(point);
            point.x += step(random);
            point.y += step(random);
        }
    }
    return drawingOf(std::move(strokes));
}

} // namespace

class StrokeEditsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void add_comesLast();
    void remove_passesOverStrangers();
    void change_keepsIdAndPlace();
    void duplicate_makesNewGroups();
    void erase_cutsAtTheEdge();
    void erase_splitsInOrder();
    void erase_takesEndsAndWholeStrokes();
    void erase_ofNothingIsEmpty();
    void erase_leavesNothingWithinReach();
    void erase_twiceChangesNothingMore();
    void near_findsWhatThePathTouches();
    void inside_needsMoreThanHalf();
    void inside_bringsGroups();
    void mirrored_turnsAround();
    void fullCanvas_isQuick();
};

void StrokeEditsTest::add_comesLast()
{
    const Drawing drawing = drawingOf({{{0, 0}}, {{1, 1}}});
    const StrokeChange change = addStrokes(drawing, {{.points = {{2, 2}}}, {.points = {{3, 3}}}});
    QVERIFY(change.removed.empty());
    const Drawing changed = after(drawing, change);
    QCOMPARE(changed.strokes.size(), std::size_t(4));
    QCOMPARE(changed.strokes[3].points[0].x, 3.0);
}

void StrokeEditsTest::remove_passesOverStrangers()
{
    const Drawing drawing = drawingOf({{{0, 0}}, {{1, 1}}, {{2, 2}}});
    QCOMPARE(removeStrokes(drawing, {9, 3, 1}).removed, (std::vector<StrokeId>{1, 3}));
}

void StrokeEditsTest::change_keepsIdAndPlace()
{
    const Drawing drawing = drawingOf({{{0, 0}}, {{1, 1}}, {{2, 2}}});
    const StrokeChange change = changeStrokes(drawing, {2, 3, 9}, [](Stroke &stroke) {
        stroke.id = 77;
        if (stroke.points[0].x < 2)
            stroke.width = 8;
    });
    QCOMPARE(change.removed, std::vector<StrokeId>{2}); // the third one stays as it is
    const Drawing changed = after(drawing, change);
    QCOMPARE(changed.strokes[1].id, StrokeId(2));
    QCOMPARE(changed.strokes[1].width, 8.0F);
    QVERIFY(changed.strokes[0] == drawing.strokes[0] && changed.strokes[2] == drawing.strokes[2]);
}

void StrokeEditsTest::duplicate_makesNewGroups()
{
    Drawing drawing = drawingOf({{{0, 0, 0.5F}}, {{1, 1}}, {{2, 2}}, {{3, 3}}});
    drawing.strokes[0].group = drawing.strokes[1].group = 5;
    drawing.strokes[2].group = 6;
    std::uint64_t next = 20;
    const StrokeChange change = duplicateStrokes(drawing, {1, 2, 3, 4}, 10, -1, [&next] { return next++; });
    QVERIFY(change.removed.empty());
    QCOMPARE(change.added.size(), std::size_t(4));
    QCOMPARE(change.added[0].place, std::size_t(4));
    QCOMPARE(change.added[0].stroke.points[0], (StrokePoint{10, -1, 0.5F}));
    const auto group = [&change](std::size_t i) {
        return change.added[i].stroke.group;
    };
    QVERIFY(group(0) == 20 && group(1) == 20 && group(2) == 21 && group(3) == 0);
    QVERIFY(std::ranges::all_of(change.added, [](const auto &each) { return each.stroke.id == 0; }));
}

void StrokeEditsTest::erase_cutsAtTheEdge()
{
    Drawing drawing = drawingOf({{{0, 0, 0.0F}, {100, 0, 1.0F}}});
    drawing.strokes[0].group = 9;
    drawing.strokes[0].width = 2;
    drawing.strokes[0].layer = SketchLayer::Machine;
    const Drawing changed = after(drawing, eraseAlong(drawing, {{50, -30}, {50, 30}}, 10));
    QCOMPARE(changed.strokes.size(), std::size_t(2));
    const Stroke &first = changed.strokes[0];
    const Stroke &second = changed.strokes[1];
    QCOMPARE(first.id, StrokeId(1));
    QVERIFY(second.id > 1);
    QVERIFY(areNear(first.points, {{0, 0, 0.0F}, {40, 0, 0.4F}}));
    QVERIFY(areNear(second.points, {{60, 0, 0.6F}, {100, 0, 1.0F}}));
    for (const Stroke &piece : changed.strokes)
        QVERIFY(piece.group == 9 && piece.width == 2 && piece.layer == SketchLayer::Machine);
}

void StrokeEditsTest::erase_splitsInOrder()
{
    const Drawing drawing =
        drawingOf({{{0, 0}, {10, 0}}, {{0, 50}, {20, 50}, {40, 50}, {60, 50}}, {{0, 90}, {10, 90}}});
    const Drawing changed = after(drawing, eraseAlong(drawing, {{10, 50}, {10, 20}, {50, 20}, {50, 50}}, 2));
    QCOMPARE(changed.strokes.size(), std::size_t(5));
    const auto &strokes = changed.strokes;
    QVERIFY(strokes[0].id == 1 && strokes[1].id == 2 && strokes[4].id == 3);
    QVERIFY(areNear(strokes[1].points, {{0, 50}, {8, 50}}));
    QVERIFY(areNear(strokes[2].points, {{12, 50}, {20, 50}, {40, 50}, {48, 50}}));
    QVERIFY(areNear(strokes[3].points, {{52, 50}, {60, 50}}));
}

void StrokeEditsTest::erase_takesEndsAndWholeStrokes()
{
    const Drawing drawing = drawingOf({{{0, 0}, {5, 0}, {5, 5}},       // whole
                                       {{3, 3}},                       // a dot
                                       {{0, 0}, {0, 0}},               // a dot of two points
                                       {{0, 0}, {30, 0}},              // its beginning
                                       {{30, 0}, {20, 0}, {9.5, 0}}}); // its end
    const Drawing changed = after(drawing, eraseAlong(drawing, {{0, 0}}, 10));
    QCOMPARE(changed.strokes.size(), std::size_t(2));
    QVERIFY(areNear(changed.strokes[0].points, {{10, 0}, {30, 0}}));
    QVERIFY(areNear(changed.strokes[1].points, {{30, 0}, {20, 0}, {10, 0}}));
    QVERIFY(changed.strokes[0].id == 4 && changed.strokes[1].id == 5);
}

void StrokeEditsTest::erase_ofNothingIsEmpty()
{
    const Drawing drawing = drawingOf({{{0, 0}, {100, 0}}, {{5, 5}}, {}});
    QVERIFY(isEmpty(eraseAlong(drawing, {{50, 50}}, 10)));
    QVERIFY(isEmpty(eraseAlong(drawing, {}, 10)));
    QVERIFY(isEmpty(eraseAlong(drawing, {{50, 10}}, 10))); // touches at a single place
    QVERIFY(isEmpty(eraseAlong({}, {{0, 0}}, 10)));
}

void StrokeEditsTest::erase_leavesNothingWithinReach()
{
    const Drawing drawing = fullCanvas(300);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(0, 4000);
    std::vector<Point> path(12);
    for (Point &point : path)
        point = {place(random), place(random)};
    const Drawing changed = after(drawing, eraseAlong(drawing, path, 12));
    QVERIFY(changed.strokes.size() != drawing.strokes.size());
    double inkLeft = 0.0;
    for (const Stroke &stroke : changed.strokes) {
        QVERIFY(stroke.points.size() > 1);
        for (std::size_t i = 0; i < stroke.points.size(); ++i) {
            for (std::size_t k = 1; k < path.size(); ++k)
                QVERIFY(distanceTo(stroke.points[i], path[k - 1], path[k]) > 12 - 1e-6);
            if (i > 0)
                inkLeft += std::hypot(stroke.points[i].x - stroke.points[i - 1].x,
                                      stroke.points[i].y - stroke.points[i - 1].y);
        }
    }
    // What is left by walking along all strokes in small steps.
    double expected = 0.0;
    for (const Stroke &stroke : drawing.strokes) {
        for (std::size_t i = 1; i < stroke.points.size(); ++i) {
            constexpr int kSteps = 16;
            const StrokePoint &a = stroke.points[i - 1];
            const StrokePoint &b = stroke.points[i];
            for (int step = 0; step < kSteps; ++step) {
                const double t = (step + 0.5) / kSteps;
                const StrokePoint point{std::lerp(a.x, b.x, t), std::lerp(a.y, b.y, t)};
                bool isNear = false;
                for (std::size_t k = 1; k < path.size() && !isNear; ++k)
                    isNear = distanceTo(point, path[k - 1], path[k]) < 12;
                expected += isNear ? 0.0 : std::hypot(b.x - a.x, b.y - a.y) / kSteps;
            }
        }
    }
    QVERIFY2(std::abs(inkLeft / expected - 1.0) < 1e-3,
             qPrintable(QString::number(inkLeft / expected, 'g', 9)));
}

void StrokeEditsTest::erase_twiceChangesNothingMore()
{
    Drawing drawing = fullCanvas(1000);
    const std::vector<Point> path{{100, 3900}, {2000, 2000}, {2500, 300}, {3900, 100}};
    drawing = after(drawing, eraseAlong(drawing, path, 15));
    QVERIFY(isEmpty(eraseAlong(drawing, path, 15)));
}

void StrokeEditsTest::near_findsWhatThePathTouches()
{
    const Drawing drawing = drawingOf({{{0, 0}, {100, 0}}, {{50, 20}}, {{0, 40}, {100, 60}}, {}});
    QCOMPARE(strokesNear(drawing, {{50, -5}, {50, 17}}, 3), (std::vector<StrokeId>{1, 2}));
    QCOMPARE(strokesNear(drawing, {{50, 50}}, 0.5), std::vector<StrokeId>{3}); // between its points
    QCOMPARE(strokesNear(drawing, {{-50, 30}, {150, 30}}, 1), std::vector<StrokeId>{});
    QCOMPARE(strokesNear(drawing, {{60, -10}, {60, 70}}, 0), (std::vector<StrokeId>{1, 3}));
    QVERIFY(strokesNear(drawing, {}, 100).empty());
}

void StrokeEditsTest::inside_needsMoreThanHalf()
{
    const Drawing drawing = drawingOf({{{1, 1}, {2, 2}, {50, 50}}, {{1, 1}, {50, 50}}, {{5, 5}}, {}});
    const std::vector<Point> lasso{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    QCOMPARE(strokesInside(drawing, lasso), (std::vector<StrokeId>{1, 3}));
    QVERIFY(strokesInside(drawing, {}).empty());
    QVERIFY(strokesInside(drawing, {{0, 0}, {10, 10}}).empty());
    // A bay in the lasso is outside.
    const std::vector<Point> bay{{0, 0}, {20, 0}, {20, 20}, {6, 4}, {4, 6}, {0, 20}};
    QCOMPARE(strokesInside(drawing, bay), (std::vector<StrokeId>{1}));
}

void StrokeEditsTest::inside_bringsGroups()
{
    Drawing drawing = drawingOf({{{500, 500}}, {{5, 5}}, {{900, 0}}, {{6, 6}}});
    drawing.strokes[0].group = drawing.strokes[1].group = 7;
    drawing.strokes[2].group = 8;
    QCOMPARE(strokesInside(drawing, {{0, 0}, {10, 0}, {10, 10}, {0, 10}}), (std::vector<StrokeId>{1, 2, 4}));
}

void StrokeEditsTest::mirrored_turnsAround()
{
    const auto isAt = [](const StrokePoint &point, double x, double y) {
        return std::abs(point.x - x) < 1e-9 && std::abs(point.y - y) < 1e-9;
    };
    const Stroke stroke{
        .id = 4, .layer = SketchLayer::Machine, .group = 2, .width = 5, .points = {{3, 7, 0.5F}, {10, 0}}};
    const Stroke upright = mirrored(stroke, {.x = 10, .y = 100, .angle = 90});
    QVERIFY(isAt(upright.points[0], 17, 7) && isAt(upright.points[1], 10, 0));
    QVERIFY(upright.id == 0 && upright.group == 2 && upright.width == 5 &&
            upright.points[0].pressure == 0.5F);
    QVERIFY(isAt(mirrored(stroke, {.x = 1, .y = 2, .angle = 0}).points[0], 3, -3));
    QVERIFY(isAt(mirrored(stroke, {.x = 0, .y = 0, .angle = 45}).points[0], 7, 3));
    QVERIFY(isAt(mirrored(mirrored(stroke, {.angle = 33}), {.angle = 33}).points[0], 3, 7));
}

void StrokeEditsTest::fullCanvas_isQuick()
{
    const Drawing drawing = fullCanvas(2000);
    std::vector<Point> circle;
    for (int i = 0; i < 200; ++i)
        circle.push_back({2000 + 1500 * std::cos(i * 0.0314), 2000 + 1500 * std::sin(i * 0.0314)});
    const std::vector<Point> step{{1000, 1000}, {1040, 1020}};
    const auto measure = [](const char *what, const auto &work) {
        constexpr int kRuns = 5;
        QElapsedTimer timer;
        timer.start();
        std::size_t count = 0;
        for (int i = 0; i < kRuns; ++i)
            count += work();
        const double milliseconds = double(timer.nsecsElapsed()) * 1e-6 / kRuns;
        qInfo("%s: %.2f ms (%zu)", what, milliseconds, count / kRuns);
        return milliseconds;
    };
    // Bounds for builds without optimisation on a busy machine; without bounding boxes it takes many seconds.
    QVERIFY(measure("erase a step", [&] { return eraseAlong(drawing, step, 10).removed.size(); }) < 200);
    QVERIFY(measure("near a step", [&] { return strokesNear(drawing, step, 10).size(); }) < 200);
    QVERIFY(measure("erase a circle", [&] { return eraseAlong(drawing, circle, 10).removed.size(); }) < 1000);
    QVERIFY(measure("near a circle", [&] { return strokesNear(drawing, circle, 10).size(); }) < 1000);
    measure("inside a circle", [&] { return strokesInside(drawing, circle).size(); });
}

QTEST_GUILESS_MAIN(StrokeEditsTest)
#include "tst_stroke_edits.moc"
