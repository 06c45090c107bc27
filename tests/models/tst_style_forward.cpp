// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_device.h"
#include "models/image_stylization/style_forward.h"
#include "models/image_stylization/style_net.h"
#include "models/image_stylization/style_regions.h"
#include "models/runtime/module_tensors.h"
#include "tests/models/style_fixture.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using namespace solferino::test;
using namespace solferino::models::stylizing;

namespace {

const std::vector<StyleWeight> kMix{{0, 0.3}, {1, 0.5}, {2, 0.4}};

/// The picture mirrored up to the size of the net, as the plain net wants it.
torch::Tensor padded(const Picture &picture)
{
    const int width = netSide(picture.width);
    const int height = netSide(picture.height);
    std::vector<float> values;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const auto row = static_cast<std::size_t>(reflected(y, picture.height));
                const auto column = static_cast<std::size_t>(reflected(x, picture.width));
                values.push_back(static_cast<float>(
                    picture.rgb[(row * static_cast<std::size_t>(picture.width) + column) * 3 + channel] /
                    65535.0));
            }
    }
    return torch::tensor(values).view({1, 3, height, width});
}

/// What the net that is trained makes of a picture.
torch::Tensor plain(const ModelFile &file, const StyleConfig &config, const Picture &picture)
{
    const torch::NoGradGuard guard;
    StyleNet net(config.alpha, static_cast<std::int64_t>(config.styles.size()));
    FloatTensors tensors = file.tensors;
    std::erase_if(tensors, [](const auto &entry) { return entry.first.starts_with("gram."); });
    loadTensors(*net, tensors);
    const torch::Tensor result = net->forward(padded(picture), net->mixedRows({0.3, 0.5, 0.4}));
    return result.squeeze(0).slice(1, 0, picture.height).slice(2, 0, picture.width).permute({1, 2, 0});
}

double distance(const torch::Tensor &expected, const Picture &picture)
{
    const torch::Tensor flat = expected.contiguous().flatten();
    double most = 0.0;
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        most = std::max(most,
                        std::abs(static_cast<double>(flat.data_ptr<float>()[i]) - picture.rgb[i] / 65535.0));
    return most;
}

} // namespace

TEST_CASE("run_agreesWithThePlainNetAtEverySize")
{
    const StyleConfig config = tinyStyleConfig();
    const ModelFile file = tinyStyleModel(config);
    const StyleForward forward(file.tensors, config.alpha);
    const StyleRows rows = mixedRows(file.tensors, config, kMix);
    NoProgress progress;
    for (const auto &[width, height] :
         {std::pair{1, 1}, {2, 17}, {3, 200}, {64, 64}, {70, 53}, {255, 20}, {18, 510}, {513, 37}}) {
        const Picture picture = noisyPicture(width, height);
        const Picture result = forward.run(picture, rows, false, {}, progress);
        CHECK_MESSAGE(distance(plain(file, config, picture), result) < 1e-3, width << " x " << height);
    }
}

TEST_CASE("run_agreesWithThePlainNetAtEveryWidth")
{
    const Picture picture = noisyPicture(75, 61);
    NoProgress progress;
    for (const double alpha : {0.0625, 0.25, 0.4, 0.75, 1.0}) {
        const StyleConfig config = tinyStyleConfig(alpha);
        const ModelFile file = tinyStyleModel(config);
        const StyleRows rows = mixedRows(file.tensors, config, kMix);
        const StyleForward forward(file.tensors, alpha);
        const torch::Tensor expected = plain(file, config, picture);
        CHECK_MESSAGE(distance(expected, forward.run(picture, rows, false, {}, progress)) < 1e-3, alpha);
        CHECK_MESSAGE(distance(expected, forward.run(picture, rows, true, {}, progress)) < 1e-3, alpha);
        const StyleDevice device(file.tensors, alpha, "cpu");
        CHECK_MESSAGE(distance(expected, device.run(picture, rows, torch::kFloat32, {}, progress)) < 1e-3,
                      alpha);
    }
}

TEST_CASE("run_givesItsStatisticsToTheFilter")
{
    const StyleConfig config = tinyStyleConfig();
    const ModelFile file = tinyStyleModel(config);
    const StyleRows rows = mixedRows(file.tensors, config, kMix);
    const Picture picture = noisyPicture(50, 40);
    NoProgress progress;
    std::vector<LayerStatistics> own, device;
    const auto keep = [](std::vector<LayerStatistics> &list) {
        return [&list](std::size_t layer, LayerStatistics &statistics) {
            CHECK(layer == list.size());
            list.push_back(statistics);
        };
    };
    (void)StyleForward(file.tensors, config.alpha).run(picture, rows, false, keep(own), progress);
    (void)StyleDevice(file.tensors, config.alpha, "cpu")
        .run(picture, rows, torch::kFloat32, keep(device), progress);
    REQUIRE(own.size() == kStyleLayers);
    REQUIRE(device.size() == kStyleLayers);
    for (std::size_t layer = 0; layer < own.size(); ++layer) {
        REQUIRE(own[layer].mean.size() == device[layer].mean.size());
        for (std::size_t c = 0; c < own[layer].mean.size(); ++c) {
            const double spread = std::sqrt(static_cast<double>(device[layer].variance[c]));
            CHECK(std::abs(own[layer].mean[c] - device[layer].mean[c]) < 1e-3 * spread);
            CHECK(own[layer].variance[c] == doctest::Approx(device[layer].variance[c]).epsilon(2e-3));
        }
    }
}

TEST_CASE("norm_followsTheSheet")
{
    LayerMoments moments(1, kLanes);
    Floats values(4 * kLanes, 0.0F);
    constexpr std::array<float, 4> kValues{1.0F, 2.0F, 3.0F, 6.0F};
    for (std::size_t pixel = 0; pixel < 4; ++pixel)
        values[pixel * kLanes] = kValues[pixel];
    supportedKernels().front()->addMoments(values.data(), 4, kLanes, moments.of(0), true);
    moments.setPixels(0, 4);
    const LayerStatistics statistics = moments.merged(1);
    CHECK(statistics.mean[0] == doctest::Approx(3.0));
    CHECK(statistics.variance[0] == doctest::Approx(3.5));
    const auto check = [&](float gamma, float beta, const std::array<double, 4> &expected) {
        const LayerNorm norm(statistics, {gamma}, {beta});
        Floats result(values.size());
        supportedKernels().front()->normalise(values.data(), 4, kLanes, norm.withoutRelu(), result.data());
        for (std::size_t pixel = 0; pixel < 4; ++pixel)
            CHECK(static_cast<double>(result[pixel * kLanes]) ==
                  doctest::Approx(expected[pixel]).epsilon(1e-6));
    };
    check(1.0F, 0.0F, {-1.069043440, -0.534521720, 0.0, 1.603565161});
    check(2.0F, -1.0F, {-3.138086881, -2.069043440, -1.0, 2.207130321});
    check(0.8F, -0.22F, {-1.075234752, -0.647617376, -0.22, 1.062852129});
}

TEST_CASE("moments_ofPartsAreThoseOfTheWhole")
{
    std::mt19937 random(5);
    Floats values;
    for (int i = 0; i < 60 * 16; ++i)
        values.push_back(1000.0F + static_cast<float>(random() % 1000) / 1000.0F);
    LayerMoments whole(1, kLanes);
    LayerMoments parts(4, kLanes);
    const StyleKernels &kernels = *supportedKernels().front();
    kernels.addMoments(values.data(), 60, kLanes, whole.of(0), true);
    whole.setPixels(0, 60);
    for (std::size_t part = 0; part < 3; ++part) { // the fourth is empty
        const float *from = values.data() + part * 20 * kLanes;
        kernels.addMoments(from, 7, kLanes, parts.of(part), true);
        kernels.addMoments(from + 7 * kLanes, 13, kLanes, parts.of(part), false);
        parts.setPixels(part, 20);
    }
    for (std::size_t channel = 0; channel < kLanes; ++channel) {
        double mean = 0.0;
        double square = 0.0;
        for (std::size_t i = 0; i < 60; ++i)
            mean += static_cast<double>(values[i * kLanes + channel]) / 60.0;
        for (std::size_t i = 0; i < 60; ++i)
            square += std::pow(static_cast<double>(values[i * kLanes + channel]) - mean, 2) / 60.0;
        for (const LayerMoments *moments : {&whole, &parts}) {
            const LayerStatistics statistics = moments->merged(kLanes);
            CHECK(static_cast<double>(statistics.mean[channel]) == doctest::Approx(mean).epsilon(1e-6));
            CHECK(static_cast<double>(statistics.variance[channel]) == doctest::Approx(square).epsilon(1e-4));
        }
    }
}

TEST_CASE("reflected_mirrorsWithoutTheBorder")
{
    const auto row = [](int size, int border) {
        std::vector<int> result;
        for (int i = -border; i < size + border; ++i)
            result.push_back(reflected(i, size) + 1);
        return result;
    };
    CHECK(row(5, 4) == std::vector<int>{5, 4, 3, 2, 1, 2, 3, 4, 5, 4, 3, 2, 1});
    CHECK(row(3, 1) == std::vector<int>{2, 1, 2, 3, 2});
    CHECK(row(1, 3) == std::vector<int>(7, 1));
    CHECK(netSide(255) == 256);
    CHECK(netSide(510) == 512);
    CHECK(netSide(513) == 516);
    CHECK(netSide(1) == 16);
}

namespace {

/// A device whose memory is full when it comes to its fourth layer.
class FullDevice final : public Progress
{
public:
    void report(const ProgressReport &report) override
    {
        TORCH_CHECK_WITH(OutOfMemoryError, report.unit != "layers" || report.step < 3, "out of memory");
    }
    void partial(const nlohmann::json &) override {}
    void note(const std::string &text) override { notes.push_back(text); }

    std::vector<std::string> notes;
};

} // namespace

TEST_CASE("stylize_onADeviceThatIsFull_goesOnOnTheProcessorAloud")
{
    const ModelFile file = tinyStyleModel();
    const ImageStylization processor(file, "cpu");
    const ImageStylization device(file, "cpu:0");
    const Picture photo = noisyPicture(96, 64);
    NoProgress quiet;
    StylizeRequest request{.mix = kMix, .precision = "float32"};
    CHECK(largestDistance(device.stylize(photo, request, quiet), processor.stylize(photo, request, quiet)) <
          100); // of 65535

    for (const char *precision : {"auto", "float32"}) {
        request.precision = precision;
        FullDevice full;
        CHECK(device.stylize(photo, request, full) == processor.stylize(photo, request, quiet));
        REQUIRE(full.notes.size() == 1);
        CHECK(full.notes.front() ==
              "The memory of cpu:0 is too small for this picture; the processor goes on.");
    }

    const Picture large = noisyPicture(333, 202);
    request.memoryBytes = processor.plan(large.width, large.height, request).memoryBytes * 9 / 10;
    REQUIRE(device.plan(large.width, large.height, request).isTiled);
    FullDevice full;
    CHECK(device.stylize(large, request, full) == processor.stylize(large, request, quiet));
}

TEST_CASE("stylizeFrame_thatIsBegunAgain_mixesItsStatisticsOnce")
{
    const ModelFile file = tinyStyleModel();
    const ImageStylization processor(file, "cpu");
    const StylizeRequest request{.mix = kMix, .precision = "float32"};
    NoProgress quiet;
    StyleStatistics running;
    (void)processor.stylizeFrame(noisyPicture(64, 48, 1), request, 0.9, running, quiet);
    StyleStatistics again = running;
    FullDevice full;
    const Picture frame = noisyPicture(64, 48, 2);
    CHECK(ImageStylization(file, "cpu:0").stylizeFrame(frame, request, 0.9, again, full) ==
          processor.stylizeFrame(frame, request, 0.9, running, quiet));
    CHECK(again.mean == running.mean);
    CHECK(again.variance == running.variance);
}
