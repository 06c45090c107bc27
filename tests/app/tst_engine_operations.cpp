// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_file.h"
#include "tests/support/engine_program.h"
#include "tests/support/tiny_model.h"

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
