// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/song_document.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/piano_roll_view.h"

#include <QApplication>
#include <QImage>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

using namespace solferino;

// Prints the processor time that the piano roll takes for a frame with 20,000 notes in view of a song of
// 100,000, and what it allocates for it. Run it with QT_QPA_PLATFORM=offscreen.

namespace {

long allocations = 0;

} // namespace

#ifdef __GLIBC__
// Counts what Qt allocates, too; other C libraries print 0.
extern "C" void *__libc_malloc(std::size_t size);
extern "C" void *malloc(std::size_t size) noexcept
{
    ++allocations;
    return __libc_malloc(size);
}
#endif

namespace {

constexpr int kNotes = 100'000;
constexpr int kVisible = 20'000;
constexpr int kFrames = 60;

Song largeSong()
{
    Song song;
    song.keys = {{0, 1, false}};
    std::mt19937 random(1);
    for (int i = 0; i < 2; ++i) {
        Track track;
        track.id = song.nextId++;
        track.colour = i;
        const int count = i == 0 ? kNotes * 9 / 10 : kNotes / 10;
        for (int n = 0; n < count; ++n) {
            const Tick place = Tick{24} * n * (kNotes / count == 1 ? 1 : 10);
            track.notes.push_back({song.nextId++, place, static_cast<Tick>(60 + random() % 400),
                                   static_cast<int>(20 + random() % 88), static_cast<int>(1 + random() % 127),
                                   0});
        }
        std::ranges::sort(track.notes, noteBefore);
        song.tracks.push_back(std::move(track));
    }
    return song;
}

struct Result
{
    double median;
    double worst;
    long allocations;
    int notes;
};

template <class Step>
Result measure(PianoRollView &view, QImage &image, Step &&step)
{
    std::vector<double> times;
    long allocated = 0;
    for (int frame = 0; frame < kFrames; ++frame) {
        step(frame);
        const long before = allocations;
        const std::clock_t start = std::clock();
        view.render(&image, {}, {}, QWidget::DrawChildren);
        times.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
        allocated = allocations - before;
    }
    std::ranges::sort(times);
    return {times[times.size() / 2], times.back(), allocated, view.paintedCount()};
}

void print(const char *what, const Result &result)
{
    std::printf("%-44s %6.2f ms (worst %6.2f), %d notes, %ld allocations\n", what, result.median,
                result.worst, result.notes, result.allocations);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme;
    SongDocument document(nullptr);
    document.reset(largeSong());
    RollState state(document, nullptr);
    PianoRollView view(state, theme, nullptr);
    view.resize(1440, 704);
    view.show();
    QApplication::processEvents();

    RollGeometry geometry = state.geometry();
    geometry.rowHeight = 8;
    geometry.centrePitches(20, 107);
    const Tick shown = document.song().length() / (kNotes / kVisible);
    geometry.pixelsPerQuarter = 1440.0 * geometry.ticksPerQuarter / static_cast<double>(shown);
    state.setGeometry(geometry);

    for (const ColorScheme scheme : {ColorScheme::Dark, ColorScheme::Light}) {
        theme.setScheme(scheme);
        std::printf("%s\n", scheme == ColorScheme::Dark ? "dark" : "light");
        QImage image(view.size(), QImage::Format_RGB32);
        print("whole frame while scrolling", measure(view, image, [&](int frame) {
                  geometry.left = frame * 20.0;
                  state.setGeometry(geometry);
              }));
        NoteSet all;
        for (const SongNote &note : state.notes()) {
            all.insert(note.id);
        }
        state.setSelection(all);
        print("whole frame, all selected", measure(view, image, [](int) {}));
        state.clearSelection();
        QImage sharp(view.size() * 2, QImage::Format_RGB32);
        sharp.setDevicePixelRatio(2.0);
        print("whole frame at two pixels a point", measure(view, sharp, [](int) {}));
    }
    RollGeometry close = geometry;
    close.rowHeight = 16;
    close.pixelsPerQuarter = 26.0 * 4;
    close.left = 0;
    state.setGeometry(close);
    QImage image(view.size(), QImage::Format_RGB32);
    print("close up, with round corners and names", measure(view, image, [](int) {}));
    return EXIT_SUCCESS;
}
