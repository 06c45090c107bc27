// SPDX-License-Identifier: GPL-3.0-or-later
// Stylizing pictures: Solferino's net beside the plain LibTorch module that is trained, in the same run, and
// beside the arithmetic that this processor was measured to do; one thread, processor time, so that a busy
// machine does not count. With the argument "large": tiles against the whole at 2048 x 2048, and the peak of
// memory for 24 megapixels beside its estimate.
#include "models/image_stylization/image_stylization.h"
#include "models/image_stylization/style_forward.h"
#include "models/image_stylization/style_net.h"
#include "models/runtime/memory.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_setup.h"
#include "tests/support/tiny_style_model.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string_view>

using namespace solferino;
using namespace solferino::models;
using namespace solferino::models::stylizing;

namespace {

constexpr int kRepeats = 5;
/// Multiplications and additions, in pairs, of a plain convolution net at alpha 1 and 0.25, a pixel.
constexpr double kPlainCost = 153'792.0;

double processorTime()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Best of several runs, in seconds.
template <class Work>
double seconds(int repeats, Work work)
{
    double best = 1e12;
    for (int i = 0; i < repeats; ++i) {
        const double start = processorTime();
        work();
        best = std::min(best, processorTime() - start);
    }
    return best;
}

Picture noise(int width, int height)
{
    Picture picture;
    picture.width = width;
    picture.height = height;
    std::mt19937 random(1);
    for (std::size_t i = 0; i < picture.pixels() * 3; ++i)
        picture.rgb.push_back(static_cast<std::uint16_t>(random()));
    return picture;
}

/// Pairs of a multiplication and an addition that a thread does in a second, on values in the nearest cache.
double measuredPeak()
{
    constexpr std::size_t kPixels = 24;
    constexpr std::size_t kLength = 64;
    constexpr int kRounds = 20'000;
    const Floats input(kPixels * kLength, 1e-3F);
    const Floats weights(kLength * kOutputBlock, 1e-3F);
    Floats output(kPixels * kOutputBlock);
    const Product product{.input = input.data(),
                          .pixelStride = kLength,
                          .rowLength = kLength,
                          .weights = weights.data(),
                          .width = kOutputBlock,
                          .pixels = kPixels,
                          .output = output.data(),
                          .outputStride = kOutputBlock};
    const double time = seconds(kRepeats, [&] {
        for (int i = 0; i < kRounds; ++i)
            supportedKernels().front()->multiply(product);
    });
    return static_cast<double>(kPixels * kLength * kOutputBlock) * kRounds / time;
}

/// The module that is trained, as it comes.
class PlainNet
{
public:
    PlainNet(const ModelFile &file, const StyleConfig &config)
        : m_net(config.alpha, static_cast<std::int64_t>(config.styles.size()))
    {
        FloatTensors tensors = file.tensors;
        std::erase_if(tensors, [](const auto &entry) { return entry.first.starts_with("gram."); });
        loadTensors(*m_net, tensors);
    }

    double time(int side, torch::ScalarType precision, int repeats)
    {
        const c10::InferenceMode guard;
        m_net->setPrecision(precision);
        const torch::Tensor photo = torch::rand({1, 3, side, side});
        const torch::Tensor style = torch::zeros({1}, torch::kInt64);
        (void)m_net->forward(photo, style);
        return seconds(repeats, [&] { (void)m_net->forward(photo, style); });
    }

private:
    StyleNet m_net;
};

void compare(double alpha, double peak)
{
    const StyleConfig config = test::tinyStyleConfig(alpha);
    const ModelFile file = test::tinyStyleModel(config);
    const StyleForward forward(file.tensors, alpha);
    const StyleRows rows = mixedRows(file.tensors, config, {{0, 1.0}});
    PlainNet plain(file, config);
    NoProgress progress;
    for (const int side : {256, 512, 1024}) {
        const Picture picture = noise(side, side);
        const int repeats = side > 512 ? 2 : kRepeats;
        const double own = seconds(repeats, [&] { (void)forward.run(picture, rows, false, {}, progress); });
        const double tiled = seconds(repeats, [&] { (void)forward.run(picture, rows, true, {}, progress); });
        const double other = plain.time(side, torch::kFloat32, repeats);
        const double half = plain.time(side, torch::kBFloat16, repeats);
        std::printf("alpha %.2f, %4d x %-4d  own %.3f s (%.0f %% of the peak)  tiled %.3f s  plain %.3f s, "
                    "%.1f times  bf16 %.3f s, %.1f times",
                    alpha, side, side, own, 100.0 * forward.cost(side, side) / own / peak, tiled, other,
                    other / own, half, half / own);
        if (alpha == 1.0)
            std::printf("  plain arithmetic %.3f s", kPlainCost * side * side / peak);
        std::printf("\n");
        std::fflush(stdout);
    }
}

/// An entry of this program's memory in bytes; 0 where the system does not say.
double memoryEntry(std::string_view name)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        double kilobytes = 0;
        if (word == name && status >> kilobytes)
            return kilobytes * 1024;
    }
    return 0.0;
}

/// Since resetPeak().
double peakMemory()
{
    return memoryEntry("VmHWM:");
}

double residentMemory()
{
    return memoryEntry("VmRSS:");
}

void resetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

void large()
{
    const StyleConfig config = test::tinyStyleConfig(1.0);
    const ModelFile file = test::tinyStyleModel(config);
    const ImageStylization model(file, "cpu");
    NoProgress progress;
    const StylizeRequest request{.mix = {{0, 1.0}}};
    {
        const StyleForward forward(file.tensors, config.alpha);
        const StyleRows rows = mixedRows(file.tensors, config, request.mix);
        const Picture picture = noise(2048, 2048);
        const Picture whole = forward.run(picture, rows, false, {}, progress);
        const Picture tiled = forward.run(picture, rows, true, {}, progress);
        int most = 0;
        for (std::size_t i = 0; i < whole.rgb.size(); ++i)
            most = std::max(most, std::abs(static_cast<int>(whole.rgb[i]) - static_cast<int>(tiled.rgb[i])));
        std::printf("2048 x 2048, tiles against whole: largest difference %.5f of 1/255\n", most / 257.0);
    }
    for (const auto &[width, height] : {std::pair{2000, 1500}, {6000, 4000}}) {
        const Picture picture = noise(width, height);
        const StylizePlan plan = model.plan(width, height, request);
        resetPeak();
        const double before = residentMemory();
        const double time = seconds(1, [&] { (void)model.stylize(picture, request, progress); });
        const double taken = peakMemory() - before + static_cast<double>(picture.rgb.size()) * 2;
        std::printf("%d x %d%s: %.1f s, %s with the photo, estimated %s (%.0f %%); the program in all %s\n",
                    width, height, plan.isTiled ? " in tiles" : "", time,
                    memoryText(static_cast<std::uint64_t>(taken)).c_str(),
                    memoryText(plan.memoryBytes).c_str(),
                    100.0 * static_cast<double>(plan.memoryBytes) / taken,
                    memoryText(static_cast<std::uint64_t>(peakMemory())).c_str());
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && std::string_view(argv[1]) == "large") {
        configureTorch(0);
        large();
        return 0;
    }
    configureTorch(1);
    const double peak = measuredPeak();
    std::printf("%s, one thread: %.0f thousand million multiply-adds a second\n",
                supportedKernels().front()->name, peak / 1e9);
    compare(1.0, peak);
    compare(0.25, peak);
    return 0;
}
