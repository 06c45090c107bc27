// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a training step (forward, loss, backward, Adam) of the Melody RNNs, beside plain LibTorch: nn::LSTM
// as it comes, and for attention a loop over the steps. Arguments: threads, sequences, steps of a sequence,
// and a device: then the step for GPUs is compared with a plain loop there (on cpu: the operations are
// counted).
#include "models/event_rnn/event_net.h"
#include "models/melody_rnn/melody_batches.h"
#include "models/melody_rnn/melody_loss.h"
#include "models/runtime/adam.h"
#include "models/runtime/torch_setup.h"
#include "tests/benchmarks/step_on_device.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr int kRepeats = 3;

/// Best of a few runs, in seconds. Processor time is what the work costs where others use the machine too.
struct Seconds
{
    double passed = 1e9;
    double processor = 1e9; ///< of all threads together
};

template <class Work>
Seconds seconds(Work work)
{
    Seconds best;
    for (int i = 0; i < kRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t processorStart = std::clock();
        work();
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        best.passed = std::min(best.passed, time.count());
        best.processor =
            std::min(best.processor, static_cast<double>(std::clock() - processorStart) / CLOCKS_PER_SEC);
    }
    return best;
}

template <class Forward>
Seconds stepSeconds(std::vector<Tensor> parameters, const Tensor &labels, const Forward &forward)
{
    Adam adam(std::move(parameters), {.clipNorm = 3.0});
    return seconds([&] {
        torch::nn::functional::cross_entropy(forward().flatten(0, 1), labels).backward();
        adam.step(1e-3);
    });
}

Seconds plainLstmSeconds(const EventNetShape &shape, const Tensor &inputs, const Tensor &labels)
{
    torch::nn::LSTM lstm(torch::nn::LSTMOptions(shape.inputSize, shape.layers[0]).num_layers(2).dropout(0.5));
    torch::nn::Linear output(shape.layers[0], shape.classCount);
    std::vector<Tensor> parameters = lstm->parameters();
    for (const Tensor &parameter : output->parameters())
        parameters.push_back(parameter);
    const Tensor dense = inputs.scalar_type() == torch::kInt64
                             ? torch::one_hot(inputs, shape.inputSize).to(torch::kFloat)
                             : inputs;
    return stepSeconds(parameters, labels, [&] { return output(std::get<0>(lstm(dense))); });
}

/// Speed of one large product, in operations a processor second.
double productRate()
{
    const Tensor left = torch::randn({4096, 256}), right = torch::randn({256, 512});
    Tensor result = torch::empty({4096, 512});
    return 2.0 * 4096 * 256 * 512 / seconds([&] {
                                        for (int i = 0; i < 20; ++i)
                                            at::mm_out(result, left, right);
                                    }).processor *
           20;
}

void measure(const char *name, std::int64_t steps, std::int64_t batch)
{
    const auto codec = makeMelodyCodec(name);
    const EventNetShape shape = melodyNetShape(melodyConfig(name), *codec);
    EventNet net(shape);
    const Tensor inputs = shape.inputSize == shape.classCount
                              ? torch::randint(0, shape.inputSize, {steps, batch}, torch::kInt64)
                              : torch::randn({steps, batch, shape.inputSize});
    const Tensor labels = torch::randint(0, shape.classCount, {steps * batch}, torch::kInt64);
    const EventNetDropout dropout{0.5, 1};
    const Seconds own = stepSeconds(net->parameters(), labels, [&] { return net->forward(inputs, dropout); });
    const Seconds plain = shape.attention == 0 ? plainLstmSeconds(shape, inputs, labels)
                                               : stepSeconds(net->parameters(), labels, [&] {
                                                     EventNetState state = net->zeroState(batch);
                                                     return net->forwardPlain(inputs, state, dropout);
                                                 });
    const double operations = 6.0 * static_cast<double>(net->parameterCount() * steps * batch);
    std::printf("%-14s %6.2f s a step (processor %6.2f), plain LibTorch %6.2f (%6.2f): ratio %.1f (%.1f); "
                "its products "
                "alone take a processor %.2f s\n",
                name, own.passed, own.processor, plain.passed, plain.processor, plain.passed / own.passed,
                plain.processor / own.processor, operations / productRate());
    std::fflush(stdout);
}

void compare(const char *name, std::int64_t steps, std::int64_t batch, const torch::Device &device)
{
    const auto codec = makeMelodyCodec(name);
    const EventNetShape shape = melodyNetShape(melodyConfig(name), *codec);
    EventNet net(shape);
    net->to(device);
    const Tensor inputs = shape.inputSize == shape.classCount
                              ? torch::randint(0, shape.inputSize, {steps, batch}, torch::kInt64)
                              : torch::randn({steps, batch, shape.inputSize});
    const Tensor labels = torch::randint(0, shape.classCount, {steps, batch}, torch::kInt64);
    std::vector<Tensor> stepInputs{inputs, labels, torch::tensor(1.0F / static_cast<float>(steps * batch))};
    EventNetDropout dropout;
    for (const std::int64_t units : shape.layers) {
        stepInputs.push_back(torch::ones({steps, batch, units}));
        dropout.masks.push_back(stepInputs.back().to(device));
    }
    const Tensor there = inputs.to(device), labelsThere = labels.flatten().to(device);
    solferino::bench::compareOnDevice(
        {.name = name,
         .device = device,
         .parameters = net->parameters(),
         .plainLoss =
             [&] {
                 EventNetState state = net->zeroState(batch);
                 return torch::nn::functional::cross_entropy(
                     net->forwardPlain(there, state, dropout).flatten(0, 1), labelsThere);
             },
         .losses = [&](const std::vector<Tensor> &given) { return melodyStepLoss(net, given); },
         .inputs = stepInputs});
}

} // namespace

int main(int argumentCount, char **arguments)
{
    const auto argument = [&](int index, int fallback) {
        return argumentCount > index ? std::max(1, std::atoi(arguments[index])) : fallback;
    };
    const int threads = argument(1, 1), batch = argument(2, 128), steps = argument(3, 256);
    configureTorch(threads);
    std::printf("%d threads, %d sequences of %d steps\n", threads, batch, steps);
    for (const char *name : {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"}) {
        if (argumentCount > 4)
            compare(name, steps, batch, solferino::bench::deviceCalled(arguments[4]));
        else
            measure(name, steps, batch);
    }
}
