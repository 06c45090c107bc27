// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_file.h"
#include "models/melody_rnn/melody_dataset.h"
#include "models/melody_rnn/melody_extraction.h"
#include "models/melody_rnn/similar_tunes.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <random>
#include <set>
#include <unistd.h>

using namespace solferino;
using namespace solferino::models;
namespace fs = std::filesystem;

namespace {

/// A folder that goes away with the test.
class TemporaryFolder final
{
public:
    TemporaryFolder()
        : m_path(fs::temp_directory_path() / ("solferino-dataset-" + std::to_string(getpid())))
    {
        fs::remove_all(m_path);
        fs::create_directories(m_path);
    }
    ~TemporaryFolder() { fs::remove_all(m_path); }
    [[nodiscard]] const fs::path &path() const { return m_path; }

    void write(const std::string &name, const NoteSequence &sequence) const
    {
        const std::vector<std::uint8_t> bytes = writeMidi(midiFromSequence(sequence));
        writeBytes(name, std::string(bytes.begin(), bytes.end()));
    }
    void writeBytes(const std::string &name, const std::string &bytes) const
    {
        fs::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << bytes;
    }

private:
    fs::path m_path;
};

/// Eight bars of eighth notes in C major.
std::vector<int> randomTune(unsigned seed)
{
    static constexpr int kScale[]{60, 62, 64, 65, 67, 69, 71, 72};
    std::mt19937 random(seed);
    std::vector<int> events;
    for (int i = 0; i < 64; ++i) {
        events.push_back(kScale[random() % 8]);
        events.push_back(-2);
    }
    return events;
}

std::vector<int> moved(std::vector<int> events, int semitones)
{
    for (int &event : events)
        event = event >= 0 ? event + semitones : event;
    return events;
}

NoteSequence sequenceOf(const std::vector<int> &events)
{
    return melodyToSequence({.events = events}, 120.0);
}

bool isOnOneSide(const MelodyDataset &data, const std::string &a, const std::string &b)
{
    const auto side = [&data](const std::string &name) {
        const auto file =
            std::find_if(data.files.begin(), data.files.end(),
                         [&name](const MelodyFileReport &each) { return each.path.filename() == name; });
        REQUIRE(file != data.files.end());
        return file->isValidation;
    };
    return side(a) == side(b);
}

class Impatient final : public Progress
{
public:
    void report(const ProgressReport &) override { throw Cancelled(); }
    void partial(const nlohmann::json &) override {}
    void note(const std::string &) override {}
};

} // namespace

TEST_CASE("a folder gives melodies, reasons and unreadable files")
{
    const TemporaryFolder folder;
    for (unsigned i = 0; i < 10; ++i)
        folder.write("deep/er/tune" + std::to_string(i) + ".MID", sequenceOf(moved(randomTune(i), 7)));
    folder.write("short.midi", sequenceOf({60, 62, 64, 65, 67}));
    folder.writeBytes("broken.mid", "MThd but nothing else");
    folder.writeBytes("notes.txt", "not for us");
    NoProgress progress;
    const auto codec = makeMelodyCodec("basic_rnn");
    const MelodyDataset data =
        loadMelodyDataset({.sources = {folder.path()}, .evalRatio = 0.2, .seed = 3}, *codec, progress);

    CHECK(data.files.size() == 12);
    CHECK(data.training.size() == 8);
    CHECK(data.validation.size() == 2);
    CHECK(data.discarded.at("melodies_discarded_too_short") == 1);
    const nlohmann::json report = data.report();
    CHECK(report["kind"] == "data");
    CHECK(report["files"] == 12);
    CHECK(report["melodies"] == 10);
    CHECK(report["unreadable"].size() == 1);
    CHECK(report["unreadable"][0][0].get<std::string>().find("broken.mid") != std::string::npos);
    CHECK_FALSE(report["unreadable"][0][1].get<std::string>().empty());
    for (const MelodyTune &tune : data.training) {
        CHECK(tune.transposedBy == -7);
        CHECK(tune.events.size() == 128);
    }

    std::set<std::size_t> trainingFiles;
    for (const MelodyTune &tune : data.training)
        trainingFiles.insert(tune.file);
    for (const MelodyTune &tune : data.validation)
        CHECK(trainingFiles.count(tune.file) == 0);

    const MelodyDataset again =
        loadMelodyDataset({.sources = {folder.path()}, .evalRatio = 0.2, .seed = 3}, *codec, progress);
    REQUIRE(again.validation.size() == 2);
    CHECK(again.validation[0].file == data.validation[0].file);
    CHECK(again.validation[0].events == data.validation[0].events);
}

TEST_CASE("nearly equal tunes stay on one side and excluded ones stay out")
{
    const TemporaryFolder folder;
    for (unsigned i = 0; i < 8; ++i) {
        std::vector<int> tune = randomTune(i);
        folder.write("data/a" + std::to_string(i) + ".mid", sequenceOf(tune));
        tune[40] = 61;
        folder.write("data/b" + std::to_string(i) + ".mid", sequenceOf(moved(tune, 3)));
    }
    folder.write("kept/c.mid", sequenceOf(moved(randomTune(5), -4)));
    const auto codec = makeMelodyCodec("attention_rnn");
    NoProgress progress;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const MelodyDataset data = loadMelodyDataset(
            {.sources = {folder.path() / "data"}, .evalRatio = 0.25, .seed = seed}, *codec, progress);
        CHECK(data.validation.size() == 4);
        for (int i = 0; i < 8; ++i) {
            const std::string number = std::to_string(i).append(".mid");
            CHECK(isOnOneSide(data, std::string("a").append(number), std::string("b").append(number)));
        }
    }

    const MelodyDataset data = loadMelodyDataset(
        {.sources = {folder.path() / "data"}, .excluded = {folder.path() / "kept"}}, *codec, progress);
    CHECK(data.files.size() == 16);
    CHECK(data.training.size() + data.validation.size() == 14);
    for (const MelodyFileReport &file : data.files)
        CHECK(file.isExcluded == (file.path.filename() == "a5.mid" || file.path.filename() == "b5.mid"));
}

TEST_CASE("tunes are alike by their intervals alone")
{
    std::vector<int> slow;
    for (const int event : randomTune(1)) {
        slow.push_back(event);
        slow.push_back(-2);
    }
    const std::vector<std::vector<int>> tunes{randomTune(1), randomTune(2), moved(slow, 5), {60, -2}};
    CHECK(groupSimilarTunes(tunes) == std::vector<std::size_t>{0, 1, 0, 3});
}

TEST_CASE("polyphony drops a track unless it is ignored")
{
    const TemporaryFolder folder;
    NoteSequence sequence = sequenceOf(randomTune(4));
    const std::size_t count = sequence.notes.size();
    for (std::size_t i = 0; i < count; ++i) {
        sequence.notes.push_back(sequence.notes[i]);
        sequence.notes.back().pitch -= 12;
    }
    folder.write("two.mid", sequence);
    NoProgress progress;
    const auto codec = makeMelodyCodec("basic_rnn");
    try {
        static_cast<void>(loadMelodyDataset({.sources = {folder.path()}}, *codec, progress));
        FAIL("a polyphonic track was taken");
    } catch (const Error &error) {
        CHECK(error.kind() == Error::Kind::NoData);
        CHECK(std::string(error.what()).find("polyphonic_tracks_discarded") != std::string::npos);
    }
    const MelodyDataset data = loadMelodyDataset(
        {.sources = {folder.path()}, .ignorePolyphony = true, .evalRatio = 0.0}, *codec, progress);
    REQUIRE(data.training.size() == 1);
    CHECK(*std::max_element(data.training[0].events.begin(), data.training[0].events.end()) <= 83);
}

TEST_CASE("a change of meter cuts a piece into parts")
{
    NoteSequence sequence = sequenceOf(randomTune(6));
    const NoteSequence second = sequenceOf(randomTune(7));
    for (Note note : second.notes) {
        note.startTime += 16.0;
        note.endTime += 16.0;
        sequence.notes.push_back(note);
        sequence.totalTime = note.endTime;
    }
    sequence.timeSignatures = {{0.0, 4, 4}, {16.0, 3, 4}};
    const PieceMelodies piece = extractPiece(sequence, trainingExtraction());
    REQUIRE(piece.melodies.size() == 2);
    CHECK(piece.melodies[0].part == 0);
    CHECK(piece.melodies[1].part == 1);
    CHECK(piece.melodies[1].melody.stepsPerBar == 12);
    CHECK(piece.melodies[1].melody.startStep == 0);
}

TEST_CASE("missing sources, empty folders and a cancel are told apart")
{
    const TemporaryFolder folder;
    NoProgress progress;
    const auto codec = makeMelodyCodec("mono_rnn");
    const auto kindOf = [&](const fs::path &source) {
        try {
            static_cast<void>(loadMelodyDataset({.sources = {source}}, *codec, progress));
        } catch (const Error &error) {
            return error.kind();
        }
        return Error::Kind::Internal;
    };
    CHECK(kindOf(folder.path() / "absent") == Error::Kind::File);
    CHECK(kindOf(folder.path()) == Error::Kind::NoData);
    folder.write("tune.mid", sequenceOf(randomTune(1)));
    Impatient impatient;
    CHECK_THROWS_AS(static_cast<void>(loadMelodyDataset({.sources = {folder.path()}}, *codec, impatient)),
                    Cancelled);
}

TEST_CASE("transpositions stay in the pitch range")
{
    const auto codec = makeMelodyCodec("basic_rnn");
    CHECK(fittingTranspositions({48, -2, 60}, *codec) == std::vector<int>{0, 1, 2, 3, 4, 5});
    CHECK(fittingTranspositions({60, -1, 81}, *codec) == std::vector<int>{-6, -5, -4, -3, -2, -1, 0, 1, 2});
    CHECK(splitPathList("a;b c; ;d/e") == std::vector<fs::path>{"a", "b c", "d/e"});
}
