// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/stylize/compare_view.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

using namespace solferino;

// Prints the processor time of a frame of the compare view with two pictures of 24 megapixels. Run it with
// QT_QPA_PLATFORM=offscreen, QT_SCALE_FACTOR=2 for two pixels a point.

namespace {

constexpr QSize kPhoto(6000, 4000);
constexpr int kFrames = 60;

QImage busyPicture(unsigned seed)
{
    QImage image(kPhoto, QImage::Format_RGB32);
    unsigned state = seed;
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            line[x] = 0xff000000U | (state >> 8);
        }
    }
    return image;
}

double milliseconds(std::clock_t ticks)
{
    return 1000.0 * static_cast<double>(ticks) / CLOCKS_PER_SEC;
}

/// One frame as the window system asks for it.
double frame()
{
    const std::clock_t start = std::clock();
    QApplication::sendPostedEvents();
    QApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    return milliseconds(std::clock() - start);
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
    std::ranges::sort(times);
    std::printf("%-44s %6.2f ms (worst %6.2f) over %zu frames\n", what, times[times.size() / 2], times.back(),
                times.size());
}

void send(CompareView &view, QEvent::Type type, QPointF place, Qt::MouseButton button,
          Qt::MouseButtons buttons)
{
    QMouseEvent event(type, place, view.mapToGlobal(place), button, buttons, {});
    QApplication::sendEvent(&view, &event);
}

/// Drags with a button along a circle of `radius` pixels.
void measureDrag(const char *what, CompareView &view, Qt::MouseButton button, QPointF from, double radius)
{
    send(view, QEvent::MouseButtonPress, from, button, button);
    measure(what, [&](int i) {
        const QPointF way(radius * std::sin(i * 0.3), radius * (1.0 - std::cos(i * 0.3)));
        send(view, QEvent::MouseMove, from + way, Qt::NoButton, button);
    });
    send(view, QEvent::MouseButtonRelease, from, button, {});
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme;
    CompareView view(theme, nullptr);
    view.resize(1080, 680);
    view.show();
    view.setPictureSize(kPhoto);
    const std::clock_t start = std::clock();
    view.setBefore({busyPicture(1), QStringLiteral("Before"), Role::Person});
    view.setAfter({busyPicture(2), QStringLiteral("Starry Night"), Role::Machine});
    while (view.isRefining())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("%-44s %6.0f ms\n", "two pictures made and halved", milliseconds(std::clock() - start));
    frame();

    const auto centre = [&] {
        return QPointF(view.width() / 2.0, view.height() / 4.0);
    };
    measureDrag("split drag, whole picture", view, Qt::LeftButton, view.handleRect().center(), 200);
    for (const double zoom : {0.3, 0.7, 1.0, 3.0}) {
        view.setZoom(zoom);
        char what[64];
        std::snprintf(what, sizeof what, "pan at %.0f %%", 100 * zoom);
        measureDrag(what, view, Qt::MiddleButton, centre(), 40);
        std::snprintf(what, sizeof what, "split drag at %.0f %%", 100 * zoom);
        measureDrag(what, view, Qt::LeftButton, view.handleRect().center(), 200);
    }
    view.fit();
    measure("zoom by the wheel", [&](int i) { view.zoomBy(i < kFrames / 2 ? 1.1 : 1 / 1.1); });
    view.fit();
    view.setMode(CompareMode::SideBySide);
    measure("zoom side by side", [&](int i) { view.zoomBy(i < kFrames / 2 ? 1.1 : 1 / 1.1); });
    view.setMode(CompareMode::After);
    view.fit();
    view.setTool(CompareTool::PaintMask);
    view.setShowsMask(true);
    measureDrag("mask stroke with its tint", view, Qt::LeftButton, centre(), 120);
    return EXIT_SUCCESS;
}
