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

    CHECK(run({"melody_rnn", "generate", "--weights", weights, "--count", "1", "--output",
               folder.file("new.mid")})
              .status == 0);
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
