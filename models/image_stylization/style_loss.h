// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/perceptual_net.h"

#include <torch/torch.h>

#include <functional>
#include <optional>
#include <vector>

namespace solferino::models {

/// F^T F / (H * W) of features [N, C, H, W]: [N, C, C] in float32. The product itself is one of the features'
/// type, summed in float32.
[[nodiscard]] torch::Tensor gramMatrix(const torch::Tensor &features);

/// Mean over C x C of the squared difference of two Gram matrices: [N].
[[nodiscard]] torch::Tensor styleTerm(const torch::Tensor &gram, const torch::Tensor &wanted);

/// Mean over channels and pixels of the squared difference of features: [N].
[[nodiscard]] torch::Tensor contentTerm(const torch::Tensor &features, const torch::Tensor &wanted);

/// Half the mean squared step down plus half the mean squared step to the right, pixels of [N, C, H, W];
/// mean over the pictures.
[[nodiscard]] torch::Tensor totalVariation(const torch::Tensor &pictures);

/// Gram matrices of paintings, [styles, C, C] for each layer.
struct StyleGrams
{
    std::vector<torch::Tensor> layers; ///< of the VGG network
    std::vector<torch::Tensor> deep;   ///< of SqueezeNet; empty where it is not used
};

struct StyleLossOptions
{
    double contentWeight = 1.0;
    double styleWeight = 1e-4;        ///< of each layer
    double deepWeight = 0.0;          ///< of each layer of SqueezeNet, in units of styleWeight
    std::vector<double> coefficients; ///< factor of the style loss of each style; empty: 1
};

/// Of pictures, [N] each, weighted: total = content + style.
struct StyleLosses
{
    torch::Tensor content, style;
    [[nodiscard]] torch::Tensor total() const { return content + style; }
};

/// The losses of the multi-style paper. Frozen: only pictures get gradients.
class StyleLoss final
{
public:
    /// `deep` is needed where options.deepWeight > 0.
    StyleLoss(PerceptualNet net, std::optional<SqueezeFeatures> deep, StyleLossOptions options);

    /// `precision` of the perceptual networks: float32 or bfloat16. Losses are float32.
    void to(const torch::Device &device, torch::ScalarType precision);

    /// Gram matrices of one painting [1, 3, H, W]: those of a style set are stacked from these.
    [[nodiscard]] StyleGrams gramsOf(const torch::Tensor &painting) const;
    /// What styled pictures are compared with; moved to the device.
    void setGrams(const StyleGrams &grams);
    [[nodiscard]] const StyleGrams &grams() const { return m_grams; }

    /// Features of photos that the content loss compares with, in the networks' precision; no gradient.
    [[nodiscard]] torch::Tensor contentOf(const torch::Tensor &photos) const;

    /// Losses of `pictures` [N, 3, H, W] in the styles [N] (int64) against the photos' contentOf().
    [[nodiscard]] StyleLosses of(const torch::Tensor &pictures, const torch::Tensor &content,
                                 const torch::Tensor &styles) const;

    [[nodiscard]] const PerceptualNet &net() const { return m_net; }

private:
    PerceptualNet m_net;
    std::optional<SqueezeFeatures> m_deep;
    StyleLossOptions m_options;
    torch::Tensor m_coefficients; ///< [styles]; undefined: 1
    StyleGrams m_grams;
    torch::Device m_device = torch::kCPU;
};

/// Of single paintings: the Gram matrices of all as a style set.
[[nodiscard]] StyleGrams stackedGrams(const std::vector<StyleGrams> &paintings);

} // namespace solferino::models
