// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the bundled melody models are held against: an order-5 back-off n-gram trained on the same tunes, in
// nats per event on the held-out tunes, and how often bars repeat, in real tunes and in those that each model
// makes.
//
//     melody_reference TRAINING_FOLDERS HELD_OUT_FOLDER [MODEL_FILE ...]

#include "models/melody_rnn/melody_dataset.h"
#include "models/melody_rnn/melody_rnn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <map>
#include <unordered_map>

using namespace solferino;
using namespace solferino::models;

namespace {

constexpr std::size_t kBar = 16;
constexpr std::size_t kBars = 32;
constexpr std::size_t kBarsBack = 8;
constexpr std::size_t kTunes = 100;

/// Events after up to four before them, with absolute discounting: what a context has not seen is shared out
/// as the next shorter context says.
class NGram final
{
public:
    explicit NGram(int classes)
        : m_classes(classes)
    {}

    void learn(const std::vector<int> &events)
    {
        for (std::size_t i = 1; i < events.size(); ++i)
            for (std::size_t length = 0; length < kOrder && length <= i; ++length)
                m_contexts[length][keyOf(events, i, length)].add(events[i]);
    }

    /// -log P(events[i] | events before it).
    [[nodiscard]] double natsOf(const std::vector<int> &events, std::size_t i) const
    {
        double probability = 1.0 / m_classes;
        for (std::size_t length = 0; length < kOrder && length <= i; ++length) {
            const auto context = m_contexts[length].find(keyOf(events, i, length));
            if (context == m_contexts[length].end())
                break;
            probability = context->second.probabilityOf(events[i], probability);
        }
        return -std::log(probability);
    }

private:
    static constexpr std::size_t kOrder = 5;

    struct Followers
    {
        std::map<int, int> counts;
        int total = 0;

        void add(int event)
        {
            ++counts[event];
            ++total;
        }
        [[nodiscard]] double probabilityOf(int event, double shorter) const
        {
            constexpr double kDiscount = 0.75;
            const auto found = counts.find(event);
            const double seen = found == counts.end() ? 0.0 : found->second - kDiscount;
            return (seen + kDiscount * static_cast<double>(counts.size()) * shorter) / total;
        }
    };

    /// The `length` events before `i`, a byte each.
    static std::uint64_t keyOf(const std::vector<int> &events, std::size_t i, std::size_t length)
    {
        std::uint64_t key = 0;
        for (std::size_t k = 1; k <= length; ++k)
            key = key << 8U | static_cast<std::uint64_t>(events[i - k] + 3);
        return key;
    }

    int m_classes;
    std::array<std::unordered_map<std::uint64_t, Followers>, kOrder> m_contexts;
};

void printNGram(const std::string &config, const std::vector<std::filesystem::path> &training,
                const std::filesystem::path &heldOut)
{
    NoProgress progress;
    const auto codec = makeMelodyCodec(config);
    const MelodyDataset learned =
        loadMelodyDataset({.sources = training, .excluded = {heldOut}, .evalRatio = 0.0}, *codec, progress);
    const MelodyDataset tested =
        loadMelodyDataset({.sources = {heldOut}, .evalRatio = 0.0}, *codec, progress);
    NGram nGram(codec->maxPitch() - codec->minPitch() + 2);
    std::size_t learnedEvents = 0;
    for (const MelodyTune &tune : learned.training) {
        nGram.learn(tune.events);
        learnedEvents += tune.events.size();
    }
    double nats = 0.0;
    std::size_t events = 0;
    for (const MelodyTune &tune : tested.training) {
        for (std::size_t i = 1; i < tune.events.size(); ++i)
            nats += nGram.natsOf(tune.events, i);
        events += tune.events.size() - 1;
    }
    const double perEvent = nats / static_cast<double>(events);
    std::printf("n-gram for %-13s %zu tunes, %zu events learned; %zu tunes, %zu events held out: %.4f nats "
                "per event, "
                "less 15 %%: %.4f\n",
                config.c_str(), learned.training.size(), learnedEvents, tested.training.size(), events,
                perEvent, 0.85 * perEvent);
}

/// Bars with notes and, of these, bars equal to one of the eight before.
struct Structure
{
    std::size_t bars = 0;
    std::size_t repeats = 0;

    void add(std::vector<int> events)
    {
        events.resize(std::min(events.size(), kBars * kBar) / kBar * kBar);
        for (std::size_t bar = 1; bar * kBar < events.size(); ++bar) {
            const auto begin = events.begin() + static_cast<std::ptrdiff_t>(bar * kBar);
            const auto end = begin + kBar;
            if (std::none_of(begin, end, [](int event) { return event >= 0; }))
                continue;
            ++bars;
            for (std::size_t back = 1; back <= std::min(bar, kBarsBack); ++back) {
                if (std::equal(begin, end, begin - static_cast<std::ptrdiff_t>(back * kBar))) {
                    ++repeats;
                    break;
                }
            }
        }
    }
    [[nodiscard]] double share() const { return static_cast<double>(repeats) / static_cast<double>(bars); }
};

/// Held-out tunes in 4/4 in their own pitches.
std::vector<std::vector<int>> heldOutTunes(const std::filesystem::path &heldOut)
{
    NoProgress progress;
    const MelodyDataset data =
        loadMelodyDataset({.sources = {heldOut}, .evalRatio = 0.0}, *makeMelodyCodec("mono_rnn"), progress);
    std::vector<std::vector<int>> tunes;
    for (const MelodyTune &tune : data.training) {
        if (tune.stepsPerBar == static_cast<int>(kBar) && tune.events.size() > kBar)
            tunes.push_back(tune.events);
    }
    return tunes;
}

std::string listOf(const std::vector<int> &events)
{
    std::string list;
    for (const int event : events)
        list.append(list.empty() ? "" : ",").append(std::to_string(event));
    return list;
}

/// Tunes of 32 bars: the first bar of a real tune, or middle C alone, and what the model makes of it.
Structure structureOf(const MelodyRnn &model, const std::vector<std::vector<int>> &primers)
{
    Structure structure;
    NoProgress progress;
    for (std::size_t i = 0; i < kTunes; ++i) {
        std::vector<int> tune{60};
        if (!primers.empty()) {
            const std::vector<int> &real = primers[i * primers.size() / kTunes];
            tune.assign(real.begin(), real.begin() + kBar);
        }
        MelodyGenerateRequest request;
        request.seed = 1000 + i;
        request.options.count = 1;
        request.options.lowestPitch = 0;
        request.options.highestPitch = 127;
        request.options.primerMelody = listOf(tune);
        request.options.steps = static_cast<int>(kBars * kBar - tune.size());
        const std::vector<int> events = model.generate(request, progress).front().events;
        tune.insert(tune.end(), events.begin(), events.end());
        structure.add(tune);
    }
    return structure;
}

void run(int count, char **arguments)
{
    const std::vector<std::filesystem::path> training = splitPathList(arguments[1]);
    const std::filesystem::path heldOut = arguments[2];
    printNGram("basic_rnn", training, heldOut);
    printNGram("mono_rnn", training, heldOut);

    const std::vector<std::vector<int>> real = heldOutTunes(heldOut);
    Structure ofReal;
    for (const std::vector<int> &tune : real)
        ofReal.add(tune);
    std::printf("bars that repeat one of the 8 before: %.3f in %zu real held-out tunes in 4/4\n",
                ofReal.share(), real.size());
    for (int i = 3; i < count; ++i) {
        const MelodyRnn model(arguments[i]);
        const double primed = structureOf(model, real).share();
        const double alone = structureOf(model, {}).share();
        std::printf(
            "  %-14s %.3f after a real first bar (%.3f from real), %.3f after middle C (%.3f from real)\n",
            model.info().config.c_str(), primed, std::abs(primed - ofReal.share()), alone,
            std::abs(alone - ofReal.share()));
    }
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3) {
        std::fprintf(stderr, "usage: melody_reference TRAINING_FOLDERS HELD_OUT_FOLDER [MODEL_FILE ...]\n");
        return 2;
    }
    try {
        run(count, arguments);
        return 0;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
}
