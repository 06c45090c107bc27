// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/codecs/melody_codec.h"
#include "models/codecs/melody_encoders.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

using namespace solferino::models;

namespace {

const std::vector<int> kMelodyA{60, -2, 62, -2, 64, -2, 67, -1};
const std::vector<int> kMelodyB{60, -2, 60, -2, 67, -2, 67, -2, 69, -2, 69, -2, 67, -2, -2, -2, 60, -2, 60,
                                -2, 67, -2, 65, -2, 64, -2, -2, -2, 62, -2, 60, -1, 60, -2, -2, -2, 67};

/// Indices that hold 1 and indices that hold -1.
struct Signs
{
    std::vector<int> plus;
    std::vector<int> minus;
    bool operator==(const Signs &) const = default;
};

std::ostream &operator<<(std::ostream &out, const Signs &signs)
{
    for (const int index : signs.plus)
        out << " +" << index;
    for (const int index : signs.minus)
        out << " -" << index;
    return out;
}

Signs inputAt(const MelodyCodec &codec, const std::vector<int> &events, std::size_t position)
{
    const auto state = codec.start();
    for (std::size_t i = 0; i <= position; ++i)
        state->push(events[i]);
    Signs signs;
    int previous = -1;
    for (const auto &[index, value] : state->input()) {
        CHECK(index > previous);
        CHECK(index < codec.inputSize());
        CHECK((value == 1.0F || value == -1.0F));
        (value > 0 ? signs.plus : signs.minus).push_back(index);
        previous = index;
    }
    return signs;
}

std::vector<int> decode(const MelodyCodec &codec, int first, const std::vector<int> &labels)
{
    const auto state = codec.start();
    std::vector<int> events{first};
    state->push(first);
    for (const int label : labels) {
        events.push_back(state->eventOf(label));
        state->push(events.back());
    }
    return events;
}

/// Labels of melody B from 1 on: `usual` everywhere but at the given positions.
std::vector<int> labelsOfB(const std::map<int, int> &others)
{
    std::vector<int> labels(kMelodyB.size() - 1, 39);
    for (const auto &[position, label] : others)
        labels[static_cast<std::size_t>(position - 1)] = label;
    return labels;
}

std::shared_ptr<const MelodyCodec> closeLookback()
{
    return makeLookbackCodec({{48, 84}, 0}, {{2, 4}, 5});
}

} // namespace

TEST_CASE("configs have the sizes of the sheet")
{
    struct Row
    {
        const char *config;
        int inputs, classes, noEvent, low, high;
        std::optional<int> key;
    };
    for (const Row &row :
         {Row{"basic_rnn", 38, 38, 0, 48, 84, 0}, Row{"mono_rnn", 130, 130, 0, 0, 128, {}},
          Row{"lookback_rnn", 121, 40, 0, 48, 84, 0}, Row{"attention_rnn", 74, 40, 36, 48, 84, 0}}) {
        CAPTURE(row.config);
        const auto codec = makeMelodyCodec(row.config);
        CHECK(codec->inputSize() == row.inputs);
        CHECK(codec->classCount() == row.classes);
        CHECK(codec->noEventLabel() == row.noEvent);
        CHECK(codec->minPitch() == row.low);
        CHECK(codec->maxPitch() == row.high);
        CHECK(codec->targetKey() == row.key);
    }
    CHECK_THROWS_AS(static_cast<void>(makeMelodyCodec("drum_kit")), Error);
}

TEST_CASE("one-hot classes are those of the sheet")
{
    const auto codec = makeMelodyCodec("basic_rnn");
    const std::vector<int> classes{14, 0, 16, 0, 18, 0, 21, 1};
    for (std::size_t i = 0; i < classes.size(); ++i)
        CHECK(inputAt(*codec, kMelodyA, i) == Signs{{classes[i]}, {}});
    const auto state = codec->start();
    CHECK(state->input().empty());
    CHECK(state->labelOf(48) == 2);
    CHECK(state->labelOf(83) == 37);
    CHECK(makeMelodyCodec("mono_rnn")->start()->labelOf(127) == 129);
}

TEST_CASE("lookback inputs are those of the sheet")
{
    const auto codec = makeMelodyCodec("lookback_rnn");
    CHECK(inputAt(*codec, kMelodyA, 0) == Signs{{14, 38, 76, 114}, {115, 116, 117, 118}});
    CHECK(inputAt(*codec, kMelodyA, 4) == Signs{{18, 38, 76, 114, 116}, {115, 117, 118}});
    CHECK(inputAt(*codec, kMelodyA, 5) == Signs{{0, 38, 76, 115, 116}, {114, 117, 118}});
    CHECK(inputAt(*codec, kMelodyA, 7) == Signs{{1, 38, 76, 117}, {114, 115, 116, 118}});
    CHECK(inputAt(*closeLookback(), kMelodyA, 5) == Signs{{0, 56, 92, 115, 116, 119, 120}, {114, 117, 118}});
    CHECK(inputAt(*closeLookback(), kMelodyA, 3) == Signs{{0, 54, 90, 116, 119}, {114, 115, 117, 118}});
    CHECK(inputAt(*codec, kMelodyB, 15) == Signs{{0, 52, 76, 118}, {114, 115, 116, 117}});
    CHECK(inputAt(*codec, kMelodyB, 16) == Signs{{14, 38, 76, 114, 118, 119}, {115, 116, 117}});
    CHECK(inputAt(*codec, kMelodyB, 21) == Signs{{0, 59, 76, 115, 116, 118, 119}, {114, 117}});
    CHECK(inputAt(*codec, kMelodyB, 31) == Signs{{1, 52, 90}, {114, 115, 116, 117, 118}});
    CHECK(inputAt(*codec, kMelodyB, 35) == Signs{{0, 59, 97, 116, 119, 120}, {114, 115, 117, 118}});
}

TEST_CASE("key-melody inputs are those of the sheet")
{
    const auto codec = makeMelodyCodec("attention_rnn");
    CHECK(inputAt(*codec, kMelodyA, 0) ==
          Signs{{12, 36, 38, 42, 50, 51, 53, 55, 57, 58, 60, 62, 63, 65, 67, 69, 70, 72},
                {43, 44, 45, 46, 47, 48}});
    CHECK(inputAt(*codec, kMelodyA, 4) ==
          Signs{{16, 36, 38, 39, 42, 44, 50, 55, 57, 62, 67, 69}, {43, 45, 46, 47, 48}});
    CHECK(inputAt(*codec, kMelodyA, 5) ==
          Signs{{16, 36, 39, 43, 44, 50, 55, 57, 62, 67, 69}, {42, 45, 46, 47, 48}});
    CHECK(inputAt(*codec, kMelodyA, 7) ==
          Signs{{37, 38, 39, 45, 50, 55, 57, 62, 64, 67, 69}, {42, 43, 44, 46, 47, 48}});
    CHECK(inputAt(*codec, kMelodyB, 15) ==
          Signs{{19, 36, 46, 49, 50, 55, 57, 60, 62, 67, 69, 72}, {39, 42, 43, 44, 45, 47, 48}});
    CHECK(inputAt(*codec, kMelodyB, 32) ==
          Signs{{12, 36, 38, 40, 41, 42, 47, 50, 55, 62, 67, 69}, {39, 43, 44, 45, 46, 48}});
}

TEST_CASE("labels are those of the sheet and decode to the melody")
{
    const auto lookback = makeMelodyCodec("lookback_rnn");
    const auto keyMelody = makeMelodyCodec("attention_rnn");
    const std::vector<int> lookbackA{39, 16, 39, 18, 39, 21, 1};
    CHECK(encodeMelody(*lookback, kMelodyA).labels == lookbackA);
    CHECK(encodeMelody(*closeLookback(), kMelodyA).labels == lookbackA);
    CHECK(encodeMelody(*keyMelody, kMelodyA).labels == std::vector<int>{39, 14, 39, 16, 39, 19, 37});

    const auto lookbackB = labelsOfB({{2, 14},
                                      {4, 21},
                                      {6, 21},
                                      {8, 23},
                                      {10, 23},
                                      {12, 21},
                                      {16, 38},
                                      {18, 38},
                                      {20, 38},
                                      {22, 19},
                                      {24, 18},
                                      {28, 16},
                                      {30, 14},
                                      {31, 1},
                                      {34, 0}});
    const auto keyMelodyB = labelsOfB({{2, 12},
                                       {4, 19},
                                       {6, 19},
                                       {8, 21},
                                       {10, 21},
                                       {12, 19},
                                       {16, 38},
                                       {18, 38},
                                       {20, 38},
                                       {22, 17},
                                       {24, 16},
                                       {28, 14},
                                       {30, 12},
                                       {31, 37},
                                       {34, 36}});
    CHECK(encodeMelody(*lookback, kMelodyB).labels == lookbackB);
    CHECK(encodeMelody(*keyMelody, kMelodyB).labels == keyMelodyB);
    CHECK(decode(*lookback, 60, lookbackB) == kMelodyB);
    CHECK(decode(*keyMelody, 60, keyMelodyB) == kMelodyB);
    CHECK(decode(*closeLookback(), 60, lookbackA) == kMelodyA);
}

TEST_CASE("repeats before the beginning decode to no event")
{
    for (const char *config : {"lookback_rnn", "attention_rnn"}) {
        const auto state = makeMelodyCodec(config)->start();
        state->push(60);
        CHECK(state->eventOf(38) == -2);
        CHECK(state->eventOf(39) == -2);
    }
}

TEST_CASE("events without a class are refused and leave the state as it was")
{
    for (const char *config : {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"}) {
        CAPTURE(config);
        const auto codec = makeMelodyCodec(config);
        const auto state = codec->start();
        state->push(60);
        for (const int event :
             {codec->minPitch() - 1 < 0 ? -3 : codec->minPitch() - 1, codec->maxPitch(), -3}) {
            CHECK_THROWS_AS(state->push(event), Error);
            CHECK_THROWS_AS(static_cast<void>(state->labelOf(event)), Error);
        }
        CHECK(state->length() == 1);
    }
}

TEST_CASE("a cloned state goes its own way")
{
    for (const char *config : {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"}) {
        CAPTURE(config);
        const auto codec = makeMelodyCodec(config);
        const auto state = codec->start();
        for (const int event : kMelodyB)
            state->push(event);
        const auto copy = state->clone();
        copy->push(72);
        CHECK(state->length() == kMelodyB.size());
        CHECK(copy->length() == kMelodyB.size() + 1);
        const auto fresh = codec->start();
        for (const int event : kMelodyB)
            fresh->push(event);
        CHECK(std::ranges::equal(state->input(), fresh->input()));
        CHECK_FALSE(std::ranges::equal(state->input(), copy->input()));
    }
}

TEST_CASE("encodings of real melodies agree with Magenta's")
{
    std::ifstream file(SOLFERINO_TEST_DATA "/golden/melody_encodings.json");
    const auto melodies = nlohmann::json::parse(file);
    REQUIRE(melodies.size() >= 5);
    for (const auto &melody : melodies) {
        for (const auto &[config, golden] : melody["configs"].items()) {
            CAPTURE(melody["source"]);
            CAPTURE(config);
            const auto codec = makeMelodyCodec(config);
            CHECK(codec->inputSize() == golden["input_size"]);
            CHECK(codec->classCount() == golden["num_classes"]);
            CHECK(codec->noEventLabel() == golden["default_event_label"]);
            const std::vector<int> events = golden["squashed"];
            const EncodedMelody encoded = encodeMelody(*codec, events);
            const std::size_t count = golden["labels"].size();
            REQUIRE(count > 0);
            REQUIRE(count <= encoded.labels.size());
            CHECK(encoded.labels.size() == encoded.inputs.size());
            for (std::size_t i = 0; i < count; ++i) {
                CHECK(encoded.labels[i] == golden["labels"][i]);
                CHECK(encoded.inputs[i] == golden["inputs"][i].get<std::vector<std::pair<int, float>>>());
            }
            CHECK(decode(*codec, events.front(), encoded.labels) == events);
        }
    }
}
