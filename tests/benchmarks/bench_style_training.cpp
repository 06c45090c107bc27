// SPDX-License-Identifier: GPL-3.0-or-later
// Time of a training step of image stylization (forward, losses, backward, Adam) beside a plain LibTorch
// loop in float32. Arguments: perceptual network, threads, pictures, side, alpha, device.
#include "models/image_stylization/style_loss.h"
#include "models/image_stylization/style_net.h"
#include "models/runtime/adam.h"
#include "models/runtime/torch_setup.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr int kRepeats = 5;
constexpr std::int64_t kStyles = 18;

/// Best of a few runs. Processor time is what the work costs where others use the machine too.
struct Seconds
{
    double passed = 1e9;
    double processor = 1e9; ///< of all threads together
};

template <class Work>
Seconds seconds(const Work &work)
{
    Seconds best;
    for (int i = 0; i <= kRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t processorStart = std::clock();
        work();
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        const double processor = static_cast<double>(std::clock() - processorStart) / CLOCKS_PER_SEC;
        if (i > 0) // the first warms up
            best = {std::min(best.passed, time.count()), std::min(best.processor, processor)};
    }
    return best;
}

/// What a step works on.
struct Setup
{
    StyleNet net;
    PerceptualNet perceptual;
    Tensor photos;
    Tensor styles;
    StyleGrams grams;
};

/// The losses as one would write them down.
Tensor plainLoss(const Setup &setup)
{
    const auto gram = [](const Tensor &features) {
        const Tensor flat = features.flatten(2);
        return flat.matmul(flat.transpose(1, 2)) / static_cast<double>(flat.size(2));
    };
    Tensor wanted;
    {
        const torch::NoGradGuard noGradient;
        wanted = setup.perceptual.features(setup.photos)[PerceptualNet::contentLayer()];
    }
    const std::vector<Tensor> features =
        setup.perceptual.features(setup.net->forward(setup.photos, setup.styles));
    Tensor loss = torch::mse_loss(features[PerceptualNet::contentLayer()], wanted);
    for (std::size_t i = 0; i < features.size(); ++i)
        loss = loss +
               1e-4 * torch::mse_loss(gram(features[i]), setup.grams.layers[i].index_select(0, setup.styles));
    return loss;
}

Seconds plainStep(Setup setup)
{
    torch::optim::Adam optimizer(setup.net->parameters(), 1e-3);
    return seconds([&] {
        optimizer.zero_grad();
        const Tensor loss = plainLoss(setup);
        loss.backward();
        optimizer.step();
        (void)loss.item<double>();
    });
}

Seconds ownStep(Setup setup, torch::ScalarType precision, bool keepsContent)
{
    const torch::Device device = setup.photos.device();
    StyleLoss loss(setup.perceptual, std::nullopt, {});
    loss.setGrams(setup.grams);
    loss.to(device, precision);
    setup.net->setPrecision(precision);
    Adam adam(setup.net->parameters(), {});
    const Tensor kept = loss.contentOf(setup.photos);
    return seconds([&] {
        const Tensor content = keepsContent ? kept : loss.contentOf(setup.photos);
        const Tensor pictures = setup.net->forward(setup.photos, setup.styles);
        const Tensor total = loss.of(pictures, content, setup.styles).total().mean();
        total.backward();
        adam.step(1e-3);
        (void)total.item<double>();
    });
}

void print(const char *name, const Seconds &time, const Seconds &plain)
{
    std::printf("%-40s %8.1f ms, processor %8.1f ms, %.2f times as fast\n", name, 1e3 * time.passed,
                1e3 * time.processor, plain.passed / time.passed);
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 2) {
        std::puts("bench_style_training NETWORK [THREADS] [PICTURES] [SIDE] [ALPHA] [DEVICE]");
        return 2;
    }
    const auto argument = [&](int index, const char *otherwise) {
        return std::string(count > index ? arguments[index] : otherwise);
    };
    configureTorch(std::atoi(argument(2, "0").c_str()));
    const std::int64_t pictures = std::atoll(argument(3, "4").c_str());
    const std::int64_t side = std::atoll(argument(4, "256").c_str());
    const torch::Device device(argument(6, "cpu"));
    torch::manual_seed(1);
    Setup setup{StyleNet(std::atof(argument(5, "1").c_str()), kStyles),
                PerceptualNet(readPerceptualWeights(arguments[1])),
                torch::rand({pictures, 3, side, side}).to(device),
                torch::arange(pictures).remainder(kStyles).to(device),
                {}};
    setup.net->to(device);
    setup.perceptual.to(device, torch::kFloat32);
    for (const std::int64_t channels : {64, 128, 256})
        setup.grams.layers.push_back(torch::rand({kStyles, channels, channels}).to(device) * 1e4);
    const Seconds plain = plainStep(setup);
    print("plain, float32", plain, plain);
    print("own, float32", ownStep(setup, torch::kFloat32, false), plain);
    print("own, bf16", ownStep(setup, torch::kBFloat16, false), plain);
    print("own, bf16, photos' features kept", ownStep(setup, torch::kBFloat16, true), plain);
    return 0;
}
