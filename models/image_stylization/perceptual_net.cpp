// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/perceptual_net.h"

#include "models/runtime/error.h"
#include "models/runtime/safetensors.h"

#include <array>

namespace solferino::models {

using torch::Tensor;

namespace {

/// torchvision's numbers of the convolutions, block by block, and how many channels they give.
struct Architecture
{
    const char *name;
    std::vector<std::vector<int>> blocks;
};

const std::array<std::int64_t, 4> kBlockChannels{64, 128, 256, 512};

Architecture architectureOf(const PerceptualWeights &weights)
{
    if (weights.contains("features.16.weight"))
        return {"VGG-19", {{0, 2}, {5, 7}, {10, 12, 14, 16}}};
    return {"VGG-16", {{0, 2}, {5, 7}, {10, 12, 14}, {17, 19, 21}}};
}

torch::ScalarType scalarType(TensorType type)
{
    switch (type) {
    case TensorType::Float16:
        return torch::kFloat16;
    case TensorType::BFloat16:
        return torch::kBFloat16;
    case TensorType::Int64:
        return torch::kInt64;
    case TensorType::UInt8:
        return torch::kUInt8;
    case TensorType::Float32:
        break;
    }
    return torch::kFloat32;
}

Tensor found(const PerceptualWeights &weights, const std::string &name, torch::IntArrayRef shape)
{
    const auto entry = weights.find(name);
    if (entry == weights.end())
        throw Error(Error::Kind::ModelFileMismatch,
                    "The perceptual network has no tensor " + name +
                        "; VGG-16, VGG-19 and SqueezeNet 1.1 are known by the names of torchvision.");
    if (entry->second.sizes() != shape)
        throw Error(Error::Kind::ModelFileMismatch,
                    "The tensor " + name + " of the perceptual network has an unknown shape.");
    return entry->second;
}

/// 16-bit convolutions are quicker where a pixel's channels lie together.
at::MemoryFormat layoutFor(torch::ScalarType precision)
{
    return precision == torch::kFloat32 ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast;
}

/// Hands a gradient on channels first, whatever the layout that the network computed it in: the backward pass
/// of torch's batch norm takes the wrong numbers from another.
class PlainGradient final : public torch::autograd::Function<PlainGradient>
{
public:
    static Tensor forward(torch::autograd::AutogradContext *, const Tensor &values)
    {
        return values.view_as(values);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *,
                                                   const torch::autograd::variable_list &gradients)
    {
        return {gradients.front().contiguous()};
    }
};

/// As the networks were trained: red, green and blue in 0..255, less their means over ImageNet.
Tensor centred(const Tensor &pictures, torch::ScalarType precision)
{
    const Tensor mean = torch::tensor({123.68F, 116.779F, 103.939F}).view({1, 3, 1, 1});
    return (255.0 * PlainGradient::apply(pictures) - mean.to(pictures.device()))
        .to(precision)
        .contiguous(layoutFor(precision));
}

} // namespace

PerceptualWeights readPerceptualWeights(const std::filesystem::path &path)
{
    SafetensorsFile file = readSafetensors(path);
    PerceptualWeights weights;
    for (const TensorEntry &entry : file.header.tensors) {
        const Tensor stored =
            torch::from_blob(file.data.data() + entry.begin, entry.shape, scalarType(entry.type));
        weights[entry.name] = stored.to(torch::kFloat32, false, true).contiguous();
    }
    return weights;
}

PerceptualNet::PerceptualNet(const PerceptualWeights &weights)
{
    const Architecture architecture = architectureOf(weights);
    m_name = architecture.name;
    std::int64_t inputs = 3;
    for (std::size_t i = 0; i < architecture.blocks.size(); ++i) {
        auto &block = m_blocks.emplace_back();
        for (const int number : architecture.blocks[i]) {
            const std::string name = "features." + std::to_string(number);
            const std::int64_t outputs = kBlockChannels.at(i);
            const Tensor weight = found(weights, name + ".weight", {outputs, inputs, 3, 3});
            const Tensor bias = found(weights, name + ".bias", {outputs});
            block.push_back({weight, bias, weight, bias});
            inputs = outputs;
        }
    }
}

void PerceptualNet::to(const torch::Device &device, torch::ScalarType precision)
{
    for (auto &block : m_blocks)
        for (Convolution &convolution : block) {
            convolution.weight =
                convolution.storedWeight.to(device, precision).contiguous(layoutFor(precision));
            convolution.bias = convolution.storedBias.to(device, precision);
        }
}

std::vector<Tensor> PerceptualNet::features(const Tensor &pictures) const
{
    std::vector<Tensor> result;
    Tensor values = centred(pictures, m_blocks.front().front().weight.scalar_type());
    for (const auto &block : m_blocks) {
        if (!result.empty())
            values = torch::avg_pool2d(values, 2);
        for (const Convolution &convolution : block)
            values = torch::conv2d(values, convolution.weight, convolution.bias, 1, 1).relu_();
        result.push_back(values);
    }
    return result;
}

SqueezeFeatures::SqueezeFeatures(const PerceptualWeights &weights)
{
    const auto take = [&](const std::string &name, std::int64_t outputs, std::int64_t inputs,
                          std::int64_t kernel) {
        m_stored[name + ".weight"] = found(weights, name + ".weight", {outputs, inputs, kernel, kernel});
        m_stored[name + ".bias"] = found(weights, name + ".bias", {outputs});
    };
    take("features.0", 64, 3, 3);
    std::int64_t inputs = 64;
    for (const auto &[number, squeezed, expanded] : std::vector<std::array<std::int64_t, 3>>{{3, 16, 64},
                                                                                             {4, 16, 64},
                                                                                             {6, 32, 128},
                                                                                             {7, 32, 128},
                                                                                             {9, 48, 192},
                                                                                             {10, 48, 192},
                                                                                             {11, 64, 256},
                                                                                             {12, 64, 256}}) {
        const std::string name = "features." + std::to_string(number);
        take(name + ".squeeze", squeezed, inputs, 1);
        take(name + ".expand1x1", expanded, squeezed, 1);
        take(name + ".expand3x3", expanded, squeezed, 3);
        inputs = 2 * expanded;
    }
    m_weights = m_stored;
}

void SqueezeFeatures::to(const torch::Device &device, torch::ScalarType precision)
{
    for (const auto &[name, tensor] : m_stored)
        m_weights[name] = tensor.to(device, precision);
}

Tensor SqueezeFeatures::convolved(const Tensor &input, const std::string &name, std::int64_t stride,
                                  std::int64_t border) const
{
    return torch::conv2d(input, m_weights.at(name + ".weight"), m_weights.at(name + ".bias"), stride, border)
        .relu_();
}

std::vector<Tensor> SqueezeFeatures::features(const Tensor &pictures) const
{
    std::vector<Tensor> result;
    Tensor values = convolved(centred(pictures, m_weights.begin()->second.scalar_type()), "features.0", 2, 0);
    for (const int number : {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}) {
        if (number == 2 || number == 5 || number == 8) {
            values = torch::max_pool2d(values, 3, 2, 0, 1, true);
            continue;
        }
        const std::string name = "features." + std::to_string(number);
        const Tensor squeezed = convolved(values, name + ".squeeze", 1, 0);
        values = torch::cat(
            {convolved(squeezed, name + ".expand1x1", 1, 0), convolved(squeezed, name + ".expand3x3", 1, 1)},
            1);
        if (number == 7 || number == 10 || number == 12)
            result.push_back(values);
    }
    return result;
}

} // namespace solferino::models
