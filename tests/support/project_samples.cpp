// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/project_samples.h"

namespace solferino {

namespace {

Track fullTrack()
{
    Track track;
    track.id = 1;
    track.name = "Flöte \xF0\x9F\x8E\xB5 \"1\"";
    track.channel = 9;
    track.isDrum = true;
    track.program = 127;
    track.bank = 16383;
    track.volume = 1.0 / 3.0;
    track.pan = -0.123456789012345678;
    track.isMuted = true;
    track.isSolo = true;
    track.colour = 4;
    track.port = 2;
    track.notes = {{.id = 2, .start = 0, .length = 1, .pitch = 0, .velocity = 1, .releaseVelocity = 127},
                   {.id = 3, .start = 0, .length = 480, .pitch = 127, .velocity = 127, .releaseVelocity = 0},
                   {.id = 4, .start = (Tick{1} << 53) + 1, .length = 7, .pitch = 60, .velocity = 64}};
    track.events = {{.time = 1, .status = 0xB0, .data1 = 64, .data2 = 127},
                    {.time = 2, .status = 0xE0, .data2 = 64}};
    track.texts = {{.time = 3, .kind = SongText::Kind::Lyric, .text = "la\n\tlà"},
                   {.time = 4, .kind = SongText::Kind::Cue, .text = "\xE4\xF6 not UTF-8"}};
    track.rawEvents = {{.time = 5, .bytes = {0xF0, 0x7E, 0xF7}}, {.time = 6, .bytes = {}}};
    return track;
}

Take fullTake()
{
    Take take;
    take.id = 5;
    take.name = "Best";
    take.request = {.model = "melody_rnn",
                    .operation = "generate",
                    .options = {{"temperature", 0.1}, {"count", 3}},
                    .inputs = {{"primer", "audio/midi", {0, 127, 128, 255}}},
                    .weights = "attention_rnn",
                    .seed = (std::uint64_t{1} << 53) - 1,
                    .device = "cuda:1",
                    .threads = 2};
    take.index = 2;
    take.seed = 184720313;
    take.content = TakeNotes{.track = 1,
                             .position = 960,
                             .length = 1920,
                             .notes = {{.id = 0, .start = 0, .length = 120, .pitch = 62, .velocity = 90}}};
    take.score = -0.9375;
    take.fraction = 0.25;
    take.isComplete = true;
    take.isStarred = true;
    return take;
}

Drawing fullDrawing()
{
    Drawing drawing;
    drawing.title = "Häschen \xE4";
    drawing.strokes = {
        {.id = 1, .width = 0.1F, .points = {{1.0 / 3.0, -1e9, 0.7F}, {12, 7.25, 0.0F}}},
        {.id = 7, .layer = SketchLayer::Machine, .group = 3, .width = 1e6F, .points = {{-0.0, 1e-300}}},
        {.id = 4, .group = 3, .points = {{5, 5, 1.0F / 3.0F}, {5, 5}}}};
    drawing.nextId = 40;
    drawing.mine = {.isVisible = false, .opacity = 0.3};
    drawing.machine = {.isVisible = true, .opacity = 0.0};
    drawing.background = BackgroundPicture{
        "image/png", std::make_shared<const Bytes>(Bytes{0, 127, 128, 255}), -20.5, 30, 640, 480.25,
        1.0 / 7.0};
    drawing.symmetry = SymmetryAxis{10, 20.5, 45};
    return drawing;
}

Take fullDrawingTake()
{
    Take take = fullTake();
    take.id = 9;
    take.request = {.model = "sketch_rnn", .operation = "continue", .options = {{"count", 1}}};
    take.content = TakeStrokes{.lines = {{{0.25, -3}, {4, 5}}, {}, {{6, 7}}}, .context = {{{1, 2}, {3, 4}}}};
    return take;
}

SharedBytes bytesOf(std::string_view text)
{
    return std::make_shared<const Bytes>(text.begin(), text.end());
}

Styling fullStyling()
{
    Styling styling;
    styling.weights = "image_stylization_small";
    styling.mix = {{"van_gogh_starry_night", 0.8}, {"Häuser \xE4", 1.0 / 3.0}};
    styling.brush = 1.25;
    styling.finish = {
        .strength = 0.7, .colours = StyleColours::Match, .mask = {3, 2, {0, 1, 128, 200, 254, 255}}};
    return styling;
}

Take fullImageTake(const SharedBytes &photo)
{
    Take take = fullTake();
    take.id = 11;
    take.request = {.model = "image_stylization", .operation = "stylize", .options = {{"brush", 1.25}}};
    take.content = TakePicture{.file = bytesOf("\x89PNG result"),
                               .width = 3168,
                               .height = 2376,
                               .isPreview = true,
                               .seconds = 0.084,
                               .photo = photo};
    return take;
}

} // namespace

Project fullProject()
{
    Project project;
    Song &song = project.song;
    song.ticksPerQuarter = 960;
    song.title = "Harbour Lights";
    song.tracks = {fullTrack(),
                   Track{.id = 9, .name = {}, .notes = {}, .events = {}, .texts = {}, .rawEvents = {}}};
    song.tempos = {{0, 500001}, {960, 16777215}};
    song.meters = {{0, 7, 8}};
    song.keys = {{0, -7, true}, {5, 7, false}};
    song.markers = {{.time = 0, .kind = SongText::Kind::Marker, .text = "A"}};
    song.texts = {{.time = 5, .kind = SongText::Kind::Copyright, .text = "ours"}};
    song.rawEvents = {{.time = 0, .bytes = {0xFF, 0x7F, 1, 2, 3}}};
    song.loop = LoopRange{480, 960};
    song.nextId = 1000;
    project.takes = {fullTake(), Take{.id = 6, .isComplete = false}};
    project.drawing = fullDrawing();
    project.drawingTakes = {fullDrawingTake(), Take{.id = 10, .content = TakeStrokes{}}};
    project.photo = {
        .name = "schuhe ö.jpg", .file = bytesOf("\xFF\xD8 photo"), .width = 3168, .height = 2376};
    project.styling = fullStyling();
    project.imageTakes = {fullImageTake(project.photo.file), Take{.id = 12, .content = TakePicture{}},
                          fullImageTake(bytesOf("another photo"))};
    project.view = {{"zoom", 1.5}, {"tool", "draw"}};
    project.otherParts = {{"sketches", {{{"strokes", {1, 2, 3}}}}}, {"made_elsewhere", nullptr}};
    return project;
}

Project longProject(int noteCount, const std::string &title)
{
    Project project;
    project.song.title = title;
    Track track;
    track.id = 1;
    track.notes.reserve(static_cast<std::size_t>(noteCount));
    for (int i = 0; i < noteCount; ++i)
        track.notes.push_back({.id = NoteId(i) + 2, .start = Tick{i} * 120, .length = 100, .pitch = i % 128});
    project.song.tracks.push_back(std::move(track));
    project.song.nextId = std::uint64_t(noteCount) + 2;
    return project;
}

Project illustratedProject(int noteCount, int number)
{
    constexpr std::size_t kSize = 200'000; // bytes
    Project project = longProject(noteCount, std::to_string(number));
    const auto picture = [](unsigned seed) {
        Bytes bytes(kSize);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i * i / 7 + seed * i);
        return std::make_shared<const Bytes>(std::move(bytes));
    };
    project.photo = {.name = "quay.jpg", .file = picture(0), .width = 640, .height = 480};
    const TakePicture result{.file = picture(1 + unsigned(number)), .photo = project.photo.file};
    project.imageTakes = {{.id = 1, .content = result, .isComplete = true, .isStarred = true}};
    return project;
}

} // namespace solferino
