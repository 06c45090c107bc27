// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_scoring.h"

#include "models/runtime/module_tensors.h"

#include <algorithm>
#include <string>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr double kGramUnit = 1024.0;
constexpr const char *kGramPrefix = "gram.";
/// Layers whose Gram matrices a model file keeps.
constexpr std::size_t kStoredLayers = 3;

} // namespace

std::vector<StyleScore> scoreStyles(const StyleNet &net, const StyleLoss &loss,
                                    const std::vector<Tensor> &photos,
                                    const std::vector<std::int64_t> &styles, std::int64_t group,
                                    const std::function<void()> &keepAlive)
{
    const torch::NoGradGuard noGradient;
    const torch::Device device = net->layers().front()->weight.device();
    std::vector<StyleScore> scores(styles.size());
    for (const Tensor &photo : photos) {
        const Tensor input = photo.unsqueeze(0).to(device);
        const Tensor content = loss.contentOf(input);
        for (std::size_t begin = 0; begin < styles.size(); begin += static_cast<std::size_t>(group)) {
            const std::size_t end = std::min(styles.size(), begin + static_cast<std::size_t>(group));
            const std::vector<std::int64_t> some(styles.begin() + static_cast<std::ptrdiff_t>(begin),
                                                 styles.begin() + static_cast<std::ptrdiff_t>(end));
            const Tensor numbers = torch::tensor(some, torch::kInt64).to(device);
            const Tensor pictures =
                net->forward(input.expand({static_cast<std::int64_t>(some.size()), -1, -1, -1}), numbers);
            const StyleLosses losses = loss.of(pictures, content, numbers);
            const Tensor contents = losses.content.to(torch::kCPU);
            const Tensor stylings = losses.style.to(torch::kCPU);
            for (std::size_t i = begin; i < end; ++i) {
                const auto row = static_cast<std::int64_t>(i - begin);
                scores[i].content += contents[row].item<double>() / static_cast<double>(photos.size());
                scores[i].style += stylings[row].item<double>() / static_cast<double>(photos.size());
            }
            keepAlive();
        }
    }
    return scores;
}

StyleScore meanScore(const std::vector<StyleScore> &scores)
{
    StyleScore mean;
    for (const StyleScore &score : scores) {
        mean.content += score.content / static_cast<double>(scores.size());
        mean.style += score.style / static_cast<double>(scores.size());
    }
    return mean;
}

void storeGrams(const StyleGrams &grams, FloatTensors &tensors)
{
    for (std::size_t i = 0; i < std::min(kStoredLayers, grams.layers.size()); ++i)
        tensors[kGramPrefix + std::to_string(i + 1)] = floatsOf(grams.layers[i] / kGramUnit);
}

StyleGrams storedGrams(const FloatTensors &tensors)
{
    StyleGrams grams;
    for (std::size_t i = 0; i < kStoredLayers; ++i) {
        const FloatTensor &stored = tensors.at(kGramPrefix + std::to_string(i + 1));
        grams.layers.push_back(torch::tensor(stored.values).view(stored.shape) * kGramUnit);
    }
    return grams;
}

FloatTensors withoutGrams(const FloatTensors &tensors)
{
    FloatTensors result = tensors;
    std::erase_if(result, [](const auto &entry) { return entry.first.starts_with(kGramPrefix); });
    return result;
}

bool isStyleTable(const std::string &name)
{
    return name.ends_with(".gamma") || name.ends_with(".beta") || name.starts_with(kGramPrefix);
}

torch::ScalarType stylePrecision(const std::string &precision)
{
    return precision == "bf16" ? torch::kBFloat16 : torch::kFloat32;
}

} // namespace solferino::models
