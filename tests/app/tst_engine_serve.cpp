// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine_program.h"
#include "tests/support/tiny_model.h"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

namespace {

/// A serving engine that has been greeted.
class Serving
{
public:
    Serving()
        : m_engine({"serve"}, {{"SOLFERINO_MODELS", tinyModelFolder().string()}})
    {
        m_hello = m_engine.nextMessage();
        m_engine.send(helloMessage("test"));
    }
    EngineProgram *operator->() { return &m_engine; }
    [[nodiscard]] const Message &hello() const { return m_hello; }

private:
    EngineProgram m_engine;
    Message m_hello;
};

Message generate(std::int64_t job, int steps, std::uint64_t seed = 5)
{
    JobRequest request;
    request.model = "melody_rnn";
    request.operation = "generate";
    request.weights = "basic_rnn";
    request.options = {{"steps", steps}, {"count", 1}};
    request.seed = seed;
    return requestMessage(job, request);
}

/// A job that runs until it is cancelled.
Message train(std::int64_t job)
{
    static const TemporaryFolder folder;
    static const bool isWritten = (writeTunes(folder.path() / "tunes", 6), true);
    (void)isWritten;
    JobRequest request;
    request.model = "melody_rnn";
    request.operation = "train";
    request.options = {{"config", "basic_rnn"},
                       {"data", folder.file("tunes")},
                       {"output", folder.file("run-" + std::to_string(job))},
                       {"steps", 10'000'000},
                       {"batch_size", 2},
                       {"max_length", 16},
                       {"sample_every", 1},
                       {"patience", 0}};
    return requestMessage(job, request);
}

Bytes bytesOf(const std::string &text)
{
    return {text.begin(), text.end()};
}

/// Endings of a drawing of three points.
Message finish(std::int64_t job, int count, int points)
{
    JobRequest request;
    request.model = "sketch_rnn";
    request.operation = "continue";
    request.options = {{"count", count}, {"most_points", points}};
    request.inputs = {
        {"drawing", "application/json", bytesOf(R"({"strokes": [[[0, 0], [90, 0], [90, 50]]]})")}};
    request.seed = 7;
    return requestMessage(job, request);
}

} // namespace

TEST_CASE("hello_tellsDevicesAndCatalog")
{
    Serving engine;
    CHECK_NOTHROW(checkHello(engine.hello(), "the engine"));
    CHECK(engine.hello().body["devices"][0]["id"] == "cpu");
    CHECK(engine.hello().body["catalog"][0]["id"] == "melody_rnn");
    engine->send({.type = "shutdown"});
    CHECK(engine->finish() == 0);
}

TEST_CASE("request_streamsPartialsThenResultThenDone")
{
    Serving engine;
    engine->send(generate(3, 16));
    const Message partial = engine->nextMessage("partial");
    CHECK(partial.job == 3);
    CHECK(partial.body.contains("notes"));
    const Message result = engine->nextMessage("result");
    CHECK(result.body["take"] == 0);
    CHECK(result.body["seed"] == 5);
    REQUIRE(result.attachments.size() == 1);
    CHECK(result.attachments[0].mediaType == "audio/midi");
    const Message done = engine->nextMessage("done");
    CHECK(done.job == 3);
    CHECK(done.body["request"]["seed"] == 5);
    CHECK(done.body["request"]["device"] == "cpu");
    CHECK(done.body["request"]["options"]["temperature"] == 1.0);
}

TEST_CASE("drawings_streamTheirStrokes")
{
    Serving engine;
    engine->send(finish(3, 2, 20));
    const Message partial = engine->nextMessage("partial");
    CHECK(partial.job == 3);
    CHECK(partial.body["most_points"] == 20);
    CHECK(partial.body["points_done"] > 0);
    REQUIRE(partial.body["strokes"].is_array());
    CHECK(partial.body["strokes"][0][0].size() == 2);
    for (const int take : {0, 1}) {
        const Message result = engine->nextMessage("result");
        CHECK(result.body["take"] == take);
        CHECK(result.body["seed"] == 7 + take);
        CHECK(result.body["points"] == 20);
        CHECK(result.body["ended"] == false);
        CHECK(result.body["context_points"] == 3);
        REQUIRE(result.attachments.size() == 1);
        CHECK(result.attachments[0].mediaType == "image/svg+xml");
        CHECK(result.attachments[0].name == "take-00" + std::to_string(take + 1) + ".svg");
    }
    CHECK(engine->nextMessage("done").body["request"]["options"]["temperature"] == 0.25);
}

TEST_CASE("drawings_canBeCancelledInTheMiddle")
{
    Serving engine;
    engine->send(finish(1, 64, 4096));
    CHECK(engine->nextMessage("partial").job == 1);
    const auto start = Clock::now();
    engine->send({.type = "cancel", .job = 1});
    CHECK(engine->nextMessage("cancelled").job == 1);
    CHECK(Clock::now() - start < std::chrono::seconds(2));
    engine->send(finish(2, 1, 4));
    CHECK(engine->nextMessage("done").job == 2);
}

TEST_CASE("emptyDrawing_isAnErrorOfItsJob")
{
    Serving engine;
    Message message = finish(1, 1, 4);
    message.attachments[0].bytes = bytesOf(R"({"strokes": []})");
    engine->send(message);
    const Message error = engine->nextMessage("error");
    CHECK(error.body["kind"] == "bad_input");
    CHECK(error.body["message"] == "The drawing is empty: it has no point.");
    engine->send(finish(2, 1, 4));
    CHECK(engine->nextMessage("done").job == 2);
}

TEST_CASE("load_memory_unload")
{
    Serving engine;
    engine->send({.type = "load", .job = 1, .body = {{"model", "melody_rnn"}, {"weights", "basic_rnn"}}});
    CHECK(engine->nextMessage("done").job == 1);
    engine->send({.type = "memory"});
    const Message loaded = engine->nextMessage("memory");
    CHECK(loaded.body["resident_bytes"] > 1'000'000);
    REQUIRE(loaded.body["models"].size() == 1);
    CHECK(loaded.body["models"][0]["weights"] == "basic_rnn");
    CHECK(loaded.body["models"][0]["bytes"] > 0);
    engine->send({.type = "unload", .job = 2});
    CHECK(engine->nextMessage("done").job == 2);
    engine->send({.type = "memory"});
    CHECK(engine->nextMessage("memory").body["models"].empty());
}

TEST_CASE("cancel_endsARunningJobWithinTwoSeconds")
{
    Serving engine;
    engine->send(train(1));
    engine->send(train(2));
    CHECK(engine->nextMessage("progress").job == 1);
    engine->send({.type = "cancel", .job = 2});
    CHECK(engine->nextMessage("cancelled").job == 2);
    const auto start = Clock::now();
    engine->send({.type = "cancel", .job = 1});
    CHECK(engine->nextMessage("cancelled").job == 1);
    CHECK(Clock::now() - start < std::chrono::seconds(2));
    engine->send({.type = "cancel", .job = 1}); // too late: no effect
    engine->send(generate(4, 4));
    CHECK(engine->nextMessage("done").job == 4);
}

TEST_CASE("training_reportsDataAndLoss")
{
    Serving engine;
    engine->send(train(1));
    const Message data = engine->nextMessage("partial");
    CHECK(data.body["kind"] == "data");
    CHECK(data.body["files"] == 6);
    Message progress = engine->nextMessage("progress");
    while (!progress.body["metrics"].contains("loss"))
        progress = engine->nextMessage("progress");
    CHECK(progress.body["total"] == 10'000'000);
    CHECK(progress.body["unit"] == "steps");
    CHECK(progress.body.contains("fraction"));
    const Message sample = engine->nextMessage("partial");
    CHECK(sample.body["kind"] == "sample");
    CHECK(sample.body["notes"].is_array());
    engine->send({.type = "cancel", .job = 1});
    Message checkpoint = engine->nextMessage("partial");
    while (checkpoint.body["kind"] == "sample")
        checkpoint = engine->nextMessage("partial");
    CHECK(checkpoint.body["kind"] == "checkpoint");
    CHECK(std::filesystem::exists(checkpoint.body["path"].get<std::string>()));
    CHECK(engine->nextMessage("cancelled").job == 1);
}

TEST_CASE("error_namesKindAndReasonAndTheEngineGoesOn")
{
    Serving engine;
    Message message = generate(1, 16);
    message.body["options"]["temperature"] = 7;
    engine->send(message);
    const Message error = engine->nextMessage("error");
    CHECK(error.job == 1);
    CHECK(error.body["kind"] == "bad_option");
    CHECK(error.body["message"] == "temperature must be between 0 and 3, not 7");
    message = generate(2, 16);
    message.body["weights"] = "/no/such/file";
    engine->send(message);
    CHECK(engine->nextMessage("error").body["kind"] == "file");
    message = generate(3, 16);
    message.body["seed"] = "x";
    engine->send(message);
    CHECK(engine->nextMessage("error").job == 3);
    engine->send(generate(4, 4));
    CHECK(engine->nextMessage("done").job == 4);
}

TEST_CASE("garbledInput_endsWithAnErrorMessage")
{
    Serving engine;
    engine->write(bytesOf("hello?"));
    const Message error = engine->nextMessage("error");
    CHECK(error.body["kind"] == "protocol");
    CHECK(error.body["message"] == "the stream is garbled: a frame does not begin with SLF1");
    CHECK(engine->finish() == 1);
}

TEST_CASE("oversizedFrame_endsWithAnErrorMessage")
{
    Serving engine;
    engine->write({'S', 'L', 'F', '1', 255, 255, 255, 255, 0, 0, 0, 0});
    CHECK(engine->nextMessage("error").body["kind"] == "protocol");
    CHECK(engine->finish() == 1);
}

TEST_CASE("truncatedFrame_endsWithAnErrorMessage")
{
    Serving engine;
    Bytes frame = encodeFrame(generate(1, 4));
    frame.pop_back();
    engine->write(frame);
    engine->closeInput();
    CHECK(engine->nextMessage("error").body["message"] == "the stream ended inside a frame");
    CHECK(engine->finish() == 1);
}

TEST_CASE("otherVersion_isRefusedAtTheHandshake")
{
    EngineProgram engine({"serve"});
    Message hello = helloMessage("9.9");
    hello.body["protocol"] = 99;
    engine.send(hello);
    const Message error = engine.nextMessage("error");
    CHECK(error.body["message"] == "the studio (version 9.9) speaks protocol 99 and this program protocol 1: "
                                   "install the same version of both");
    CHECK(engine.finish() == 1);
}

TEST_CASE("endOfInput_endsTheEngine")
{
    Serving idle;
    idle->closeInput();
    CHECK(idle->finish() == 0);

    Serving busy;
    busy->send(train(1));
    CHECK(busy->nextMessage("progress").job == 1);
    const auto start = Clock::now();
    busy->closeInput();
    CHECK(busy->finish() == 0);
    CHECK(Clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("interrupt_endsTheEngine")
{
    Serving engine;
    engine->send(train(1));
    CHECK(engine->nextMessage("progress").job == 1);
    engine->signal(SIGTERM);
    CHECK(engine->nextMessage("cancelled").job == 1);
    CHECK(engine->finish() == 130);
}
