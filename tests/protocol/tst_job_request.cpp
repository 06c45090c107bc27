// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/base64.h"
#include "core/protocol/fields.h"
#include "core/protocol/job_request.h"

#include <doctest/doctest.h>

using namespace solferino;
using nlohmann::json;

namespace {

JobRequest sample()
{
    JobRequest request;
    request.model = "melody_rnn";
    request.operation = "generate";
    request.options = {{"steps", 32}, {"temperature", 0.9}};
    request.inputs = {{"primer", "audio/midi", {0, 1, 2, 250}}, {"after", "audio/midi", {9}}};
    request.weights = "attention_rnn";
    request.seed = (std::uint64_t{1} << 53) - 1;
    request.device = "cuda:1";
    request.threads = 2;
    return request;
}

/// What is said of a request that has `member` set to `value`; empty if nothing.
std::string complaint(const char *member, const json &value)
{
    json object = toJson(sample(), InputBytes::Base64);
    object[member] = value;
    try {
        (void)requestFromJson(object);
    } catch (const OptionError &error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("request_roundTripsThroughText")
{
    const std::string text = toJson(sample(), InputBytes::Base64).dump();
    CHECK(requestFromJson(json::parse(text)) == sample());
}

TEST_CASE("request_withoutSeedStaysWithoutSeed")
{
    JobRequest request = sample();
    request.seed.reset();
    CHECK(requestFromJson(toJson(request, InputBytes::Base64)) == request);
}

TEST_CASE("request_bytesApartComeBackEmpty")
{
    JobRequest expected = sample();
    for (Attachment &input : expected.inputs)
        input.bytes.clear();
    const json object = toJson(sample(), InputBytes::Apart);
    CHECK(object.dump().find("base64") == std::string::npos);
    CHECK(requestFromJson(object) == expected);
}

TEST_CASE("request_membersMayBeAbsent")
{
    const JobRequest request = requestFromJson({{"model", "m"}, {"operation", "o"}});
    CHECK(request.device == "auto");
    CHECK(request.threads == 0);
    CHECK_FALSE(request.seed);
    CHECK(request.options == json::object());
}

TEST_CASE("request_refusesMalformedObjects")
{
    CHECK_THROWS_WITH_AS((void)requestFromJson(json::array()), "a request must be a JSON object",
                         OptionError);
    CHECK(complaint("model", "") == "a request must name its model and its operation");
    CHECK(complaint("operation", 7) == "operation must be text");
    CHECK(complaint("options", json::array()) == "the options of a request must be a JSON object");
    CHECK(complaint("seed", -1) == "seed must be a whole number from 0 to 9007199254740991, not -1");
    CHECK(complaint("seed", std::uint64_t{1} << 53) ==
          "seed must be a whole number from 0 to 9007199254740991, not 9007199254740992");
    CHECK(complaint("seed", 1.5) == "seed must be a whole number from 0 to 9007199254740991, not 1.5");
    CHECK(complaint("threads", 5000) == "threads must be between 0 and 1024, not 5000");
    CHECK(complaint("device", "gpu") == "device must be auto, cpu, cuda or cuda:N, not 'gpu'");
    CHECK(complaint("device", "cuda:") == "device must be auto, cpu, cuda or cuda:N, not 'cuda:'");
    CHECK(complaint("device", "cuda:0").empty());
    CHECK(complaint("inputs", 3) == "the inputs of a request must be a list");
    CHECK(complaint("inputs", json::array({1})) == "each input must be an object");
    CHECK(complaint("inputs", json::array({{{"name", "primer"}, {"base64", "%%%%"}}})) ==
          "the bytes of input 'primer' are not base64");
    CHECK(complaint("seed", nullptr).empty());
}

TEST_CASE("base64_agreesWithTheStandard")
{
    const std::string plain = "foobar";
    const std::vector<std::string> encoded = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (std::size_t size = 0; size <= plain.size(); ++size) {
        const Bytes bytes(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(toBase64(bytes) == encoded[size]);
        CHECK(fromBase64(encoded[size]) == bytes);
    }
    Bytes all(256);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::uint8_t>(i);
    CHECK(fromBase64(toBase64(all)) == all);
    CHECK_FALSE(fromBase64("Zg="));
    CHECK_FALSE(fromBase64("Z\n=="));
    CHECK_FALSE(fromBase64("Z==="));
    CHECK_FALSE(fromBase64("Zg==Zg=="));
}
