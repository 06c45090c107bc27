// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_scoring.h"

#include "models/runtime/error.h"
#include "models/runtime/module_tensors.h"

#include <ATen/cpu/Utils.h>

#include <algorithm>
#include <string>

namespace solferino::models {

using torch::Tensor;

namespace {

constexpr double kGramUnit = 1024.0;
constexpr const char *kGramPrefix = "gram.";

bool hasBFloat16()
{
    const auto known = at::cpu::get_cpu_capabilities();
    const auto found = known.find("avx512_bf16");
    return found != known.end() && found->second.isBool() && found->second.toBool();
}

std::string gramName(std::size_t layer)
{
    return kGramPrefix + std::to_string(layer + 1);
}

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
    for (std::size_t i = 0; i < grams.layers.size(); ++i)
        tensors[gramName(i)] = floatsOf(grams.layers[i] / kGramUnit);
}

StyleGrams storedGrams(const FloatTensors &tensors)
{
    StyleGrams grams;
    for (auto stored = tensors.find(gramName(0)); stored != tensors.end();
         stored = tensors.find(gramName(grams.layers.size())))
        grams.layers.push_back(torch::tensor(stored->second.values).view(stored->second.shape) * kGramUnit);
    return grams;
}

void requireNetworkOf(const ModelFileInfo &card, const PerceptualNet &net)
{
    const std::string trained = card.training.value("perceptual", net.name());
    if (trained != net.name())
        throw Error(Error::Kind::BadOption, "This model was trained with " + trained +
                                                " and needs it here too, not " + net.name() +
                                                ": perceptual may name its file.");
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

torch::ScalarType stylePrecision(const std::string &precision, const std::string &device)
{
    const bool isQuicker = precision == "auto" && device == "cpu" && hasBFloat16();
    return precision == "bf16" || isQuicker ? torch::kBFloat16 : torch::kFloat32;
}

} // namespace solferino::models
