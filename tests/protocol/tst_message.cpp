// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/message.h"

#include <doctest/doctest.h>
#include <random>

using namespace solferino;

namespace {

Message sample()
{
    return {.type = "result",
            .job = 7,
            .body = {{"take", 1}, {"notes", {{60, 100, 0, 4}, {62, 100, 4, 8}}}, {"text", "h\u00e9llo"}},
            .attachments = {{"take-001.mid", "audio/midi", {1, 2, 3, 255, 0}}, {"empty", "text/plain", {}}}};
}

Bytes frameOf(const std::string &header, const Bytes &attachments = {})
{
    Bytes frame = {'S', 'L', 'F', '1'};
    for (const std::size_t length : {header.size(), attachments.size()})
        for (int shift = 0; shift < 32; shift += 8)
            frame.push_back(static_cast<std::uint8_t>(length >> shift));
    frame.insert(frame.end(), header.begin(), header.end());
    frame.insert(frame.end(), attachments.begin(), attachments.end());
    return frame;
}

/// What the reader says of `frame`; empty if nothing.
std::string complaint(const Bytes &frame)
{
    FrameReader reader;
    try {
        (void)reader.feed(frame);
    } catch (const ProtocolError &error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("frame_roundTripsAMessage")
{
    FrameReader reader;
    const auto messages = reader.feed(encodeFrame(sample()));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0] == sample());
    CHECK_FALSE(reader.isInsideFrame());
}

TEST_CASE("reader_acceptsAnyCutOfTheStream")
{
    Bytes stream = encodeFrame(sample());
    const Bytes second = encodeFrame({.type = "cancel", .job = 3});
    stream.insert(stream.end(), second.begin(), second.end());
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        FrameReader reader;
        const std::span<const std::uint8_t> bytes(stream);
        auto messages = reader.feed(bytes.first(cut));
        for (Message &message : reader.feed(bytes.subspan(cut)))
            messages.push_back(std::move(message));
        REQUIRE(messages.size() == 2);
        CHECK(messages[0] == sample());
        CHECK(messages[1].type == "cancel");
        CHECK(messages[1].job == 3);
    }
}

TEST_CASE("reader_knowsThatAFrameIsTruncated")
{
    const Bytes frame = encodeFrame(sample());
    for (std::size_t size = 1; size < frame.size(); ++size) {
        FrameReader reader;
        CHECK(reader.feed(std::span(frame).first(size)).empty());
        CHECK(reader.isInsideFrame());
    }
}

TEST_CASE("reader_refusesGarbageAtItsFirstByte")
{
    const std::string sentence = "the stream is garbled: a frame does not begin with SLF1";
    CHECK(complaint({'G', 'E', 'T'}) == sentence);
    CHECK(complaint({'S', 'L', 'F', '2'}) == sentence);
    Bytes trailing = encodeFrame(sample());
    trailing.push_back('x');
    CHECK(complaint(trailing) == sentence);
}

TEST_CASE("reader_refusesLengthsOverTheLimitsBeforeTheBytesCome")
{
    const Bytes hugeHeader = {'S', 'L', 'F', '1', 1, 0, 0, 1, 0, 0, 0, 0};
    CHECK(complaint(hugeHeader) == "a frame's header of 16777217 bytes is over the limit of 16777216");
    const Bytes hugeAttachments = {'S', 'L', 'F', '1', 2, 0, 0, 0, 255, 255, 255, 255};
    CHECK(complaint(hugeAttachments) ==
          "a frame's attachments of 4294967295 bytes are over the limit of 1073741824");
}

TEST_CASE("reader_refusesHeadersThatAreNoMessage")
{
    CHECK(complaint(frameOf("")) == "a frame's header is not JSON");
    CHECK(complaint(frameOf("{\"type\":")) == "a frame's header is not JSON");
    CHECK(complaint(frameOf(std::string(5000, '['))) == "a frame's header is nested too deeply");
    const std::string member = "a frame's header lacks a member or has one of another type";
    CHECK(complaint(frameOf("[]")) == member);
    CHECK(complaint(frameOf("3")) == member);
    CHECK(complaint(frameOf("{}")) == member);
    CHECK(complaint(frameOf(R"({"type":"a","body":{},"job":"x"})")) == member);
    CHECK(complaint(frameOf(R"({"type":7,"body":{}})")) == member);
    CHECK(complaint(frameOf(R"({"type":"a","body":{},"attachments":[{"size":0}]})")) == member);
    CHECK(complaint(frameOf(R"({"type":"","body":{}})")) == "a frame's header has no type or no body");
    CHECK(complaint(frameOf(R"({"type":"a","body":[]})")) == "a frame's header has no type or no body");
}

TEST_CASE("reader_refusesAttachmentsThatDoNotAddUp")
{
    const std::string sentence = "the attachments of a frame do not add up to its length";
    const auto header = [](const std::string &size) {
        return R"({"type":"a","body":{},"attachments":[{"name":"n","media_type":"m","size":)" + size + "}]}";
    };
    CHECK(complaint(frameOf(header("2"), {1, 2})).empty());
    CHECK(complaint(frameOf(header("3"), {1, 2})) == sentence);
    CHECK(complaint(frameOf(header("1"), {1, 2})) == sentence);
    CHECK(complaint(frameOf(header("-1"), {1, 2})) == sentence);
    CHECK(complaint(frameOf(header("18446744073709551615"), {1, 2})) == sentence);
    CHECK(complaint(frameOf(R"({"type":"a","body":{}})", {1})) == sentence);
}

TEST_CASE("reader_survivesMutatedFrames")
{
    std::mt19937 random(42);
    const Bytes frame = encodeFrame(sample());
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        Bytes mutated = frame;
        for (int change = 0; change < 1 + round % 4; ++change) {
            const std::size_t at = random() % mutated.size();
            switch (random() % 3) {
            case 0:
                mutated[at] = static_cast<std::uint8_t>(random());
                break;
            case 1:
                mutated.erase(mutated.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            default:
                mutated.insert(mutated.begin() + static_cast<std::ptrdiff_t>(at),
                               static_cast<std::uint8_t>(random()));
            }
        }
        refused += complaint(mutated).empty() ? 0 : 1;
    }
    CHECK(refused > 1000);
}

TEST_CASE("encode_replacesTextThatIsNotUtf8")
{
    FrameReader reader;
    const auto messages = reader.feed(encodeFrame({.type = "log", .body = {{"text", "a\xff"}}}));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].body["text"] == "a\uFFFD");
}

TEST_CASE("encode_refusesAHeaderOverTheLimit")
{
    const Message message{.type = "log", .body = {{"text", std::string(kMaxHeaderBytes, 'a')}}};
    CHECK_THROWS_AS((void)encodeFrame(message), ProtocolError);
}

TEST_CASE("hello_namesBothVersionsThatDoNotFit")
{
    CHECK_NOTHROW(checkHello(helloMessage("1.0", {{"devices", nlohmann::json::array()}}), "the engine"));
    Message other = helloMessage("9.1");
    other.body["protocol"] = 99;
    CHECK_THROWS_WITH_AS(checkHello(other, "the engine"),
                         "the engine (version 9.1) speaks protocol 99 and this program protocol 1: "
                         "install the same version of both",
                         ProtocolError);
    CHECK_THROWS_WITH_AS(checkHello({.type = "hello"}, "the studio"),
                         "the studio does not say which protocol it speaks", ProtocolError);
    CHECK_THROWS_WITH_AS(checkHello({.type = "cancel"}, "the studio"),
                         "the studio sent 'cancel' before its hello", ProtocolError);
}

TEST_CASE("request_travelsWithItsInputs")
{
    JobRequest request{.model = "melody_rnn", .operation = "generate", .options = {{"steps", 32}}};
    request.inputs = {{"primer", "audio/midi", {'M', 'T', 'h', 'd'}}};
    request.seed = 5;
    FrameReader reader;
    auto messages = reader.feed(encodeFrame(requestMessage(12, request)));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].job == 12);
    CHECK(requestFromMessage(std::move(messages[0])) == request);
}
