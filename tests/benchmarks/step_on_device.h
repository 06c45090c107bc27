// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/adam.h"
#include "models/runtime/step_graph.h"
#include "tests/support/operation_watch.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace solferino::bench {

/// A training step in two forms: as a plain loop of operations, and as a StepGraph wants it.
struct StepOnDevice
{
    std::string name;
    torch::Device device = torch::kCPU;
    std::vector<torch::Tensor> parameters;
    std::function<torch::Tensor()> plainLoss;
    models::StepGraph::Losses losses;
    std::vector<torch::Tensor> inputs;
};

/// The device called so, or the processor where there is no GPU.
inline torch::Device deviceCalled(const char *name)
{
    const torch::Device device(name);
    if (!device.is_cuda() || torch::cuda::is_available())
        return device;
    std::printf("There is no GPU that this LibTorch can use; operations are counted on the processor.\n");
    return torch::kCPU;
}

inline double millisecondsOf(const torch::Device &device, const std::function<void()> &step)
{
    constexpr int kWarmUps = 3, kRepeats = 5;
    double best = 1e9;
    for (int i = 0; i < kWarmUps + kRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        step();
        if (device.is_cuda())
            torch::cuda::synchronize(device.index());
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        if (i >= kWarmUps)
            best = std::min(best, time.count());
    }
    return best;
}

/// Prints how many operations a step is, each of which is one launch or more on a GPU, and on a GPU what the
/// step takes: plain, ours, ours captured.
inline void compareOnDevice(const StepOnDevice &step)
{
    const auto operations = [&](const std::function<torch::Tensor()> &loss) {
        const test::OperationWatch watch;
        (void)torch::autograd::grad({loss()}, step.parameters, {}, false, false, true);
        return watch.launches();
    };
    std::vector<torch::Tensor> inputs;
    for (const torch::Tensor &input : step.inputs)
        inputs.push_back(input.to(step.device));
    const auto before = operations(step.plainLoss);
    const auto after = operations([&] { return step.losses(inputs)[0]; });
    std::printf("%-14s operations of forward and backward: plain %lld, ours %lld\n", step.name.c_str(),
                static_cast<long long>(before), static_cast<long long>(after));
    if (!step.device.is_cuda())
        return;
    models::Adam adam(step.parameters, {.clipNorm = 3.0});
    const double plain = millisecondsOf(step.device, [&] {
        step.plainLoss().backward();
        adam.step(1e-4);
    });
    const auto ours = [&](models::GraphCapture capture) {
        models::StepGraph graph(step.parameters, step.losses,
                                {.device = step.device,
                                 .capture = std::move(capture),
                                 .tolerance = models::stepGraphTolerance("auto"),
                                 .say = [](const std::string &text) {
                                     std::printf("  %s\n", text.c_str());
                                 }});
        return millisecondsOf(step.device, [&] {
            (void)graph.addGradients(step.inputs);
            adam.step(1e-4);
        });
    };
    const double uncaptured = ours({}), captured = ours(models::graphCapture(step.device));
    std::printf("%-14s a step: plain %.1f ms, ours %.1f ms, captured %.1f ms: ratio %.1f\n",
                step.name.c_str(), plain, uncaptured, captured, plain / captured);
    std::fflush(stdout);
}

} // namespace solferino::bench
