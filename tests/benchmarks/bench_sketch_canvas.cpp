// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/sketch_document.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/sketch_canvas.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numbers>
#include <random>

using namespace solferino;

// Prints the processor time that the canvas takes for a frame with 2,000 strokes of 50 points in view. Run it
// with QT_QPA_PLATFORM=offscreen, QT_SCALE_FACTOR=2 for two pixels a point.

namespace {

constexpr int kStrokes = 2000;
constexpr int kPoints = 50;
constexpr int kFrames = 60;

Drawing largeDrawing(double width, double height)
{
    Drawing drawing;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    for (int i = 0; i < kStrokes; ++i) {
        Stroke stroke;
        stroke.id = drawing.nextId++;
        stroke.layer = i % 4 == 3 ? SketchLayer::Machine : SketchLayer::Mine;
        double x = share(random) * width;
        double y = share(random) * height;
        double angle = share(random) * 2 * std::numbers::pi;
        for (int n = 0; n < kPoints; ++n) {
            stroke.points.push_back({x, y, 1.0F});
            angle += (share(random) - 0.5) * 0.6;
            x += 3 * std::cos(angle);
            y += 3 * std::sin(angle);
        }
        drawing.strokes.push_back(std::move(stroke));
    }
    return drawing;
}

double milliseconds(std::clock_t ticks)
{
    return 1000.0 * static_cast<double>(ticks) / CLOCKS_PER_SEC;
}

void print(const char *what, std::vector<double> times)
{
    std::ranges::sort(times);
    std::printf("%-52s %6.2f ms (worst %6.2f) over %zu frames\n", what, times[times.size() / 2], times.back(),
                times.size());
}

/// One frame as the window system asks for it: what is out of date, painted and copied.
double frame()
{
    const std::clock_t start = std::clock();
    QApplication::sendPostedEvents();
    QApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    return milliseconds(std::clock() - start);
}

/// Frames until all is painted again.
std::vector<double> settle(SketchCanvas &canvas)
{
    std::vector<double> times;
    do {
        canvas.update();
        times.push_back(frame());
    } while (canvas.isPainting());
    return times;
}

void send(SketchCanvas &canvas, QEvent::Type type, QPointF place, Qt::MouseButton button,
          Qt::MouseButtons buttons)
{
    QMouseEvent event(type, place, canvas.mapToGlobal(place), button, buttons, {});
    QApplication::sendEvent(&canvas, &event);
}

template <class Step>
void measure(const char *what, Step &&step)
{
    std::vector<double> times;
    for (int i = 0; i < kFrames; ++i) {
        const std::clock_t start = std::clock();
        step(i);
        times.push_back(milliseconds(std::clock() - start) + frame());
    }
    print(what, std::move(times));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme;
    SketchDocument document(nullptr);
    SketchState state(document, nullptr);
    SketchCanvas canvas(state, theme, nullptr);
    canvas.resize(1440, 760);
    canvas.show();
    frame();
    document.reset(largeDrawing(1440, 760));
    state.setGeometry({{0, 0}, 1.0, canvas.size(), canvas.devicePixelRatioF()});

    const std::clock_t start = std::clock();
    std::vector<double> first = settle(canvas);
    std::printf("%-52s %6.2f ms in %zu frames\n", "all strokes painted anew",
                milliseconds(std::clock() - start), first.size());
    print("  each of these frames", std::move(first));
    measure("whole frame, nothing changed", [&](int) { canvas.update(); });
    measure("pan by 12 pixels", [&](int i) {
        CanvasGeometry geometry = state.geometry();
        geometry.scrollBy(i % 2 == 0 ? QPointF(12, 5) : QPointF(-12, -5));
        state.setGeometry(geometry);
    });
    (void)settle(canvas);
    measure("zoom by a notch", [&](int i) {
        CanvasGeometry geometry = state.geometry();
        geometry.zoomBy(i % 2 == 0 ? 1.2 : 1 / 1.2, QPointF(700, 300));
        state.setGeometry(geometry);
    });
    (void)settle(canvas);
    state.setStabiliser(0.2);
    send(canvas, QEvent::MouseButtonPress, {100, 100}, Qt::LeftButton, Qt::LeftButton);
    measure("ink of one pen event", [&](int i) {
        send(canvas, QEvent::MouseMove, QPointF(100 + i * 12, 100 + i * 7), Qt::NoButton, Qt::LeftButton);
    });
    send(canvas, QEvent::MouseButtonRelease, {820, 520}, Qt::LeftButton, Qt::NoButton);
    (void)settle(canvas);
    state.setTool(SketchTool::EraseStrokes);
    send(canvas, QEvent::MouseButtonPress, {10, 10}, Qt::LeftButton, Qt::LeftButton);
    measure("eraser, one pen event", [&](int i) {
        send(canvas, QEvent::MouseMove, QPointF(10 + i * 20, 10 + i * 11), Qt::NoButton, Qt::LeftButton);
    });
    send(canvas, QEvent::MouseButtonRelease, {1200, 660}, Qt::LeftButton, Qt::NoButton);
    document.undoStack().undo();
    (void)settle(canvas);
    state.setTool(SketchTool::Lasso);
    std::vector<StrokeId> all;
    for (const Stroke &stroke : document.drawing().strokes) {
        all.push_back(stroke.id);
    }
    state.setSelection(all);
    send(canvas, QEvent::MouseButtonPress, {700, 300}, Qt::LeftButton, Qt::LeftButton);
    measure("drag of all strokes", [&](int i) {
        send(canvas, QEvent::MouseMove, QPointF(700 + i * 4, 300 + i), Qt::NoButton, Qt::LeftButton);
    });
    return EXIT_SUCCESS;
}
