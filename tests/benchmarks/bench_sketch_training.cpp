// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a training step (forward, loss, backward, Adam) of Sketch RNN at its default sizes, beside a plain
// LibTorch loop over the points. Arguments: threads, drawings, points of each drawing, cells (lstm: the
// default, encoder 256, decoder 512; hyper: a LayerNorm encoder of 512 and a HyperLSTM decoder of 2048, as
// their authors advise; layer_norm: both of those sizes), repeats, and a device: then the step for GPUs is
// compared with the plain loop there (on cpu: the operations are counted).
#include "models/runtime/adam.h"
#include "models/runtime/random.h"
#include "models/runtime/torch_setup.h"
#include "models/sketch_rnn/sketch_batches.h"
#include "models/sketch_rnn/sketch_loss.h"
#include "models/sketch_rnn/sketch_net.h"
#include "models/sketch_rnn/sketch_scoring.h"
#include "models/sketch_rnn/sketch_step_loss.h"
#include "tests/benchmarks/step_on_device.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

using namespace solferino;
using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr double kRecurrentDropout = 0.1;

/// Best of a few runs. Processor time is what the work costs where others use the machine too.
struct Seconds
{
    double passed = 1e9;
    double processor = 1e9; ///< of all threads together
};

template <class Work>
Seconds seconds(int repeats, Work work)
{
    Seconds best;
    for (int i = 0; i < repeats; ++i) {
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

SketchBatch randomBatch(const SketchConfig &config, std::int64_t drawings, std::int64_t shares)
{
    Random random(1);
    std::vector<SketchBatchEntry> entries(static_cast<std::size_t>(drawings));
    for (SketchBatchEntry &entry : entries) {
        for (std::int64_t i = 0; i < config.maxLength; ++i)
            entry.rows.push_back({static_cast<float>(random.uniform() - 0.5),
                                  static_cast<float>(random.uniform() - 0.5), random.below(8) == 0});
    }
    return encodeSketches(config, entries, BatchRows::Existing, shares);
}

using State = std::pair<Tensor, Tensor>; // hidden, cell

State plainStep(const Tensor &x, const State &before, const Tensor &weightXh, const Tensor &weightHh,
                const Tensor &bias)
{
    const auto gates = (x.mm(weightXh) + before.first.mm(weightHh) + bias).chunk(4, 1);
    const Tensor candidate = torch::dropout(gates[1].tanh(), kRecurrentDropout, true);
    const Tensor cell = before.second * (gates[2] + 1.0).sigmoid() + gates[0].sigmoid() * candidate;
    return {cell.tanh() * gates[3].sigmoid(), cell};
}

/// As one would write it: full-length drawings [T, B, 5], one point at a time.
Tensor plainLoss(const torch::OrderedDict<std::string, Tensor> &weights, const SketchConfig &config,
                 const Tensor &inputs, const Tensor &targets, const Tensor &noise)
{
    const auto steps = inputs.size(0), drawings = inputs.size(1);
    const auto lastOf = [&](const std::string &name, const Tensor &points) {
        State state{torch::zeros({drawings, config.encoderSize}),
                    torch::zeros({drawings, config.encoderSize})};
        for (const Tensor &x : points.unbind(0))
            state = plainStep(x, state, weights[name + ".w_xh"], weights[name + ".w_hh"],
                              weights[name + ".bias"]);
        return state.first;
    };
    const Tensor code =
        torch::cat({lastOf("encoder.forward", targets), lastOf("encoder.backward", targets.flip(0))}, 1);
    const Tensor mean = torch::addmm(weights["mean.bias"], code, weights["mean.weight"]);
    const Tensor presig = torch::addmm(weights["presig.bias"], code, weights["presig.weight"]);
    const Tensor z = mean + (0.5 * presig).exp() * noise;
    const auto initial =
        torch::addmm(weights["initial.bias"], z, weights["initial.weight"]).tanh().chunk(2, 1);
    State state{initial[1], initial[0]};
    std::vector<Tensor> outputs;
    for (const Tensor &row : inputs.unbind(0)) {
        state = plainStep(torch::cat({row, z}, 1), state, weights["decoder.w_xh"], weights["decoder.w_hh"],
                          weights["decoder.bias"]);
        outputs.push_back(torch::addmm(weights["output.bias"], state.first, weights["output.weight"]));
    }
    return reconstructionLoss(torch::cat(outputs, 0), targets.reshape({steps * drawings, 5}),
                              PenRule::AllRows, drawings, config.maxLength) +
           0.5 * latentDivergence(mean, presig).clamp_min(0.2);
}

/// The net's own step by one of its paths.
Seconds netSeconds(int repeats, SketchNet &net, const SketchBatch &batch, const Tensor &noise,
                   SketchPath path)
{
    Adam adam(net->parameters(), {.clipping = Clipping::Value, .clipNorm = 1.0});
    const SketchDropout dropout{.recurrent = kRecurrentDropout, .seed = 1};
    return seconds(repeats, [&] {
        const SketchCode code = net->encode(batch, dropout, path);
        const Tensor z = code.mean + (0.5 * code.presig).exp() * noise;
        const Tensor outputs = net->decode(batch, z, dropout, path);
        const Tensor loss = reconstructionLoss(outputs, batch.targets, PenRule::AllRows, batch.drawings(),
                                               net->config().maxLength) +
                            0.5 * latentDivergence(code.mean, code.presig).clamp_min(0.2);
        loss.backward();
        adam.step(1e-3);
    });
}

/// Of the loop over LSTM cells above.
Seconds plainSeconds(int repeats, SketchNet &net, std::int64_t drawings, const Tensor &noise)
{
    const std::int64_t points = net->config().maxLength;
    const Tensor targets = torch::randn({points, drawings, 5}).softmax(2);
    const Tensor inputs = torch::randn({points, drawings, 5});
    Adam adam(net->parameters(), {.clipping = Clipping::Value, .clipNorm = 1.0});
    const auto weights = net->named_parameters();
    return seconds(repeats, [&] {
        plainLoss(weights, net->config(), inputs, targets, noise).backward();
        adam.step(1e-3);
    });
}

/// Of the net's plain path and its step for GPUs.
void compare(SketchNet &net, const SketchBatch &batch, const Tensor &noise, const torch::Device &device)
{
    const SketchConfig &config = net->config();
    net->to(device);
    const SketchBatch there = movedTo(batch, device);
    const Tensor noiseThere = noise.to(device);
    EvenSketchBatch even = evenBatch(config, batch);
    even.noise = noise;
    even.klWeight = torch::tensor(0.5F);
    MaskSource source(device);
    addMasks(even, config, {.recurrent = kRecurrentDropout, .seed = 1}, source);
    const SketchStepRules rules{.maxLength = config.maxLength, .klTolerance = 0.2};
    const SketchDropout dropout{.recurrent = kRecurrentDropout, .seed = 1};
    solferino::bench::compareOnDevice(
        {.name = cellName(config.decoderCell),
         .device = device,
         .parameters = net->parameters(),
         .plainLoss =
             [&] {
                 const SketchCode code = net->encode(there, dropout, SketchPath::Plain);
                 const Tensor z = code.mean + (0.5 * code.presig).exp() * noiseThere;
                 return reconstructionLoss(net->decode(there, z, dropout, SketchPath::Plain), there.targets,
                                           PenRule::AllRows, there.drawings(), config.maxLength) +
                        0.5 * latentDivergence(code.mean, code.presig).clamp_min(0.2);
             },
         .losses =
             [&](const std::vector<Tensor> &given) { return sketchStepLosses(net, even.with(given), rules); },
         .inputs = even.tensors()});
}

} // namespace

int main(int argumentCount, char **arguments)
{
    const auto argument = [&](int index, int fallback) {
        return argumentCount > index ? std::max(1, std::atoi(arguments[index])) : fallback;
    };
    const int threads = argument(1, 1), drawings = argument(2, 100), points = argument(3, 250);
    const int repeats = argument(5, 3);
    const SketchCell cell = sketchCell(argumentCount > 4 ? arguments[4] : "lstm");
    configureTorch(threads);
    torch::manual_seed(1);
    SketchConfig config;
    config.maxLength = points;
    config.encoderCell = config.decoderCell = cell;
    if (cell != SketchCell::Lstm) {
        config.encoderCell = SketchCell::LayerNorm;
        config.encoderSize = 512;
        config.decoderSize = 2048;
    }
    SketchNet net(config);
    const bool isOnDevice = argumentCount > 6;
    const SketchBatch batch = randomBatch(config, drawings, isOnDevice ? 1 : threads);
    const Tensor noise = seededNormal(drawings, config.latentSize, 1);
    std::printf("%d threads, %d drawings of %d points, %s\n", threads, drawings, points, cellName(cell));
    if (isOnDevice) {
        compare(net, batch, noise, solferino::bench::deviceCalled(arguments[6]));
        return 0;
    }
    const Seconds plain = cell == SketchCell::Lstm
                              ? plainSeconds(repeats, net, drawings, noise)
                              : netSeconds(repeats, net, batch, noise, SketchPath::Plain);
    const auto print = [&](const char *what, const Seconds &time) {
        std::printf("%-24s %.2f s a step (processor %.2f), ratio %.1f (%.1f)\n", what, time.passed,
                    time.processor, plain.passed / time.passed, plain.processor / time.processor);
    };
    print("plain LibTorch loop", plain);
    print("ours, float32", netSeconds(repeats, net, batch, noise, SketchPath::Fast));
    if (hasBFloat16Products())
        print("ours, bf16 products", netSeconds(repeats, net, batch, noise, SketchPath::Rounded));
}
