// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/text/format_error.h"
#include "models/melody_rnn/melody_inspection.h"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

using namespace solferino;
using namespace solferino::models;
using nlohmann::json;

namespace {

std::vector<std::uint8_t> readBytes(const std::string &name)
{
    std::ifstream file(SOLFERINO_TEST_DATA "/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

TEST_CASE("inspection agrees with Magenta")
{
    for (const std::string name : {"irish_castle_of_gold", "made_time_changes"}) {
        CAPTURE(name);
        MelodyInspectOptions options;
        options.config = "lookback_rnn";
        const json found = inspectMelodyFile(readBytes("midi/" + name + ".mid"), options);
        const std::vector<std::uint8_t> text = readBytes("golden/inspect_" + name + ".json");
        const json golden = json::parse(text.begin(), text.end());
        CHECK(found["sequence"] == golden["sequence"]);
        CHECK(found["discarded"] == golden["discarded"]);
        for (const auto &[key, value] : golden["quantized"].items()) {
            CAPTURE(key);
            CHECK(found["quantized"][key] == value);
        }
        REQUIRE(found["extracted"].size() == golden["extracted"].size());
        for (std::size_t i = 0; i < golden["extracted"].size(); ++i) {
            for (const auto &[key, value] : golden["extracted"][i].items()) {
                CAPTURE(key);
                CHECK(found["extracted"][i][key] == value);
            }
            CHECK(found["extracted"][i]["inputs"].size() + 1 == found["extracted"][i]["events"].size());
        }
    }
}

TEST_CASE("inspection takes its thresholds from the options")
{
    MelodyInspectOptions options;
    options.minBars = 1000;
    const json found = inspectMelodyFile(readBytes("midi/irish_castle_of_gold.mid"), options);
    CHECK(found["extracted"].empty());
    CHECK(found["discarded"] == json{{"melodies_discarded_too_short", 1}});
    options = {};
    options.maxSteps = 128;
    CHECK(inspectMelodyFile(readBytes("midi/irish_castle_of_gold.mid"), options)["extracted"][0]["events"]
              .size() == 128);
}

TEST_CASE("a file that is no MIDI file is refused")
{
    const std::vector<std::uint8_t> bytes{'R', 'I', 'F', 'F'};
    CHECK_THROWS_AS(static_cast<void>(inspectMelodyFile(bytes, {})), FormatError);
}
