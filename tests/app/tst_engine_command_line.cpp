// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine_program.h"

#include <doctest/doctest.h>
#include <sstream>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;

namespace {

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

/// `text` with every run of blanks and line ends as one blank.
std::string unwrapped(const std::string &text)
{
    std::istringstream words(text);
    std::string result;
    for (std::string word; words >> word;)
        result += word + " ";
    return result;
}

/// The one line on standard error of a run that must end with `status`.
std::string complaint(const std::vector<std::string> &arguments, int status)
{
    const EngineRun run = runEngine(arguments);
    CHECK(run.status == status);
    CHECK(run.output.empty());
    return run.errors;
}

} // namespace

TEST_CASE("help_namesOptionsWithDefaultRangeAndUnit")
{
    const EngineRun program = runEngine({"--help"});
    CHECK(program.status == 0);
    CHECK(contains(program.output, "melody_rnn"));
    CHECK(contains(program.output, "repeat FILE"));

    const EngineRun model = runEngine({"melody_rnn", "--help"});
    CHECK(model.status == 0);
    CHECK(contains(model.output, "generate"));
    CHECK(contains(model.output, "attention_rnn"));

    const EngineRun operation = runEngine({"melody_rnn", "generate", "--help"});
    CHECK(operation.status == 0);
    CHECK(contains(operation.output, "--lowest-pitch N"));
    CHECK(contains(unwrapped(operation.output), "from 1 to 4096 sixteenths, default 64"));
    CHECK(contains(operation.output, "--seed N"));
    CHECK(operation.errors.empty());
}

TEST_CASE("wrongUsage_endsWithTwoAndOneSentence")
{
    CHECK(complaint({"melody_rn"}, 2) ==
          "error: there is no model 'melody_rn'; did you mean 'melody_rnn'?\n");
    CHECK(complaint({"melody_rnn", "genrate"}, 2) ==
          "error: melody_rnn has no operation 'genrate'; did you mean 'generate'?\n");
    CHECK(complaint({"melody_rnn"}, 2) ==
          "error: melody_rnn needs an operation: generate, train, evaluate, inspect\n");
    CHECK(complaint({"melody_rnn", "generate", "--temprature", "1"}, 2) ==
          "error: there is no option --temprature; did you mean --temperature?\n");
    CHECK(complaint({"melody_rnn", "generate", "--temperature", "7"}, 2) ==
          "error: temperature must be between 0 and 3, not 7\n");
    CHECK(complaint({"melody_rnn", "generate", "--lowest_pitch", "low"}, 2) ==
          "error: lowest_pitch must be a whole number, not 'low'\n");
    CHECK(complaint({"melody_rnn", "generate", "--seed", "-4"}, 2) ==
          "error: seed must be between 0 and 9007199254740991, not -4\n");
    CHECK(complaint({"melody_rnn", "generate", "--device", "gpu"}, 2) ==
          "error: device must be auto, cpu, cuda or cuda:N, not 'gpu'\n");
    CHECK(complaint({"melody_rnn", "train", "--weights", "x"}, 2) == "error: train takes no weights\n");
    CHECK(complaint({"models", "--jason"}, 2) == "error: models takes no '--jason', only --json\n");
    CHECK(complaint({"repeat"}, 2) == "error: repeat needs the file whose request shall be run\n");
    CHECK(contains(complaint({}, 2), "usage: solferino-engine COMMAND"));
}

TEST_CASE("failure_endsWithOneAndOneSentence")
{
    CHECK(complaint({"repeat", "/no/such/file.mid"}, 1) ==
          "error: Cannot read /no/such/file.mid: No such file or directory.\n");
    CHECK(complaint({"melody_rnn", "generate", "--primer", "/no/such.mid"}, 1) ==
          "error: Cannot read /no/such.mid: No such file or directory.\n");
    CHECK(complaint({"melody_rnn", "generate", "--weights", "/no/such"}, 1) ==
          "error: There is no model file '/no/such', and the bundled models of melody_rnn are "
          "attention_rnn, lookback_rnn, basic_rnn, mono_rnn.\n");
    TemporaryFolder folder;
    const EngineRun run = runEngine({"melody_rnn", "generate"}, {{"SOLFERINO_MODELS", folder.path()}});
    CHECK(run.status == 1);
    CHECK(run.errors == "error: The bundled model 'attention_rnn' is not installed: there is no " +
                            folder.file("attention_rnn.safetensors") + ".\n");
}

TEST_CASE("lists_areOneJsonObject")
{
    const EngineRun models = runEngine({"models", "--json"});
    CHECK(models.status == 0);
    const json catalog = json::parse(models.output);
    CHECK(catalog["models"][0]["id"] == "melody_rnn");
    CHECK(catalog["models"][0]["weights"].size() == 4);

    const EngineRun devices = runEngine({"devices", "--json"});
    CHECK(devices.status == 0);
    CHECK(json::parse(devices.output)["devices"][0]["id"] == "cpu");
    CHECK(contains(runEngine({"models"}).output, "attention_rnn"));
    CHECK(contains(runEngine({"devices"}).output, "cpu"));
}
