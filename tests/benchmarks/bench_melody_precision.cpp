// SPDX-License-Identifier: GPL-3.0-or-later
// What the fast precision of sampling costs in likelihood: nats per event of tunes in both precisions.
// Arguments: folder of the models, folder of MIDI files that the models have not seen, how many tunes.
#include "models/event_rnn/event_sampler.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_dataset.h"
#include "models/melody_rnn/melody_lanes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

using namespace solferino::models;

namespace {

EventSampler makeSampler(const ModelFile &file, const MelodyCodec &codec)
{
    const MelodyConfig config = melodyConfigOf(file.info);
    return EventSampler({.inputSize = static_cast<std::size_t>(codec.inputSize()),
                         .classCount = static_cast<std::size_t>(codec.classCount()),
                         .layers = {config.layers.begin(), config.layers.end()},
                         .attention = static_cast<std::size_t>(config.attention)},
                        [&](const std::string &name, const std::vector<std::int64_t> &) {
                            return std::span<const float>(file.tensors.at(name).values);
                        });
}

/// Minus the log-likelihood of all events but the first.
double nats(const EventSampler &sampler, const MelodyCodec &codec, const std::vector<int> &events)
{
    MelodyLanes lanes(sampler, codec, 0);
    lanes.read(events.front());
    double sum = 0.0;
    for (std::size_t i = 1; i < events.size(); ++i) {
        sum -= lanes.logLikelihoodOf(0, events[i]);
        lanes.read(events[i]);
    }
    return sum;
}

void compare(const std::filesystem::path &models, const char *name, const std::filesystem::path &tunes,
             std::size_t count)
{
    const ModelFile file =
        readModelFile(models / (std::string(name) + ".safetensors"), kMelodyRnnId, kMelodyRnnRevision);
    const auto codec = makeMelodyCodec(name);
    const EventSampler sampler = makeSampler(file, *codec);
    const EventSampler rounded = sampler.rounded();
    NoProgress silent;
    const MelodyDataset data = loadMelodyDataset({.sources = {tunes}, .evalRatio = 0.0}, *codec, silent);
    double events = 0.0, sum = 0.0, roundedSum = 0.0, worst = 0.0;
    for (std::size_t i = 0; i < std::min(count, data.training.size()); ++i) {
        const std::vector<int> &tune = data.training[i].events;
        const double own = nats(sampler, *codec, tune), fast = nats(rounded, *codec, tune);
        const auto length = static_cast<double>(tune.size() - 1);
        events += length;
        sum += own;
        roundedSum += fast;
        worst = std::max(worst, std::abs(fast - own) / length);
    }
    std::printf(
        "%-14s %7.0f events: float32 %.5f nats per event, fast %.5f (%+.5f), of one tune at most %.5f\n",
        name, events, sum / events, roundedSum / events, (roundedSum - sum) / events, worst);
}

} // namespace

int main(int argumentCount, char **arguments)
{
    if (argumentCount < 3) {
        std::fprintf(stderr, "usage: bench_melody_precision MODELS TUNES [COUNT]\n");
        return 2;
    }
    if (sampling::kernels().multiplyRounded == nullptr)
        std::printf("this processor has no products of 16 bits: fast is float32\n");
    for (const char *name : {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"})
        compare(arguments[1], name, arguments[2],
                argumentCount > 3 ? static_cast<std::size_t>(std::max(1, std::atoi(arguments[3]))) : 200);
    return 0;
}
