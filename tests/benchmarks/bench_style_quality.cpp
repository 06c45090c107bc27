// SPDX-License-Identifier: GPL-3.0-or-later
// How near a stylization net comes to what it stands in for: its total loss (content and style, weights 1 and
// 1e-4) on the middle 256 x 256 pixels of photos, beside that of 100 L-BFGS steps (strong Wolfe) on the
// picture itself, begun at the photo. Prints both, and their ratio, for each style and the median over
// styles.
//
// Arguments: folder of photos, model file, perceptual network, file of references, threads, seconds. The
// slow references are kept in their file; as many as are missing are computed in the given seconds, photo by
// photo, and only photos with all references count.
#include "core/domain/image/image_file.h"
#include "models/image_stylization/style_scoring.h"
#include "models/runtime/data_files.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_setup.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

using namespace solferino;
using namespace solferino::models;
using torch::Tensor;
namespace fs = std::filesystem;

namespace {

constexpr int kSide = 256;
constexpr int kSteps = 100;

struct Photo
{
    std::string name;
    Tensor pixels; ///< [1, 3, 256, 256]
};

std::vector<Photo> photosIn(const fs::path &folder)
{
    std::vector<Photo> photos;
    for (const fs::path &path : findDataFiles({folder}, {".png", ".jpg"})) {
        std::ifstream stream(path, std::ios::binary);
        const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(stream), {}};
        const Picture whole = readImage(bytes);
        const Picture part =
            cropped(whole, (whole.width - kSide) / 2, (whole.height - kSide) / 2, kSide, kSide);
        const std::vector<float> values(part.rgb.begin(), part.rgb.end());
        photos.push_back({path.stem().string(), (torch::tensor(values) / 65535.0)
                                                    .view({1, kSide, kSide, 3})
                                                    .permute({0, 3, 1, 2})
                                                    .contiguous()});
    }
    return photos;
}

double lossOf(const StyleLoss &loss, const Tensor &picture, const Tensor &content, std::int64_t style)
{
    const torch::NoGradGuard noGradient;
    return loss.of(picture, content, torch::tensor({style})).total().item<double>();
}

/// The loss that the slow classic reaches.
double reference(const StyleLoss &loss, const Photo &photo, std::int64_t style)
{
    const Tensor content = loss.contentOf(photo.pixels);
    Tensor picture = photo.pixels.clone().requires_grad_();
    torch::optim::LBFGS optimizer({picture}, torch::optim::LBFGSOptions(1.0)
                                                 .max_iter(kSteps)
                                                 .line_search_fn("strong_wolfe")
                                                 .tolerance_change(0.0));
    optimizer.step([&] {
        optimizer.zero_grad();
        const Tensor total = loss.of(picture, content, torch::tensor({style})).total().sum();
        total.backward();
        return total;
    });
    return lossOf(loss, picture.detach(), content, style);
}

/// Computes references that are missing in `path` until the time is up.
nlohmann::json references(const fs::path &path, const StyleLoss &loss, const std::vector<Photo> &photos,
                          const StyleConfig &config, double seconds)
{
    const auto start = std::chrono::steady_clock::now();
    std::ifstream stream(path);
    nlohmann::json known = nlohmann::json::parse(stream, nullptr, false);
    if (!known.is_object())
        known = nlohmann::json::object();
    for (const Photo &photo : photos) {
        for (std::size_t style = 0; style < config.styles.size(); ++style) {
            const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
            if (passed.count() > seconds)
                return known;
            nlohmann::json &entry = known[photo.name];
            if (entry.contains(config.styles[style].name))
                continue;
            entry[config.styles[style].name] = reference(loss, photo, static_cast<std::int64_t>(style));
            std::ofstream(path) << known.dump(1) << '\n';
        }
    }
    return known;
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

void compare(const StyleNet &net, const StyleLoss &loss, const std::vector<Photo> &photos,
             const StyleConfig &config, const nlohmann::json &known)
{
    std::vector<Photo> used;
    for (const Photo &photo : photos) {
        if (known.contains(photo.name) && known.at(photo.name).size() == config.styles.size())
            used.push_back(photo);
    }
    if (used.empty()) {
        std::puts("No photo has all its references yet.");
        return;
    }
    std::printf("%zu photos\n%-36s %10s %10s %10s %7s %7s\n", used.size(), "style", "photo", "L-BFGS", "net",
                "photo x", "net x");
    std::vector<double> ratios, photoRatios;
    for (std::size_t style = 0; style < config.styles.size(); ++style) {
        double untouched = 0.0, slow = 0.0, quick = 0.0;
        const auto number = static_cast<std::int64_t>(style);
        for (const Photo &photo : used) {
            const torch::NoGradGuard noGradient;
            const Tensor content = loss.contentOf(photo.pixels);
            untouched += lossOf(loss, photo.pixels, content, number);
            slow += known.at(photo.name).at(config.styles[style].name).get<double>();
            quick += lossOf(loss, net->forward(photo.pixels, torch::tensor({number})), content, number);
        }
        const auto count = static_cast<double>(used.size());
        std::printf("%-36s %10.0f %10.0f %10.0f %7.2f %7.2f\n", config.styles[style].name.c_str(),
                    untouched / count, slow / count, quick / count, untouched / slow, quick / slow);
        ratios.push_back(quick / slow);
        photoRatios.push_back(untouched / slow);
    }
    std::printf("%-36s %10s %10s %10s %7.2f %7.2f\n", "median", "", "", "", medianOf(photoRatios),
                medianOf(ratios));
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 5) {
        std::puts("bench_style_quality PHOTOS MODEL NETWORK REFERENCES [THREADS] [SECONDS]");
        return 2;
    }
    configureTorch(count > 5 ? std::atoi(arguments[5]) : 0);
    const ModelFile model = readModelFile(arguments[2], kImageStylizationId, kImageStylizationRevision);
    const StyleConfig config = styleConfigFromJson(model.info.hyperParameters);
    StyleNet net(config.alpha, static_cast<std::int64_t>(config.styles.size()));
    loadTensors(*net, withoutGrams(model.tensors));
    StyleLoss loss(PerceptualNet(readPerceptualWeights(arguments[3])), std::nullopt, {});
    loss.setGrams(storedGrams(model.tensors));
    const std::vector<Photo> photos = photosIn(arguments[1]);
    const nlohmann::json known =
        references(arguments[4], loss, photos, config, count > 6 ? std::atof(arguments[6]) : 1e9);
    compare(net, loss, photos, config, known);
    return 0;
}
