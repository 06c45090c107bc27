// SPDX-License-Identifier: GPL-3.0-or-later
// Without arguments: how fast a file of 100,000 notes opens and is written. With folders: reads every MIDI
// file in them and checks that it survives MIDI -> Song -> MIDI -> Song.
#include "core/domain/music/midi_file.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace solferino;

namespace {

constexpr int kNotes = 100000;
constexpr int kTracks = 15;

Song bigSong()
{
    Song song;
    for (int i = 0; i < kTracks; ++i) {
        Track track;
        track.id = song.nextId++;
        track.channel = i < 9 ? i : i + 1;
        track.name = "Track " + std::to_string(i + 1);
        song.tracks.push_back(track);
    }
    for (int i = 0; i < kNotes; ++i) {
        Track &track = song.tracks[static_cast<std::size_t>(i % kTracks)];
        const Tick start = i / kTracks * 60;
        track.notes.push_back({song.nextId++, start, 50 + i % 200, 36 + i * 7 % 60, 1 + i % 127, 0});
        if (i % 4 == 0)
            track.events.push_back({start, 0xB0, 64, static_cast<std::uint8_t>(i % 128)});
    }
    return song;
}

/// Best of several runs, in milliseconds.
template <class Work>
double milliseconds(Work work)
{
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        best = std::min(best, time.count());
    }
    return best;
}

void measure()
{
    const std::vector<std::uint8_t> bytes = writeMidi(midiFromSong(bigSong()));
    std::printf("%d notes, %d tracks, %zu bytes\n", kNotes, kTracks, bytes.size());
    const auto report = [](const char *what, double time) {
        std::printf("%-28s %8.1f ms %8.1f million notes/s\n", what, time, kNotes / time / 1000.0);
    };
    std::size_t notes = 0;
    report("open (read, songFromMidi)", milliseconds([&] {
               const Song song = songFromMidi(readMidi(bytes).file);
               notes += song.tracks[0].notes.size();
           }));
    const MidiFile file = readMidi(bytes).file;
    const Song song = songFromMidi(file);
    report("readMidi", milliseconds([&] { notes += readMidi(bytes).file.tracks.size(); }));
    report("songFromMidi", milliseconds([&] { notes += songFromMidi(file).tracks.size(); }));
    report("sequenceFromMidi", milliseconds([&] { notes += sequenceFromMidi(file).notes.size(); }));
    report("save (midiFromSong, write)",
           milliseconds([&] { notes += writeMidi(midiFromSong(song)).size(); }));
    std::printf("(%zu)\n", notes);
}

struct FolderResult
{
    int files = 0;
    int unreadable = 0;
    int repaired = 0;
    int changed = 0;
    std::size_t notes = 0;
};

void checkFile(const std::filesystem::path &path, FolderResult &result)
{
    ++result.files;
    std::ifstream stream(path, std::ios::binary);
    const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(stream), {});
    try {
        const MidiReadResult read = readMidi(bytes);
        result.repaired += read.warnings.empty() ? 0 : 1;
        const Song song = songFromMidi(read.file);
        for (const Track &track : song.tracks)
            result.notes += track.notes.size();
        if (songFromMidi(readMidi(writeMidi(midiFromSong(song))).file) == song)
            return;
        ++result.changed;
        std::printf("changed: %s\n", path.c_str());
    } catch (const std::exception &error) {
        ++result.unreadable;
        std::printf("unreadable: %s: %s\n", path.c_str(), error.what());
    }
}

int checkFolders(const std::vector<std::string> &folders)
{
    FolderResult result;
    for (const std::string &folder : folders) {
        for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string extension = entry.path().extension().string();
            if (extension == ".mid" || extension == ".midi" || extension == ".kar")
                checkFile(entry.path(), result);
        }
    }
    std::printf("%d files, %zu notes: %d changed, %d unreadable, %d repaired\n", result.files, result.notes,
                result.changed, result.unreadable, result.repaired);
    return result.changed;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1)
        return checkFolders({argv + 1, argv + argc}) == 0 ? 0 : 1;
    measure();
    return 0;
}
