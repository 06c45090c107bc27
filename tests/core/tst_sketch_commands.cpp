// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_drawing_command.h"
#include "core/commands/replace_strokes_command.h"
#include "core/commands/stroke_edits.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <random>
#include <set>

using namespace solferino;

namespace {

Stroke strokeOf(StrokeId id, double x)
{
    return {.id = id, .points = {{x, 0}, {x + 5, 5}}};
}

std::vector<StrokeId> orderOf(const Drawing &drawing)
{
    std::vector<StrokeId> ids;
    for (const Stroke &stroke : drawing.strokes)
        ids.push_back(stroke.id);
    return ids;
}

} // namespace

class SketchCommandsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SketchDocument>(nullptr);
        m_start = {};
        for (StrokeId id = 1; id <= 4; ++id)
            m_start.strokes.push_back(strokeOf(id, 10.0 * double(id)));
        m_start.nextId = 5;
        m_document->reset(m_start);
    }

    void replace_keepsTheDrawingOrder();
    void undo_isExact();
    void unsoundPoints_areLeftOut();
    void gesture_becomesOneStep();
    void gesture_thatChangesNothingVanishes();
    void gestures_staySeparate();
    void eraser_thatSplitsMerges();
    void properties_merge();
    void randomEdits_comeBackExactly_data();
    void randomEdits_comeBackExactly();
    void manyStrokes_areQuick();

private:
    ReplaceStrokesCommand *push(StrokeChange change, GestureId gesture = 0)
    {
        auto *command = new ReplaceStrokesCommand(*m_document, {}, std::move(change), gesture);
        m_document->undoStack().push(command);
        return command;
    }
    void move(const std::vector<StrokeId> &ids, double dx, GestureId gesture = 0)
    {
        push(changeStrokes(m_document->drawing(), ids,
                           [dx](Stroke &stroke) {
                               for (StrokePoint &point : stroke.points)
                                   point.x += dx;
                           }),
             gesture);
    }
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }
    void editRandomly();
    void editOnce(GestureId gesture);

    std::unique_ptr<SketchDocument> m_document;
    Drawing m_start;
    std::mt19937 m_random;
};

void SketchCommandsTest::replace_keepsTheDrawingOrder()
{
    const auto *command =
        push({.removed = {2}, .added = {{0, strokeOf(0, 1)}, {2, strokeOf(0, 2)}, {9, strokeOf(0, 3)}}});
    QCOMPARE(orderOf(m_document->drawing()), (std::vector<StrokeId>{5, 1, 6, 3, 4, 7}));
    QCOMPARE(command->addedIds(), (std::vector<StrokeId>{5, 6, 7}));
    QCOMPARE(m_document->drawing().nextId, std::uint64_t(8));
}

void SketchCommandsTest::undo_isExact()
{
    push({.removed = {2, 3, 77}, .added = {{0, strokeOf(4, 1)}, {1, strokeOf(0, 2)}, {1, strokeOf(3, 3)}}});
    const Drawing after = m_document->drawing();
    QUndoStack &stack = m_document->undoStack();
    for (int i = 0; i < 2; ++i) {
        stack.undo();
        QVERIFY(m_document->drawing() == m_start);
        stack.redo();
        QVERIFY(m_document->drawing() == after);
    }
}

void SketchCommandsTest::unsoundPoints_areLeftOut()
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const Stroke hollow{.points = {{kNone, 0}, {0, std::numeric_limits<double>::infinity()}}};
    Stroke mixed = strokeOf(0, 1);
    mixed.points.push_back({1, kNone});
    push({.removed = {}, .added = {{0, hollow}, {1, mixed}, {2, {}}}});
    QCOMPARE(orderOf(m_document->drawing()), (std::vector<StrokeId>{5, 1, 2, 3, 4}));
    QCOMPARE(m_document->drawing().strokes.front().points, strokeOf(0, 1).points);
    push({.removed = {}, .added = {{0, hollow}}});
    QCOMPARE(m_document->undoStack().count(), 1);
}

void SketchCommandsTest::gesture_becomesOneStep()
{
    const GestureId gesture = m_document->beginGesture();
    for (int i = 0; i < 5; ++i)
        move({1, 3}, 2, gesture);
    QCOMPARE(m_document->undoStack().count(), 1);
    const Drawing after = m_document->drawing();
    QCOMPARE(after.strokes[2].points[0].x, 40.0);
    m_document->undoStack().undo();
    QVERIFY(m_document->drawing() == m_start);
    m_document->undoStack().redo();
    QVERIFY(m_document->drawing() == after);
}

void SketchCommandsTest::gesture_thatChangesNothingVanishes()
{
    push({.removed = {1, 3}, .added = {{0, strokeOf(1, 10)}, {2, strokeOf(3, 30)}}});
    push({.removed = {99}, .added = {}});
    QCOMPARE(m_document->undoStack().count(), 0);

    const GestureId gesture = m_document->beginGesture();
    move({1, 3}, 2, gesture);
    push(addStrokes(m_document->drawing(), {strokeOf(0, 7)}), gesture);
    const StrokeId drawn = m_document->drawing().strokes.back().id;
    move({1, 3}, -2, gesture);
    QCOMPARE(m_document->undoStack().count(), 1);
    push(removeStrokes(m_document->drawing(), {drawn}), gesture);
    QCOMPARE(m_document->undoStack().count(), 0);
    QVERIFY(m_document->drawing() == m_start);
    move({1}, 2, gesture); // the drag goes on
    QCOMPARE(m_document->undoStack().count(), 1);

    // The same strokes in another order are a change.
    push({.removed = {3}, .added = {{0, m_document->drawing().strokes[2]}}});
    QCOMPARE(m_document->undoStack().count(), 2);
}

void SketchCommandsTest::gestures_staySeparate()
{
    move({1}, 1, m_document->beginGesture());
    move({1}, 1, m_document->beginGesture());
    move({1}, 1);
    move({1}, 1);
    QCOMPARE(m_document->undoStack().count(), 4);
}

void SketchCommandsTest::eraser_thatSplitsMerges()
{
    m_start.strokes = {{.id = 1, .group = 4, .points = {{0, 0, 0.0F}, {100, 0, 1.0F}}}, strokeOf(2, 0)};
    m_start.strokes[1].points = {{0, 500}, {100, 500}};
    m_document->reset(m_start);
    const GestureId gesture = m_document->beginGesture();
    for (const double x : {20.0, 50.0, 80.0})
        push(eraseAlong(m_document->drawing(), {{x, 0}}, 5), gesture);
    const Drawing after = m_document->drawing();
    QCOMPARE(after.strokes.size(), std::size_t(5));
    QCOMPARE(after.strokes.front().id, StrokeId(1));
    QCOMPARE(after.strokes.back().id, StrokeId(2));
    QCOMPARE(m_document->undoStack().count(), 1);
    m_document->undoStack().undo();
    QVERIFY(m_document->drawing() == m_start);
    m_document->undoStack().redo();
    QVERIFY(m_document->drawing() == after);
}

void SketchCommandsTest::properties_merge()
{
    const GestureId gesture = m_document->beginGesture();
    const auto setOpacity = [&](double opacity) {
        DrawingProperties properties = propertiesOf(m_document->drawing());
        properties.mine.opacity = opacity;
        m_document->undoStack().push(new ChangeDrawingCommand(*m_document, {}, properties, gesture));
    };
    setOpacity(1.0);
    QCOMPARE(m_document->undoStack().count(), 0);
    setOpacity(0.5);
    setOpacity(0.25);
    QCOMPARE(m_document->undoStack().count(), 1);
    m_document->undoStack().undo();
    QVERIFY(m_document->drawing() == m_start);
    m_document->undoStack().redo();
    QCOMPARE(m_document->drawing().mine.opacity, 0.25);
    setOpacity(1.0);
    QCOMPARE(m_document->undoStack().count(), 0);
}

void SketchCommandsTest::randomEdits_comeBackExactly_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void SketchCommandsTest::editOnce(GestureId gesture)
{
    const Drawing &drawing = m_document->drawing();
    std::vector<StrokeId> some;
    for (const Stroke &stroke : drawing.strokes) {
        if (pick(3) == 0)
            some.push_back(stroke.id);
    }
    const auto place = [this] {
        return Point{double(pick(300)), double(pick(300))};
    };
    const auto takeId = [this] {
        return m_document->takeId();
    };
    const std::size_t count = drawing.strokes.size();
    switch (count < 6 ? 0 : count > 60 ? 2 : pick(8)) {
    case 0: {
        Stroke stroke;
        for (int i = pick(12); i >= 0; --i)
            stroke.points.push_back({place().x, place().y, 0.1F * float(pick(11))});
        push(addStrokes(drawing, {stroke, mirrored(stroke, {150, 150, 90})}), gesture);
        break;
    }
    case 1:
        push(eraseAlong(drawing, {place(), place(), place()}, 4), gesture);
        break;
    case 2:
        push(removeStrokes(drawing, some), gesture);
        break;
    case 3:
        push(duplicateStrokes(drawing, some, 5, 5, takeId), gesture);
        break;
    case 4: {
        const GroupId group = takeId();
        push(changeStrokes(drawing, some, [group](Stroke &stroke) { stroke.group = group; }), gesture);
        break;
    }
    case 5: {
        // Somewhere else in the order.
        StrokeChange change = removeStrokes(drawing, some);
        for (std::size_t i = 0; i < some.size(); ++i)
            change.added.push_back({i * 2, *m_document->find(some[i])});
        push(std::move(change), gesture);
        break;
    }
    default:
        move(pick(2) == 0 ? some : strokesInside(drawing, {place(), place(), place()}), pick(5) - 2, gesture);
    }
}

void SketchCommandsTest::editRandomly()
{
    if (pick(6) == 0) {
        DrawingProperties properties = propertiesOf(m_document->drawing());
        properties.machine.opacity = 0.1 * pick(11);
        if (pick(2) == 0)
            properties.symmetry = SymmetryAxis{.x = double(pick(100))};
        m_document->undoStack().push(new ChangeDrawingCommand(*m_document, {}, properties));
        return;
    }
    const GestureId gesture = pick(2) == 0 ? 0 : m_document->beginGesture();
    for (int step = gesture == 0 ? 1 : 1 + pick(5); step > 0; --step)
        editOnce(gesture);
}

void SketchCommandsTest::randomEdits_comeBackExactly()
{
    QFETCH(unsigned, seed);
    m_random.seed(seed);
    std::vector<Drawing> states{m_document->drawing()}; // by index of the undo stack
    QUndoStack &stack = m_document->undoStack();
    const auto isAsItWas = [&] {
        return m_document->drawing() == states[static_cast<std::size_t>(stack.index())];
    };
    for (int step = 0; step < 400; ++step) {
        if (pick(5) == 0 && stack.canUndo()) {
            stack.undo();
            QVERIFY2(isAsItWas(), qPrintable(QString::number(step)));
        } else if (pick(6) == 0 && stack.canRedo()) {
            stack.redo();
            QVERIFY2(isAsItWas(), qPrintable(QString::number(step)));
        } else {
            editRandomly();
            states.resize(static_cast<std::size_t>(stack.count()) + 1);
            states[static_cast<std::size_t>(stack.index())] = m_document->drawing();
            std::set<StrokeId> ids;
            for (const Stroke &stroke : m_document->drawing().strokes) {
                QVERIFY(stroke.id != 0 && ids.insert(stroke.id).second && !stroke.points.empty());
                QVERIFY(stroke.id < m_document->drawing().nextId &&
                        stroke.group < m_document->drawing().nextId);
            }
        }
    }
    QVERIFY(stack.count() > 50);
    const int index = stack.index();
    while (stack.canUndo()) {
        stack.undo();
        QVERIFY(isAsItWas());
    }
    QVERIFY(m_document->drawing() == m_start);
    while (stack.index() < index) {
        stack.redo();
        QVERIFY(isAsItWas());
    }
}

void SketchCommandsTest::manyStrokes_areQuick()
{
    Drawing drawing;
    for (StrokeId id = 1; id <= 2000; ++id) {
        Stroke stroke{.id = id, .points = {}};
        for (int i = 0; i < 50; ++i)
            stroke.points.push_back({double(id) + i, double(i)});
        drawing.strokes.push_back(std::move(stroke));
    }
    drawing.nextId = 2001;
    m_document->reset(drawing);
    const GestureId gesture = m_document->beginGesture();
    const std::vector<StrokeId> ids = orderOf(drawing);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i)
        move(ids, 1, gesture);
    const double milliseconds = double(timer.nsecsElapsed()) * 1e-6 / 10;
    qInfo("a step of a drag of 2,000 strokes: %.2f ms", milliseconds);
    QVERIFY(milliseconds < 500); // quadratic behaviour takes seconds
    m_document->undoStack().undo();
    QVERIFY(m_document->drawing() == drawing);
}

QTEST_GUILESS_MAIN(SketchCommandsTest)
#include "tst_sketch_commands.moc"
