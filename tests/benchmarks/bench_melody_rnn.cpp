// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a step of sampling a melody (encode, network, softmax, draw) on one thread: Solferino's sampler
// beside plain LibTorch, nn::LSTM as it comes, in the same run; one sequence, and 64 at once, in float32 and
// in fast; and what the machine allows.
#include "models/event_rnn/event_sampler.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_groups.h"
#include "models/runtime/torch_setup.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <deque>
#include <random>
#include <thread>

using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr int kRepeats = 15;
constexpr std::size_t kTogether = 64;

/// Microseconds by the wall clock.
double wallTime()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::micro>(now).count();
}

/// Microseconds that this program has used the processor.
double processorTime()
{
    return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC;
}

/// Best of several runs, in microseconds for each of `count`.
template <class Work>
double microseconds(int count, Work work, double (*clock)() = processorTime)
{
    double best = 1e12;
    for (int i = 0; i < kRepeats; ++i) {
        const double start = clock();
        for (int k = 0; k < count; ++k)
            work();
        best = std::min(best, (clock() - start) / count);
    }
    return best;
}

struct Case
{
    const char *name;
    const char *config;
    std::vector<std::size_t> layers;
    std::size_t attention;
};

/// The layers as a LibTorch program would write them.
struct PlainNet : torch::nn::Module
{
    PlainNet(const Case &test, const MelodyCodec &codec)
        : window(static_cast<std::int64_t>(test.attention))
        , units(static_cast<std::int64_t>(test.layers.front()))
    {
        const std::int64_t inputs = codec.inputSize();
        const auto all = static_cast<std::int64_t>(test.layers.size());
        if (window > 0) {
            mix = register_module("mix", torch::nn::Linear(inputs + units, inputs));
            first = register_module("first", torch::nn::LSTM(inputs, units));
            query = register_module("query", torch::nn::Linear(2 * units, units));
            key =
                register_module("key", torch::nn::Linear(torch::nn::LinearOptions(units, units).bias(false)));
            score = register_parameter("score", torch::randn({units}));
            project = register_module("project", torch::nn::Linear(2 * units, units));
        }
        const std::int64_t below = window > 0 ? units : inputs;
        rest = register_module(
            "rest",
            torch::nn::LSTM(torch::nn::LSTMOptions(below, units).num_layers(window > 0 ? all - 1 : all)));
        out = register_module("out", torch::nn::Linear(units, codec.classCount()));
        attended = torch::zeros({1, units});
        memory = torch::zeros({window, units});
        const Tensor zero = torch::zeros({1, 1, units});
        firstState = {zero, zero};
        const Tensor zeros = torch::zeros({window > 0 ? all - 1 : all, 1, units});
        restState = {zeros, zeros};
    }

    Tensor step(const Tensor &x) // [1, inputs] -> [1, classes]
    {
        Tensor y = x;
        if (window > 0) {
            const auto [output, state] =
                first->forward(mix(torch::cat({x, attended}, 1)).unsqueeze(0), firstState);
            firstState = state;
            const auto &[hidden, cell] = state;
            const Tensor asked = query(torch::cat({cell[0], hidden[0]}, 1));
            const Tensor weights = torch::softmax((score * torch::tanh(key(memory) + asked)).sum(1), 0);
            attended = torch::matmul(weights, memory).unsqueeze(0);
            y = project(torch::cat({hidden[0], attended}, 1));
            memory = torch::cat({memory.slice(0, 1), y}, 0);
        }
        const auto [output, state] = rest->forward(y.unsqueeze(0), restState);
        restState = state;
        return out(output[0]);
    }

    std::int64_t window, units;
    torch::nn::Linear mix{nullptr}, query{nullptr}, key{nullptr}, project{nullptr}, out{nullptr};
    torch::nn::LSTM first{nullptr}, rest{nullptr};
    Tensor score, attended, memory;
    std::tuple<Tensor, Tensor> firstState, restState;
};

double plainStep(const Case &test, const MelodyCodec &codec)
{
    torch::InferenceMode inference;
    PlainNet net(test, codec);
    net.eval();
    const auto encoder = codec.start();
    encoder->push(60);
    return microseconds(60, [&] {
        Tensor x = torch::zeros({1, codec.inputSize()});
        float *values = x.data_ptr<float>();
        for (const auto &[index, value] : encoder->input())
            values[index] = value;
        const Tensor probabilities = torch::softmax(net.step(x), 1);
        encoder->push(
            encoder->eventOf(static_cast<int>(torch::multinomial(probabilities, 1).item<std::int64_t>())));
    });
}

EventSampler makeSampler(const Case &test, const MelodyCodec &codec)
{
    std::deque<std::vector<float>> kept;
    std::mt19937 random(1);
    std::uniform_real_distribution<float> values(-0.1F, 0.1F);
    return EventSampler({.inputSize = static_cast<std::size_t>(codec.inputSize()),
                         .classCount = static_cast<std::size_t>(codec.classCount()),
                         .layers = test.layers,
                         .attention = test.attention},
                        [&](const std::string &, const std::vector<std::int64_t> &shape) {
                            std::size_t count = 1;
                            for (const std::int64_t size : shape)
                                count *= static_cast<std::size_t>(size);
                            std::vector<float> &tensor = kept.emplace_back(count);
                            std::generate(tensor.begin(), tensor.end(), [&] { return values(random); });
                            return std::span<const float>(tensor);
                        });
}

/// Microseconds for one step of all lanes.
double ourStep(const EventSampler &sampler, const MelodyCodec &codec, std::size_t count, int threads)
{
    MelodyLanes primer(sampler, codec, 1);
    primer.read(60);
    MelodyGroups lanes(primer, count, threads);
    for (std::size_t i = 0; i < count; ++i)
        lanes.setSeed(i, i);
    MelodyChoice choice;
    choice.allowed.set();
    constexpr int kSteps = 16;
    return microseconds(
               count > 1 ? 2 : 20, [&] { lanes.grow(choice, kSteps); },
               threads == 1 ? processorTime : wallTime) /
           kSteps;
}

/// Bytes a microsecond that one thread reads over and over from `bytes` of memory.
double bandwidth(std::size_t bytes)
{
    const sampling::Floats data(bytes / sizeof(float) / 1024 * 1024, 1.0F);
    sampling::Floats out(1024);
    const sampling::Matrix matrix{data.data(), data.size() / 1024, 1024};
    sampling::Floats inputs(matrix.inputs, 0.5F);
    const int count = std::max(1, static_cast<int>((std::size_t{64} << 20U) / bytes));
    const double time = microseconds(count, [&] {
        sampling::kernels().multiply(matrix, 1, {inputs.data(), 16}, {out.data(), 1024});
    });
    return static_cast<double>(data.size() * sizeof(float)) / time;
}

/// Multiplications with addition a microsecond that one thread reaches in the nearest cache.
double arithmetic()
{
    const sampling::Floats weights(128 * 32, 0.1F);
    sampling::Floats inputs(16 * 128, 0.5F);
    sampling::Floats out(16 * 32);
    const double time = microseconds(2000, [&] {
        sampling::kernels().multiply({weights.data(), 128, 32}, 16, {inputs.data(), 128}, {out.data(), 32});
    });
    return 16.0 * 128 * 32 / time;
}

void run(const Case &test, double operations)
{
    const auto codec = makeMelodyCodec(test.config);
    const EventSampler sampler = makeSampler(test, *codec);
    const double plain = plainStep(test, *codec);
    const double one = ourStep(sampler, *codec, 1, 1);
    const double many = ourStep(sampler, *codec, kTogether, 1);
    const double shared = ourStep(sampler, *codec, kTogether, 0);
    const auto bytes = static_cast<double>(sampler.weightBytes());
    std::printf("%-16s one sequence %7.1f us a step, plain LibTorch %7.1f us: %5.1f times faster\n",
                test.name, one, plain, plain / one);
    std::printf("%-16s   weights %.2f MB: at least %.1f us from where they lie, %.1f us from memory\n", "",
                bytes / 1e6, bytes / bandwidth(sampler.weightBytes()),
                bytes / bandwidth(std::size_t{256} << 20U));
    std::printf("%-16s   64 at once, one thread %6.2f us a step each: %4.1f times the steps a second of one "
                "(arithmetic "
                "allows %.1f), %.0f times plain LibTorch\n",
                "", many / kTogether, one * kTogether / many, one / (bytes / sizeof(float) / operations),
                plain * kTogether / many);
    std::printf(
        "%-16s   64 at once, %u threads %6.2f us by the wall clock: %4.1f times the steps a second of one\n",
        "", std::thread::hardware_concurrency(), shared / kTogether, one * kTogether / shared);
    const EventSampler rounded = sampler.rounded();
    if (!rounded.isRounded())
        return;
    const double fastOne = ourStep(rounded, *codec, 1, 1);
    const double fastMany = ourStep(rounded, *codec, kTogether, 1);
    const double fastShared = ourStep(rounded, *codec, kTogether, 0);
    std::printf(
        "%-16s   fast: one %.1f us; 64 at once, one thread %.2f us each, %u threads %.2f us by the wall "
        "clock: %.1f and %.1f times the steps a second of one in float32, %.1f and %.1f of one in fast\n",
        "", fastOne, fastMany / kTogether, std::thread::hardware_concurrency(), fastShared / kTogether,
        one * kTogether / fastMany, one * kTogether / fastShared, fastOne * kTogether / fastMany,
        fastOne * kTogether / fastShared);
}

} // namespace

int main()
{
    configureTorch(1);
    const double operations = arithmetic();
    std::printf("one thread, %.0f GFLOP/s in the nearest cache\n", 2e-3 * operations);
    for (const Case &test :
         {Case{"basic_rnn", "basic_rnn", {128, 128}, 0}, Case{"mono_rnn", "mono_rnn", {128, 128}, 0},
          Case{"lookback_rnn", "lookback_rnn", {128, 128}, 0},
          Case{"attention_rnn", "attention_rnn", {128, 128}, 40},
          Case{"basic 2 x 512", "basic_rnn", {512, 512}, 0}})
        run(test, operations);
    return 0;
}
