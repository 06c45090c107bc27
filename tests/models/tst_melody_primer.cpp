// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_primer.h"
#include "models/melody_rnn/melody_range.h"
#include "models/runtime/error.h"

#include <array>
#include <doctest/doctest.h>
#include <functional>

using namespace solferino;
using namespace solferino::models;

namespace {

class Listener final : public Progress
{
public:
    void report(const ProgressReport &) override {}
    void partial(const nlohmann::json &) override {}
    void note(const std::string &text) override { notes += text; }
    std::string notes;
};

MelodyPrimer listPrimer(const std::string &list, bool magentaTiming = false, int primerSteps = 0)
{
    MelodyGenerateOptions options;
    options.primerMelody = list;
    options.magentaTiming = magentaTiming;
    options.primerSteps = primerSteps;
    NoProgress progress;
    return readPrimer(options, std::nullopt, 60, progress);
}

NoteSequence sequenceOf(const std::vector<std::array<int, 3>> &notes)
{
    NoteSequence sequence;
    for (const auto &[pitch, start, end] : notes) {
        Note note;
        note.pitch = pitch;
        note.startTime = start * 0.125;
        note.endTime = end * 0.125;
        sequence.notes.push_back(note);
        sequence.totalTime = std::max(sequence.totalTime, note.endTime);
    }
    return sequence;
}

std::string errorOf(const std::function<void()> &action, Error::Kind kind)
{
    try {
        action();
    } catch (const Error &error) {
        CHECK(error.kind() == kind);
        return error.what();
    }
    FAIL("nothing was thrown");
    return {};
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a primer list is read with brackets and blanks")
{
    CHECK(parseMelodyList("60,-2,62") == std::vector<int>{60, -2, 62});
    CHECK(parseMelodyList(" [ 60, -1 ] ") == std::vector<int>{60, -1});
    CHECK(listPrimer("-1,-1,60").events == std::vector<int>{-2, -2, 60});
}

TEST_CASE("a wrong primer list is refused with the entry and the remedy")
{
    const auto refusal = [](const std::string &list) {
        return errorOf([&] { static_cast<void>(parseMelodyList(list)); }, Error::Kind::BadOption);
    };
    CHECK(contains(refusal("60,x,62"), "Entry 2 of primer_melody, \"x\", is not a number"));
    CHECK(contains(refusal("60,128"), "Entry 2 of primer_melody, \"128\", is neither"));
    CHECK(contains(refusal("-3"), "\"-3\""));
    CHECK(contains(refusal("60,,62"), "Entry 2"));
    CHECK(contains(refusal("60,"), "after each comma"));
    CHECK(contains(refusal(" "), "after each comma"));
    CHECK(contains(refusal("6e1"), "not a number"));
    CHECK(contains(refusal("99999999999999999999"), "not a number"));
}

TEST_CASE("new notes follow the list at once")
{
    const MelodyPrimer primer = listPrimer("60,-2,-2,-1");
    CHECK(primer.events == std::vector<int>{60, -2, -2, -1});
    CHECK(primer.firstNewStep() == 4);
    CHECK(listPrimer("60,62", false, 5).events == std::vector<int>{60, 62, -1, -2, -2});
}

TEST_CASE("Magenta's timing forces two steps")
{
    CHECK(listPrimer("60", true).events == std::vector<int>{60, -1, -2});
    CHECK(listPrimer("60,-2,-2,-1", true).events == std::vector<int>{60, -2, -2, -1, -2});
    CHECK(listPrimer("60,-2,60,-2,67,-2,67,-2", true).events ==
          std::vector<int>{60, -2, 60, -2, 67, -2, 67, -2, -1, -2});
    std::string sixtyFour = "60";
    for (int i = 1; i < 64; ++i)
        sixtyFour += ",-2";
    CHECK(listPrimer(sixtyFour, true).firstNewStep() == 66);
}

TEST_CASE("a MIDI primer gives its highest voice and says so")
{
    Listener listener;
    const NoteSequence midi = sequenceOf({{60, 0, 4}, {64, 4, 8}, {55, 36, 38}, {67, 36, 38}});
    const MelodyPrimer primer = readPrimer({}, midi, 60, listener);
    CHECK(primer.firstNewStep() == 38);
    CHECK(primer.events[36] == 67);
    CHECK(primer.events[8] == -1);
    CHECK(contains(listener.notes, "overlap at bar 3, beat 2"));
    CHECK(primer.sequence.notes == midi.notes);
}

TEST_CASE("a MIDI primer keeps its place on the grid")
{
    NoProgress progress;
    const MelodyPrimer primer = readPrimer({}, sequenceOf({{60, 20, 24}}), 60, progress);
    CHECK(primer.startStep == 16);
    CHECK(primer.events == std::vector<int>{-2, -2, -2, -2, 60, -2, -2, -2});
    MelodyGenerateOptions options;
    options.primerSteps = 22;
    const MelodyPrimer cut = readPrimer(options, sequenceOf({{60, 20, 24}}), 60, progress);
    CHECK(cut.firstNewStep() == 22);
    CHECK(cut.sequence.notes.front().endTime == doctest::Approx(22 * 0.125));
    options.primerSteps = 16;
    CHECK(contains(errorOf(
                       [&] {
                           static_cast<void>(readPrimer(options, sequenceOf({{60, 20, 24}}), 60, progress));
                       },
                       Error::Kind::BadOption),
                   "primer_steps"));
}

TEST_CASE("a primer without one melody is refused")
{
    NoProgress progress;
    const auto refusal = [&](const NoteSequence &midi) {
        return errorOf([&] { static_cast<void>(readPrimer({}, midi, 60, progress)); }, Error::Kind::BadInput);
    };
    CHECK(contains(refusal({}), "no notes"));
    NoteSequence drums = sequenceOf({{36, 0, 1}});
    drums.notes[0].isDrum = true;
    CHECK(contains(refusal(drums), "drums"));
    NoteSequence two = sequenceOf({{60, 0, 4}, {40, 0, 4}});
    two.notes[1].instrument = 1;
    two.instrumentNames = {{0, "Flute"}, {1, "Bass"}};
    CHECK(contains(refusal(two), "2 tracks (Flute, Bass)"));
}

TEST_CASE("changes of tempo and meter do not disturb the grid")
{
    Listener listener;
    NoteSequence midi = sequenceOf({{60, 0, 4}, {62, 4, 12}});
    midi.tempos = {{0.0, 120.0}, {0.5, 60.0}}; // the second note has four sixteenths at half the speed
    midi.timeSignatures = {{0.0, 4, 4}, {0.5, 3, 4}};
    const MelodyPrimer primer = readPrimer({}, midi, 60, listener);
    CHECK(primer.events == std::vector<int>{60, -2, -2, -2, 62, -2, -2, -2});
    CHECK(primer.quartersPerMinute == 60.0);
    CHECK(contains(listener.notes, "4/4"));

    MelodyGenerateOptions options;
    options.quartersPerMinute = 90.0;
    const MelodyPrimer faster = readPrimer(options, midi, 60, listener);
    CHECK(faster.events == primer.events);
    CHECK(faster.sequence.totalTime == doctest::Approx(2 * 60.0 / 90.0));
}

TEST_CASE("what follows is read from its first step on")
{
    CHECK(readFollowing(sequenceOf({{62, 2, 4}, {64, 4, 6}})) == std::vector<int>{-2, -2, 62, -2, 64, -2});
    CHECK(readFollowing(sequenceOf({{62, 18, 19}})).size() == 19);
    CHECK(readFollowing({}).empty());
}

TEST_CASE("allowed pitches follow range, key and scale")
{
    MelodyGenerateOptions options;
    CHECK(allowedPitches(options).count() == 36);
    options.key = std::string("F#");
    options.scale = std::string("pentatonic");
    options.lowestPitch = 54;
    options.highestPitch = 66;
    const AllowedPitches allowed = allowedPitches(options);
    for (int pitch = 0; pitch < 128; ++pitch)
        CHECK(allowed[static_cast<std::size_t>(pitch)] ==
              (pitch == 54 || pitch == 56 || pitch == 58 || pitch == 61 || pitch == 63 || pitch == 66));
    CHECK(nearestToMiddleC(allowed) == 61);
    options.lowestPitch = options.highestPitch = 57;
    CHECK(
        contains(errorOf([&] { static_cast<void>(allowedPitches(options)); }, Error::Kind::BadOption), "F#"));
    options.highestPitch = 50;
    CHECK(contains(errorOf([&] { static_cast<void>(allowedPitches(options)); }, Error::Kind::BadOption),
                   "above"));
}

TEST_CASE("the transposition is that of squashing unless key or range say otherwise")
{
    const auto codec = makeMelodyCodec("basic_rnn");
    MelodyGenerateOptions options;
    const auto choose = [&](const std::vector<int> &primer) {
        return chooseTransposition(primer, options, allowedPitches(options), *codec);
    };
    CHECK(choose({61, 63, 65, 66, 68, 70, 72}) == -1);
    CHECK(choose({60}) == 0);
    options.key = std::string("A");
    options.scale = std::string("minor");
    CHECK(choose({60}) == 0);
    options.key = std::string("D");
    CHECK((choose({60}) + 120) % 12 == 7); // F major becomes C major
    options = {};
    options.lowestPitch = 84;
    options.highestPitch = 96;
    CHECK(choose({60}) == -24);
    CHECK(chooseTransposition(std::vector<int>{61}, options, allowedPitches(options),
                              *makeMelodyCodec("mono_rnn")) == 0);
}
