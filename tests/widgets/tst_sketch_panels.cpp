// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/take_list.h"
#include "widgets/common/style.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/drawing_browser.h"
#include "widgets/sketch/endings_grid.h"
#include "widgets/sketch/interpolation_pad.h"
#include "widgets/sketch/replay_track.h"
#include "widgets/sketch/sample_drawings.h"
#include "widgets/sketch/sketch_thumbnail.h"
#include "widgets/sketch/stroke_replay_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace solferino;

namespace {

/// A square from (0, 0) to (side, side).
Lines square(double side)
{
    return {{{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}}};
}

Take ending(double side, bool isComplete)
{
    Take take;
    take.content = TakeStrokes{{{{side / 2, side}, {side, 2 * side}}}, square(side)};
    take.isComplete = isComplete;
    take.fraction = isComplete ? 1.0 : 0.3;
    if (isComplete)
        take.score = -1.12;
    return take;
}

int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

} // namespace

class SketchPanelsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_theme.setScheme(ColorScheme::Light);
        m_theme.setReducedMotion(true);
        applyTheme(*qApp, m_theme);
    }
    void cleanupTestCase() { QApplication::setStyle(QStringLiteral("fusion")); }

    void lines_areFittedAndCentred()
    {
        const LineFit fit = fitLines({10, 10, 110, 60}, QRectF(0, 0, 200, 200));
        QCOMPARE(fit.scale, 2.0);
        QCOMPARE(fit.map({10, 10}), QPointF(0, 50));
        QCOMPARE(fit.map({110, 60}), QPointF(200, 150));
        QCOMPARE(fitLines({5, 5, 5, 5}, QRectF(0, 0, 20, 20)).map({5, 5}), QPointF(10, 10));
        QCOMPARE(fitLines({5, 5, 5, 15}, QRectF(0, 0, 20, 20)).scale, 2.0);
    }

    void picture_staysInsideItsArea()
    {
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintLines(painter, square(7), QRectF(20, 20, 60, 60), {Qt::black, 4.0, false});
        paintLines(painter, {}, QRectF(0, 0, 60, 60), {Qt::black, 4.0, false});
        painter.end();
        QCOMPARE(image.pixelColor(22, 50), QColor(Qt::black));
        QCOMPARE(image.pixelColor(18, 50), QColor(Qt::white));
        QCOMPARE(image.pixelColor(50, 50), QColor(Qt::white));
    }

    void ending_hasBothColours()
    {
        QImage image(200, 200, QImage::Format_RGB32);
        image.fill(m_theme.color(Role::Editor));
        QPainter painter(&image);
        paintEnding(painter, m_theme, square(10), {{{0, 0}, {10, 10}}}, QRectF(10, 10, 180, 180));
        painter.end();
        QVERIFY(pixelsOf(image, m_theme.color(Role::Person)) > 100);
        const int dashed = pixelsOf(image, m_theme.color(Role::Machine));
        image.fill(m_theme.color(Role::Editor));
        painter.begin(&image);
        paintLines(painter, {{{0, 0}, {10, 10}}}, QRectF(10, 10, 180, 180),
                   {m_theme.color(Role::Machine), 2.0, false});
        painter.end();
        QVERIFY(dashed > 0 && dashed < pixelsOf(image, m_theme.color(Role::Machine)));
    }

    void replay_tellsWhoseStrokes()
    {
        QWidget area;
        StrokeReplayBar bar(m_theme, &area, &area);
        QSignalSpy moved(&bar, &StrokeReplayBar::positionChanged);
        bar.setStrokes({{10, false}, {20, false}, {30, true}});
        QCOMPARE(bar.length(), 60);
        QVERIFY(bar.isAtEnd());
        QCOMPARE(bar.text(), QStringLiteral("Stroke 3 · 2 yours, 1 new"));
        bar.setPosition(10);
        QCOMPARE(bar.text(), QStringLiteral("Stroke 1 · 2 yours, 1 new"));
        bar.setPosition(11);
        QCOMPARE(bar.text(), QStringLiteral("Stroke 2 · 2 yours, 1 new"));
        QCOMPARE(moved.back()[0].toInt(), 11);
        bar.setSubject(QStringLiteral("Take 5"));
        QCOMPARE(bar.text(), QStringLiteral("Take 5 · 2 of 3 strokes"));
    }

    void replay_followsADrawingThatGrows()
    {
        QWidget area;
        StrokeReplayBar bar(m_theme, &area, &area);
        bar.setStrokes({{10, false}});
        bar.setStrokes({{10, false}, {5, true}});
        QCOMPARE(bar.position(), 15);
        bar.setPosition(4);
        bar.setStrokes({{10, false}, {9, true}});
        QCOMPARE(bar.position(), 4);
        bar.setStrokes({{3, false}});
        QCOMPARE(bar.position(), 3);
        bar.setStrokes({});
        QCOMPARE(bar.position(), 0);
    }

    void replay_playsToTheEnd()
    {
        QWidget area;
        StrokeReplayBar bar(m_theme, &area, &area);
        bar.setStrokes({{10, false}, {10, true}});
        bar.setSpeed(4.0);
        QCOMPARE(bar.speed(), 4.0);
        std::vector<int> places;
        connect(&bar, &StrokeReplayBar::positionChanged, this, [&](int points) { places.push_back(points); });
        QSignalSpy playing(&bar, &StrokeReplayBar::playingChanged);
        bar.replayActions()[1]->trigger();
        QVERIFY(bar.isPlaying());
        QTRY_VERIFY(!bar.isPlaying());
        QCOMPARE(playing.size(), 2);
        QCOMPARE(places.front(), 0);
        QCOMPARE(places.back(), 20);
        QVERIFY(std::is_sorted(places.begin(), places.end()));
        bar.replayActions()[0]->trigger();
        QCOMPARE(bar.position(), 0);
    }

    void replay_doesNotPlayNothing()
    {
        QWidget area;
        StrokeReplayBar bar(m_theme, &area, &area);
        bar.setPlaying(true);
        QVERIFY(!bar.isPlaying());
        QVERIFY(!bar.replayActions()[1]->isChecked());
    }

    void track_isScrubbed()
    {
        QWidget area;
        StrokeReplayBar bar(m_theme, &area, &area);
        bar.resize(1140, 44);
        bar.setStrokes({{50, false}, {50, true}});
        auto *track = bar.findChild<ReplayTrack *>();
        area.resize(1140, 44);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        const int middle = track->height() / 2;
        QTest::mousePress(track, Qt::LeftButton, {}, {track->width() / 4, middle});
        QVERIFY(std::abs(bar.position() - 25) <= 1);
        QTest::mouseMove(track, {track->width() * 3 / 4, middle});
        QVERIFY(std::abs(bar.position() - 75) <= 1);
        QTest::mouseMove(track, {track->width() + 500, middle});
        QCOMPARE(bar.position(), 100);
        QTest::mouseRelease(track, Qt::LeftButton, {}, {-50, middle});
        QTest::keyClick(track, Qt::Key_Left);
        QCOMPARE(bar.position(), 99);
        QTest::keyClick(track, Qt::Key_PageUp);
        QCOMPARE(bar.position(), 50);
        QTest::keyClick(track, Qt::Key_PageUp);
        QCOMPARE(bar.position(), 0);
        QTest::keyClick(track, Qt::Key_PageDown);
        QCOMPARE(bar.position(), 50);
        QTest::keyClick(track, Qt::Key_End);
        QCOMPARE(bar.position(), 100);
    }

    void grid_showsTheLastNine()
    {
        TakeList takes(nullptr);
        EndingsGrid grid(m_theme, takes, nullptr);
        QCOMPARE(grid.takeAt(0), TakeId{0});
        std::vector<TakeId> ids;
        for (int i = 0; i < 11; ++i)
            ids.push_back(takes.add(ending(10 + i, true)));
        QCOMPARE(grid.takeAt(0), ids[2]);
        QCOMPARE(grid.takeAt(8), ids[10]);
        QCOMPARE(grid.takeAt(9), TakeId{0});
        grid.setTakes({ids[0], ids[1]});
        QCOMPARE(grid.takeAt(1), ids[1]);
        QCOMPARE(grid.takeAt(2), TakeId{0});
        takes.remove(ids[0]);
        QCOMPARE(grid.takeAt(0), ids[1]);
        takes.clear();
        QCOMPARE(grid.takeAt(0), TakeId{0});
    }

    void grid_isUsedByKeys()
    {
        TakeList takes(nullptr);
        EndingsGrid grid(m_theme, takes, nullptr);
        std::vector<TakeId> ids;
        for (int i = 0; i < 8; ++i)
            ids.push_back(takes.add(ending(10, true)));
        QSignalSpy shown(&grid, &EndingsGrid::auditionRequested);
        QSignalSpy kept(&grid, &EndingsGrid::keepRequested);
        QSignalSpy varied(&grid, &EndingsGrid::varyRequested);
        QSignalSpy closed(&grid, &EndingsGrid::closed);
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(kept.size(), 0);
        QTest::keyClick(&grid, Qt::Key_5);
        QCOMPARE(grid.auditioned(), ids[4]);
        QTest::keyClick(&grid, Qt::Key_9); // empty
        QCOMPARE(grid.auditioned(), ids[4]);
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_Right);
        QTest::keyClick(&grid, Qt::Key_Up);
        QCOMPARE(grid.auditioned(), ids[2]);
        QCOMPARE(shown.size(), 3);
        QTest::keyClick(&grid, Qt::Key_S);
        QVERIFY(takes.find(ids[2])->isStarred);
        QTest::keyClick(&grid, Qt::Key_V);
        QTest::keyClick(&grid, Qt::Key_Return);
        QTest::keyClick(&grid, Qt::Key_Escape);
        QCOMPARE(varied.size(), 1);
        QCOMPARE(kept.takeFirst()[0].value<TakeId>(), ids[2]);
        QCOMPARE(closed.size(), 1);
        QTest::keyClick(&grid, Qt::Key_Delete);
        QVERIFY(!takes.find(ids[2]));
    }

    void grid_isUsedByMouse()
    {
        TakeList takes(nullptr);
        EndingsGrid grid(m_theme, takes, nullptr);
        grid.resize(900, 700);
        const TakeId first = takes.add(ending(10, true));
        const TakeId second = takes.add(ending(10, true));
        QSignalSpy shown(&grid, &EndingsGrid::auditionRequested);
        QSignalSpy kept(&grid, &EndingsGrid::keepRequested);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(1).center());
        QCOMPARE(grid.auditioned(), second);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(5).center());
        QTest::mouseClick(&grid, Qt::LeftButton, {}, {2, 2});
        QCOMPARE(shown.size(), 1);
        QTest::mouseDClick(&grid, Qt::LeftButton, {}, grid.cellRect(0).center());
        QCOMPARE(kept.takeFirst()[0].value<TakeId>(), first);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(0).topRight() + QPoint(-18, 18));
        QVERIFY(takes.find(first)->isStarred);
    }

    void grid_drawsWhoseLinesAndThePen()
    {
        TakeList takes(nullptr);
        EndingsGrid grid(m_theme, takes, nullptr);
        grid.resize(900, 700);
        Take growing = ending(50, false);
        growing.id = takes.add(growing);
        const auto machineInk = [&] {
            return pixelsOf(grid.grab(grid.cellRect(0)).toImage(), m_theme.color(Role::Machine));
        };
        const int withRing = machineInk();
        QVERIFY(pixelsOf(grid.grab(grid.cellRect(0)).toImage(), m_theme.color(Role::Person)) > 50);
        growing.isComplete = true;
        growing.fraction = 1.0;
        takes.update(growing);
        const int without = machineInk();
        QVERIFY(without < withRing);
        grid.setAuditioned(growing.id);
        QVERIFY(machineInk() > without + 1000); // border and hint
        QCOMPARE(pixelsOf(grid.grab(grid.cellRect(1)).toImage(), m_theme.color(Role::Machine)), 0);
    }

    void pad_movesInTwoDirections()
    {
        InterpolationPad pad(m_theme, nullptr);
        pad.resize(640, 460);
        pad.setTemperatureRange(0.1, 0.9);
        QSignalSpy moved(&pad, &InterpolationPad::moved);
        QTest::mousePress(&pad, Qt::LeftButton, {}, pad.padRect().center());
        QVERIFY(std::abs(pad.position() - 0.5) < 0.01);
        QVERIFY(std::abs(pad.temperature() - 0.5) < 0.01);
        QTest::mouseMove(&pad, pad.padRect().topRight() + QPoint(90, -90));
        QCOMPARE(pad.position(), 1.0);
        QCOMPARE(pad.temperature(), 0.9);
        QTest::mouseMove(&pad, pad.padRect().bottomLeft());
        QTest::mouseRelease(&pad, Qt::LeftButton, {}, pad.padRect().bottomLeft());
        QCOMPARE(moved.back()[0].toDouble(), 0.0);
        QCOMPARE(moved.back()[1].toDouble(), 0.1);
        const auto count = moved.size();
        QTest::mouseMove(&pad, pad.padRect().center());
        QCOMPARE(moved.size(), count);
        pad.setPlace(0.3, 0.4);
        QCOMPARE(moved.size(), count);
        QTest::keyClick(&pad, Qt::Key_Right);
        QVERIFY(qFuzzyCompare(pad.position(), 0.35));
        QTest::keyClick(&pad, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(qFuzzyCompare(pad.temperature(), 0.392));
        QCOMPARE(moved.size(), count + 2);
        QTest::keyClick(&pad, Qt::Key_Home);
        QTest::keyClick(&pad, Qt::Key_Left);
        QCOMPARE(moved.size(), count + 3);
    }

    void pad_asksForItsEndsAndKeeps()
    {
        InterpolationPad pad(m_theme, nullptr);
        pad.resize(640, 460);
        QSignalSpy asked(&pad, &InterpolationPad::endRequested);
        QSignalSpy kept(&pad, &InterpolationPad::keepRequested);
        QTest::mouseClick(&pad, Qt::LeftButton, {}, pad.endRect(InterpolationPad::End::Second).center());
        QCOMPARE(asked[0][0].value<InterpolationPad::End>(), InterpolationPad::End::Second);
        QTest::keyClick(&pad, Qt::Key_Return);
        QCOMPARE(kept.size(), 0);
        pad.setEnd(InterpolationPad::End::First, square(10));
        pad.setEnd(InterpolationPad::End::Second, square(20));
        pad.setResult(square(15), true);
        QVERIFY(pixelsOf(pad.grab().toImage(), m_theme.color(Role::Machine)) > 50);
        QTest::keyClick(&pad, Qt::Key_Return);
        QCOMPARE(kept.size(), 1);
    }

    void widgets_haveNames()
    {
        TakeList takes(nullptr);
        DataSetModel model(nullptr);
        QWidget window;
        new EndingsGrid(m_theme, takes, &window);
        new InterpolationPad(m_theme, &window);
        new StrokeReplayBar(m_theme, &window, &window);
        new SampleDrawings(m_theme, &window);
        new DrawingBrowser(m_theme, model, &window);
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            if (widget->inherits("QComboBoxListView"))
                continue; // Qt's own, behind the name of its box
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (widget->focusPolicy() != Qt::NoFocus && !(button && !button->text().isEmpty()))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

private:
    Theme m_theme;
};

QTEST_MAIN(SketchPanelsTest)
#include "tst_sketch_panels.moc"
