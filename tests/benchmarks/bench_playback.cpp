// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_edits.h"
#include "core/commands/replace_notes_command.h"
#include "core/documents/song_document.h"
#include "core/playback/event_list.h"
#include "core/playback/song_renderer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>

using namespace solferino;

// Prints how fast songs are rendered and edited. An argument names a SoundFont other than the default one.

namespace {

using Clock = std::chrono::steady_clock;

/// Of this process: steadier than the wall clock where others use the machine too.
double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// 176 seconds of two-handed piano: broken chords and a melody, pedalled by the bar, ten notes a second.
Song pianoPiece()
{
    constexpr int kBars = 88;
    constexpr int kRoots[] = {48, 45, 41, 43};
    constexpr int kChord[] = {0, 4, 7, 12, 16, 12, 7, 4};
    Song song;
    Track &piano = song.tracks.emplace_back();
    piano.id = 1;
    std::mt19937 random(1);
    for (int bar = 0; bar < kBars; ++bar) {
        const Tick start = Tick{1920} * bar;
        const int root = kRoots[bar % 4];
        piano.events.push_back({start, 0xB0, 64, 0});
        piano.events.push_back({start + 20, 0xB0, 64, 127});
        for (int i = 0; i < 16; ++i) {
            const int velocity = 50 + static_cast<int>(random() % 40);
            piano.notes.push_back({.start = start + 120 * i,
                                   .length = 110,
                                   .pitch = root + kChord[i % 8],
                                   .velocity = velocity});
            if (i % 4 == 0)
                piano.notes.push_back({.start = start + 120 * i,
                                       .length = 460,
                                       .pitch = root + 24 + kChord[random() % 8],
                                       .velocity = 90});
        }
    }
    std::ranges::sort(piano.notes, noteBefore);
    return song;
}

Song largeSong(int notes)
{
    Song song;
    Track &track = song.tracks.emplace_back();
    track.id = 1;
    std::mt19937 random(2);
    for (int i = 0; i < notes; ++i)
        track.notes.push_back({.id = NoteId(i) + 2,
                               .start = 60 * i,
                               .length = 120,
                               .pitch = 36 + static_cast<int>(random() % 48)});
    song.nextId = NoteId(notes) + 2;
    std::ranges::sort(track.notes, noteBefore);
    return song;
}

void benchmarkRender(const QString &soundFont)
{
    const Song song = pianoPiece();
    RenderOptions options;
    options.soundFont = soundFont;
    const Clock::time_point start = Clock::now();
    Result<std::unique_ptr<SongRenderer>> renderer = SongRenderer::create(song, options);
    if (!renderer) {
        std::fprintf(stderr, "error: %s\n", qPrintable(renderer.error().message));
        return;
    }
    const double opening = millisecondsSince(start);
    const double used = processorSeconds();
    float peak = 0.0F;
    std::size_t frames = 0;
    for (AudioBuffer block; renderer.value()->renderBlock(block); frames += block.frames()) {
        for (const float sample : block.samples)
            peak = std::max(peak, std::abs(sample));
    }
    const double seconds = static_cast<double>(frames) / options.sampleRate;
    const double rendering = millisecondsSince(start) - opening;
    std::printf("open SoundFont and load piano  %8.1f ms\n", opening);
    const double processor = processorSeconds() - used;
    std::printf("render %.0f s of piano         %8.1f ms  (%.0f times real time; by processor time %.0f; "
                "peak %.2f)\n",
                seconds, rendering, 1000.0 * seconds / rendering, seconds / processor,
                static_cast<double>(peak));
}

void benchmarkEdits()
{
    constexpr int kNotes = 100000;
    constexpr int kMoved = 1000;
    constexpr int kSteps = 200;
    SongDocument document(nullptr);
    document.reset(largeSong(kNotes));
    const std::vector<SongNote> &notes = document.song().tracks.front().notes;
    const std::vector<SongNote> selection(notes.begin() + kNotes / 2, notes.begin() + kNotes / 2 + kMoved);

    std::vector<double> steps;
    const GestureId gesture = document.beginGesture();
    for (int step = 1; step <= kSteps; ++step) {
        const double start = processorSeconds();
        document.undoStack().push(new ReplaceNotesCommand(
            document, {}, {replaceNotes(1, selection, moveNotes(selection, 30 * step, step % 12))}, gesture));
        steps.push_back(1000.0 * (processorSeconds() - start));
    }
    std::ranges::sort(steps);
    std::printf("drag step, %d of %d notes %8.2f ms  (processor time, median of %d; longest %.2f)\n", kMoved,
                kNotes, steps[steps.size() / 2], kSteps, steps.back());

    Clock::time_point start = Clock::now();
    document.undoStack().undo();
    std::printf("undo of the drag               %8.2f ms\n", millisecondsSince(start));

    start = Clock::now();
    document.undoStack().push(new ReplaceNotesCommand(
        document, {}, {replaceNotes(1, notes, quantizeNotes(notes, {.grid = 120, .quantizesEnds = true}))}));
    std::printf("quantise %d notes          %8.2f ms\n", kNotes, millisecondsSince(start));

    start = Clock::now();
    const EventList events = prepareEvents(document.song());
    std::printf("prepare %zu notes to play   %8.2f ms  (I/O pool)\n", events.notes.size(),
                millisecondsSince(start));
}

} // namespace

int main(int argc, char **argv)
{
    benchmarkRender(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    benchmarkEdits();
    return 0;
}
