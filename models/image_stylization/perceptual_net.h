// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace solferino::models {

/// Frozen weights and biases of a perceptual network by torchvision's names.
using PerceptualWeights = std::map<std::string, torch::Tensor>;

/// Reads a safetensors file of any float type. Throws Error(File, ModelFileDamaged, ModelFileMismatch).
[[nodiscard]] PerceptualWeights readPerceptualWeights(const std::filesystem::path &path);

/// What pictures are compared by: a VGG network with average pooling and zero padding, which reads
/// 255 * x - (123.68, 116.779, 103.939). A layer is the last ReLU of a block.
class PerceptualNet final
{
public:
    /// VGG-19 with the blocks up to conv3_4 (three layers) or VGG-16 up to conv4_3 (four), told apart by
    /// the tensors; others than those are left alone. Throws Error(ModelFileMismatch).
    explicit PerceptualNet(const PerceptualWeights &weights);

    /// `precision`: float32 or bfloat16.
    void to(const torch::Device &device, torch::ScalarType precision);

    /// Features of pictures [N, 3, H, W] in [0, 1], block by block, in the set precision.
    [[nodiscard]] std::vector<torch::Tensor> features(const torch::Tensor &pictures) const;

    /// Blocks whose features are compared for style.
    [[nodiscard]] std::size_t layers() const { return m_blocks.size(); }
    /// The one that is compared for content: the last layer of the third block.
    [[nodiscard]] static constexpr std::size_t contentLayer() { return 2; }
    [[nodiscard]] const std::string &name() const { return m_name; } ///< "VGG-19", "VGG-16"

private:
    struct Convolution
    {
        torch::Tensor storedWeight, storedBias; ///< as read
        torch::Tensor weight, bias;             ///< as set by to()
    };
    std::vector<std::vector<Convolution>> m_blocks;
    std::string m_name;
};

/// SqueezeNet 1.1, for features deeper than those of the VGG network: outputs of fire5, fire7 and fire9.
class SqueezeFeatures final
{
public:
    /// Throws Error(ModelFileMismatch).
    explicit SqueezeFeatures(const PerceptualWeights &weights);

    void to(const torch::Device &device, torch::ScalarType precision);

    /// Pictures as of PerceptualNet, sides of at least 32.
    [[nodiscard]] std::vector<torch::Tensor> features(const torch::Tensor &pictures) const;

private:
    [[nodiscard]] torch::Tensor convolved(const torch::Tensor &input, const std::string &name,
                                          std::int64_t stride, std::int64_t border) const;

    PerceptualWeights m_stored;
    PerceptualWeights m_weights;
};

} // namespace solferino::models
