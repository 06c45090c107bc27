// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/files.h"
#include "app/engine/model_cache.h"
#include "app/engine/operation_parser.h"
#include "app/engine/progress_meter.h"
#include "app/engine/result_files.h"
#include "app/engine/usage_error.h"
#include "models/runtime/error.h"
#include "tests/support/engine_program.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

OperationArguments parse(const std::vector<std::string> &words, JobRequest request = {},
                         const std::string &operation = "generate")
{
    request.model = "melody_rnn";
    request.operation = operation;
    return parseOperation(*findModel("melody_rnn")->findOperation(operation), std::move(request), words);
}

std::string usageComplaint(const std::vector<std::string> &words)
{
    try {
        (void)parse(words);
    } catch (const UsageError &error) {
        return error.what();
    }
    return {};
}

void touch(const std::string &path)
{
    std::ofstream(path) << "x";
}

} // namespace

TEST_CASE("parser_takesHyphensAndUnderscoresAndEqualSigns")
{
    const auto arguments = parse({"--lowest_pitch", "50", "--highest-pitch=70", "--primer-melody", "-2,60",
                                  "--seed", "9", "--threads", "2", "--output", "x.mid", "--json"});
    CHECK(arguments.request.options ==
          json{{"lowest_pitch", 50}, {"highest_pitch", 70}, {"primer_melody", "-2,60"}});
    CHECK(arguments.request.seed == 9);
    CHECK(arguments.request.threads == 2);
    CHECK(arguments.output == "x.mid");
    CHECK(arguments.isJson);
    CHECK_FALSE(arguments.isQuiet);
}

TEST_CASE("parser_takesSwitchesInAllForms")
{
    const std::vector<std::pair<std::vector<std::string>, bool>> forms = {
        {{"--include-primer"}, true},
        {{"--no-include-primer"}, false},
        {{"--no_include_primer"}, false},
        {{"--include-primer=false"}, false},
        {{"--include-primer", "false"}, false},
        {{"--include-primer", "true"}, true},
        {{"--no-include-primer", "--include-primer"}, true},
    };
    for (const auto &[words, expected] : forms)
        CHECK(parse(words).request.options == json{{"include_primer", expected}});
}

TEST_CASE("parser_changesOnlyWhatIsTyped")
{
    JobRequest request;
    request.options = {{"steps", 32}, {"temperature", 0.5}};
    request.seed = 4;
    request.inputs = {{"primer", "audio/midi", {1}}};
    const auto changed = parse({"--steps", "64"}, request).request;
    CHECK(changed.options == json{{"steps", 64}, {"temperature", 0.5}});
    CHECK(changed.seed == 4);
    CHECK(changed.inputs == request.inputs);
}

TEST_CASE("parser_readsInputs")
{
    TemporaryFolder folder;
    touch(folder.file("a.mid"));
    for (const auto &words :
         {std::vector<std::string>{folder.file("a.mid")}, {"--primer", folder.file("a.mid")}}) {
        const auto inputs = parse(words).request.inputs;
        REQUIRE(inputs.size() == 1);
        CHECK(inputs[0] == Attachment{"primer", "audio/midi", {'x'}});
    }
    const auto both = parse({"/dev/null", folder.file("a.mid")}).request.inputs;
    REQUIRE(both.size() == 2);
    CHECK(both[1].name == "after");
    CHECK(both[1].bytes == Bytes{'x'});
    const auto train = parse({"a", "b"}, {}, "train");
    CHECK(train.request.options == json{{"data", "a;b"}});
}

TEST_CASE("parser_saysWhatItDoesNotKnow")
{
    CHECK(usageComplaint({"--tempreature", "1"}) ==
          "there is no option --tempreature; did you mean --temperature?");
    CHECK(usageComplaint({"--qqqqqqqq"}) == "there is no option --qqqqqqqq");
    CHECK(usageComplaint({"/dev/null", "/dev/null", "b.mid"}) == "generate has no use for 'b.mid'");
    CHECK_FALSE(usageComplaint({"--steps"}).empty());
}

TEST_CASE("resultFiles_followTheNamingRule")
{
    TemporaryFolder folder;
    const auto name = [&](const std::string &path) {
        return std::filesystem::relative(path, folder.path()).string();
    };
    ResultFiles one(folder.file("tune.mid"), "melody_rnn", "mid");
    CHECK(name(one.write({"take-001.mid", "audio/midi", {1}}, false)) == "tune.mid");

    ResultFiles several(folder.file("tune.mid"), "melody_rnn", "mid");
    CHECK(name(several.write({"take-001.mid", "audio/midi", {1}}, true)) == "tune-001.mid");
    CHECK(name(several.write({"take-002.mid", "audio/midi", {2}}, true)) == "tune-002.mid");

    ResultFiles inFolder(folder.file("takes/new"), "melody_rnn", "mid");
    CHECK(name(inFolder.write({"take-001.mid", "audio/midi", {1}}, false)) == "takes/new/melody_rnn-001.mid");

    ResultFiles again(folder.file("takes/new"), "melody_rnn", "mid");
    CHECK(name(again.write({"take-003.mid", "audio/midi", {3}}, true)) == "takes/new/melody_rnn-002.mid");
    CHECK(readFile(folder.file("takes/new/melody_rnn-001.mid")) == Bytes{1});
    CHECK(readFile(folder.file("takes/new/melody_rnn-002.mid")) == Bytes{3});
}

TEST_CASE("resultFiles_areCalledAfterWhatTheyWereMadeFrom")
{
    TemporaryFolder folder;
    const auto name = [&](const std::string &path) {
        return std::filesystem::relative(path, folder.path()).string();
    };
    const Attachment night{"starry_night.jpg", "image/jpeg", {1}};
    ResultFiles inFolder(folder.file("out"), "image_stylization", "png");
    inFolder.setSource("photos/quay.tif");
    CHECK(name(inFolder.write(night, true)) == "out/quay-starry_night.jpg");
    CHECK(name(inFolder.write(night, true)) == "out/quay-starry_night-2.jpg");
    inFolder.setSource("other/tower.png");
    CHECK(name(inFolder.write(night, false)) == "out/tower-starry_night.jpg");

    ResultFiles named(folder.file("mine.jpeg"), "image_stylization", "png");
    named.setSource("photos/quay.tif");
    CHECK(name(named.write(night, false)) == "mine.jpeg");
    CHECK(name(named.write(night, true)) == "mine-starry_night.jpeg");
}

TEST_CASE("devices_areWrittenIntoAndNotReplaced")
{
    TemporaryFolder folder;
    const std::string link = folder.file("full.png");
    std::filesystem::create_symlink("/dev/full", link);
    try {
        writeFile(link, Bytes{1});
        FAIL("nothing fits into /dev/full");
    } catch (const models::Error &error) {
        CHECK(error.what() == "Cannot write " + link + ": No space left on device.");
    }
    CHECK(std::filesystem::is_character_file("/dev/full"));
    CHECK_NOTHROW(writeFile("/dev/null", Bytes{1}));
    CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("files_areReplacedWholeOrNotAtAll")
{
    TemporaryFolder folder;
    writeFile(folder.file("a/b.bin"), Bytes{1, 2});
    writeFile(folder.file("a/b.bin"), Bytes{3});
    CHECK(readFile(folder.file("a/b.bin")) == Bytes{3});
    CHECK_THROWS_AS(writeFile(folder.file("a"), Bytes{1}), models::Error);
    CHECK_THROWS_AS((void)readFile(folder.file("a")), models::Error);
    CHECK_NOTHROW((void)readFile(folder.file("a/b.bin"), 1));
    CHECK_THROWS_AS((void)readFile(folder.file("a/b.bin"), 0), models::Error);
    CHECK_THROWS_AS((void)readFile("/dev/zero", 1000), models::Error);
    std::size_t count = 0;
    for ([[maybe_unused]] const auto &entry : std::filesystem::directory_iterator(folder.path()))
        ++count;
    CHECK(count == 1);
}

TEST_CASE("meter_tellsRateAndTimeLeft")
{
    ProgressMeter meter;
    meter.add({0, 100, "steps", "training", {}}, 0.0);
    CHECK(meter.rate() == 0.0);
    CHECK_FALSE(meter.secondsLeft());
    meter.add({10, 100, "steps", "training", {{"loss", 0.5}}}, 2.0);
    CHECK(meter.rate() == doctest::Approx(5.0));
    CHECK(*meter.secondsLeft() == doctest::Approx(18.0));
    CHECK(*meter.fraction() == doctest::Approx(0.1));
    CHECK(meter.toText() == "training · 10 of 100 steps · 5.00 steps/s · 0:18 left · loss 0.500");
    CHECK(meter.toJson()["seconds_left"] == doctest::Approx(18.0));

    meter.add({1, 0, "files", "reading", {}}, 3.0);
    CHECK(meter.rate() == 0.0);
    CHECK_FALSE(meter.fraction());
    CHECK(meter.toText() == "reading · 1 files");
    CHECK_FALSE(meter.toJson().contains("fraction"));
}

TEST_CASE("meter_forgetsOldSpeed")
{
    ProgressMeter meter;
    for (int i = 0; i <= 20; ++i)
        meter.add({i, 1000, "steps", "", {}}, i);
    for (int i = 1; i <= 30; ++i)
        meter.add({20 + 10 * i, 1000, "steps", "", {}}, 20 + i);
    CHECK(meter.rate() == doctest::Approx(10.0));
}

TEST_CASE("cache_keepsModelsAndReadsChangedFilesAgain")
{
    TemporaryFolder folder;
    touch(folder.file("m"));
    ModelCache cache;
    int loads = 0;
    const auto get = [&](const std::string &weights) {
        return cache.get<int>({"model", weights, folder.file("m"), "cpu"},
                              [&] { return std::make_shared<const int>(++loads); });
    };
    CHECK(*get("w") == 1);
    CHECK(*get("w") == 1);
    std::filesystem::last_write_time(folder.file("m"),
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
    CHECK(*get("w") == 2);
    REQUIRE(cache.contents().size() == 1);
    CHECK(cache.contents()[0].bytes == 1);
    cache.forget("model", "other");
    CHECK(cache.contents().size() == 1);
    cache.forget("", "");
    CHECK(cache.contents().empty());
}
