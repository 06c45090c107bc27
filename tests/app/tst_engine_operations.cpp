// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "core/domain/music/midi_file.h"
#include "tests/support/engine_program.h"
#include "tests/support/tiny_model.h"

#include <csignal>
#include <doctest/doctest.h>
#include <fstream>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

EngineRun run(const std::vector<std::string> &arguments)
{
    return runEngine(arguments, {{"SOLFERINO_MODELS", tinyModelFolder().string()}});
}

EngineRun generate(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"melody_rnn", "generate", "--weights", "basic_rnn", "--quiet"});
    return run(arguments);
}

std::vector<SongNote> notesOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    const Song song = songFromMidi(readMidi(bytes).file);
    std::vector<SongNote> notes;
    for (const Track &track : song.tracks)
        notes.insert(notes.end(), track.notes.begin(), track.notes.end());
    return notes;
}

std::vector<std::string> trainWords(const TemporaryFolder &folder, const std::string &steps)
{
    return {"melody_rnn",     "train",
            "--config",       "basic_rnn",
            "--data",         folder.file("tunes"),
            "--output",       folder.file("run"),
            "--steps",        steps,
            "--batch-size",   "2",
            "--max-length",   "32",
            "--seed",         "1",
            "--sample-every", "0"};
}

} // namespace

TEST_CASE("generate_writesNumberedFilesAndOneJsonObject")
{
    TemporaryFolder folder;
    const EngineRun result =
        generate({"--count", "2", "--steps", "16", "--output", folder.file("t.mid"), "--json"});
    CHECK(result.status == 0);
    CHECK(result.errors.empty());
    const json object = json::parse(result.output);
    REQUIRE(object["results"].size() == 2);
    const auto seed = object["request"]["seed"].get<std::uint64_t>();
    CHECK(object["results"][1]["seed"] == seed + 1);
    CHECK(object["results"][1]["file"] == folder.file("t-002.mid"));
    CHECK_FALSE(notesOf(folder.file("t-001.mid")).empty());
    CHECK_FALSE(notesOf(folder.file("t-002.mid")).empty());
}

TEST_CASE("generate_saysWhereTheFileIs")
{
    TemporaryFolder folder;
    const EngineRun result = generate({"--count=1", "--seed", "4", "--output", folder.file("one.mid")});
    CHECK(result.status == 0);
    CHECK(result.output.starts_with(folder.file("one.mid") + "  seed 4, "));
    CHECK(result.errors.empty());
}

TEST_CASE("repeat_makesTheSameNotes")
{
    TemporaryFolder folder;
    REQUIRE(generate({"--count", "2", "--steps", "32", "--primer_melody", "60,-2,62,64", "--output",
                      folder.file("a.mid")})
                .status == 0);
    const std::string second = folder.file("a-002.mid");
    CHECK(run({"repeat", second, "--output", folder.file("b.mid")}).status == 0);
    CHECK(notesOf(folder.file("b.mid")) == notesOf(second));

    CHECK(run({"repeat", second, "--temperature", "0.5", "--seed", "99", "--output", folder.file("c.mid")})
              .status == 0);
    CHECK(notesOf(folder.file("c.mid")) != notesOf(second));
}

TEST_CASE("repeat_keepsThePrimerThatTheFileCameFrom")
{
    TemporaryFolder folder;
    writeTunes(folder.path(), 1);
    REQUIRE(generate({folder.file("tune-0.mid"), "--count", "1", "--output", folder.file("a.mid")}).status ==
            0);
    std::filesystem::remove(folder.path() / "tune-0.mid");
    CHECK(run({"repeat", folder.file("a.mid"), "--output", folder.file("b.mid")}).status == 0);
    CHECK(notesOf(folder.file("b.mid")) == notesOf(folder.file("a.mid")));
}

TEST_CASE("repeat_refusesAFileWithoutARequest")
{
    TemporaryFolder folder;
    writeTunes(folder.path(), 1);
    const EngineRun result = run({"repeat", folder.file("tune-0.mid")});
    CHECK(result.status == 1);
    CHECK(result.errors.starts_with("error: " + folder.file("tune-0.mid") + " carries no request"));
}

TEST_CASE("generate_refusesAPrimerThatIsNoMidiFile")
{
    TemporaryFolder folder;
    std::ofstream(folder.file("p.mid")) << "This is not MIDI at all.";
    const EngineRun result = generate({folder.file("p.mid"), "--output", folder.file("x.mid")});
    CHECK(result.status == 1);
    CHECK(result.errors.starts_with("error: "));
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(folder.file("x.mid")));
}

TEST_CASE("inspect_printsWhatTheModelMakesOfAFile")
{
    TemporaryFolder folder;
    writeTunes(folder.path(), 1);
    const EngineRun result = run({"melody_rnn", "inspect", folder.file("tune-0.mid"), "--json"});
    CHECK(result.status == 0);
    const json object = json::parse(result.output);
    for (const char *name : {"sequence", "quantized", "extracted", "discarded"})
        CHECK(object.contains(name));
    REQUIRE(object["extracted"].size() == 1);
    const EngineRun plain = run({"melody_rnn", "inspect", folder.file("tune-0.mid")});
    CHECK(json::parse(plain.output) == object);
    CHECK(run({"melody_rnn", "inspect"}).status == 2);
}

TEST_CASE("train_evaluate_andGenerateWithTheResult")
{
    TemporaryFolder folder;
    writeTunes(folder.path() / "tunes", 6);
    auto words = trainWords(folder, "2");
    words.emplace_back("--json");
    const EngineRun trained = run(words);
    CHECK(trained.status == 0);
    const json result = json::parse(trained.output);
    CHECK(result["step"] == 2);
    const std::string weights = result["weights"];
    CHECK(weights == folder.file("run/best.safetensors"));

    const EngineRun evaluated =
        run({"melody_rnn", "evaluate", folder.file("tunes"), "--weights", weights, "--json"});
    CHECK(evaluated.status == 0);
    const json scores = json::parse(evaluated.output);
    CHECK(scores["files"].size() == 6);
    CHECK(scores["total"]["nats_per_event"] > 0.0);
    const EngineRun table = run({"melody_rnn", "evaluate", folder.file("tunes"), "--weights", weights});
    CHECK(table.output.find("tune-0.mid") != std::string::npos);
    CHECK(table.output.find("total") != std::string::npos);

    CHECK(generate({"--weights", weights, "--count", "1", "--output", folder.file("new.mid")}).status == 0);
}

TEST_CASE("train_tellsWhatItFoundInTheData")
{
    TemporaryFolder folder;
    writeTunes(folder.path() / "tunes", 6);
    std::ofstream(folder.file("tunes/broken.mid")) << "not MIDI";
    const Melody melody{.events = {60, 62}};
    const Bytes tooShort = writeMidi(midiFromSequence(melodyToSequence(melody, 120.0)));
    std::ofstream(folder.file("tunes/short.mid"), std::ios::binary)
        .write(reinterpret_cast<const char *>(tooShort.data()),
               static_cast<std::streamsize>(tooShort.size()));
    const EngineRun trained = run(trainWords(folder, "1"));
    CHECK(trained.status == 0);
    CHECK(trained.errors.find("  files 8\n") != std::string::npos);
    CHECK(trained.errors.find("  discarded melodies_discarded_too_short 1\n") != std::string::npos);
    CHECK(trained.errors.find("  unreadable " + folder.file("tunes/broken.mid") + ": ") != std::string::npos);
    CHECK(trained.output.starts_with(folder.file("run/best.safetensors") + "  best at step 1 of 1"));
}

TEST_CASE("interrupt_leavesACheckpointThatTrainingGoesOnFrom")
{
    TemporaryFolder folder;
    writeTunes(folder.path() / "tunes", 6);
    auto words = trainWords(folder, "1000000");
    words.insert(words.end(), {"--validate-every", "1", "--eval-ratio", "0.4"});
    EngineProgram engine(words);
    const auto never = [] {
        return false;
    };
    for (int i = 0; i < 3000 && !std::filesystem::exists(folder.file("run/best.safetensors")); ++i)
        (void)engine.readUntil(never, std::chrono::milliseconds(20));
    engine.signal(SIGINT);
    CHECK(engine.finish() == 130);
    CHECK(engine.output().empty());
    CHECK(engine.errors().ends_with("cancelled\n"));
    REQUIRE(std::filesystem::exists(folder.file("run/last.safetensors")));

    const auto lastStep = [&folder] {
        std::ifstream file(folder.file("run/metrics.jsonl"));
        std::int64_t step = 0;
        for (std::string line; std::getline(file, line);)
            step = json::parse(line).at("step");
        return step;
    };
    const std::int64_t before = lastStep();
    REQUIRE(before > 0);
    const EngineRun resumed = run({"melody_rnn", "train", "--resume", folder.file("run"), "--steps",
                                   std::to_string(before + 2), "--json"});
    CHECK(resumed.status == 0);
    CHECK(json::parse(resumed.output)["step"] == before + 2);
    CHECK(lastStep() == before + 2);
}
