// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_net.h"

#include <map>
#include <string>

namespace solferino::models {

using torch::Tensor;

namespace {

namespace nn = torch::nn;

constexpr double kWeightDeviation = 0.01;
constexpr double kNormEpsilon = 1e-5;
constexpr std::size_t kContractLayers = 3;
constexpr std::size_t kResidualLayers = 10;

/// Conditional instance norm; a picture's channel is normalised as if it were a channel of one batch.
Tensor normalised(const Tensor &values, const Tensor &gamma, const Tensor &beta)
{
    const std::int64_t pictures = values.size(0);
    const std::int64_t channels = values.size(1);
    const auto flat = [&](const Tensor &rows) {
        return rows.expand({pictures, channels}).reshape({pictures * channels});
    };
    const Tensor together = values.reshape({1, pictures * channels, values.size(2), values.size(3)});
    return torch::batch_norm(together, flat(gamma), flat(beta), {}, {}, true, 0.0, kNormEpsilon, false)
        .reshape(values.sizes());
}

} // namespace

StyleLayerNet::StyleLayerNet(const StyleLayer &layer, std::int64_t styles)
    : m_kernel(layer.kernel)
    , m_stride(layer.stride)
    , m_upsampling(layer.upsampling)
{
    weight = register_parameter(
        "weight", torch::randn({layer.outputs, layer.inputs, layer.kernel, layer.kernel}) * kWeightDeviation);
    gamma = register_parameter("gamma", torch::ones({styles, layer.outputs}));
    beta = register_parameter("beta", torch::zeros({styles, layer.outputs}));
}

Tensor StyleLayerNet::forward(const Tensor &input, const Tensor &rowGamma, const Tensor &rowBeta,
                              torch::ScalarType precision) const
{
    Tensor values = input.to(precision);
    if (m_upsampling == 2)
        values = torch::upsample_nearest2d(values, {2 * values.size(2), 2 * values.size(3)});
    const std::int64_t border = m_kernel / 2;
    values = torch::conv2d(torch::reflection_pad2d(values, {border, border, border, border}),
                           weight.to(precision), {}, m_stride);
    return normalised(values, rowGamma, rowBeta);
}

StyleNetImpl::StyleNetImpl(double alpha, std::int64_t styles)
{
    std::map<std::string, std::shared_ptr<nn::Module>> blocks;
    for (const StyleLayer &layer : styleLayers(alpha)) {
        const std::size_t dot = layer.name.find('.');
        auto &block = blocks[layer.name.substr(0, dot)];
        if (!block)
            block = register_module(layer.name.substr(0, dot), std::make_shared<nn::Module>());
        m_layers.push_back(block->register_module(layer.name.substr(dot + 1),
                                                  std::make_shared<StyleLayerNet>(layer, styles)));
    }
}

Tensor StyleNetImpl::layer(std::size_t index, const Tensor &input, const StyleNetRows &rows) const
{
    return m_layers[index]->forward(input, rows.gamma[index], rows.beta[index], m_precision);
}

Tensor StyleNetImpl::forward(const Tensor &photos, const Tensor &styles) const
{
    return forward(photos, rowsOf(styles));
}

Tensor StyleNetImpl::forward(const Tensor &photos, const StyleNetRows &rows) const
{
    Tensor values = photos;
    std::size_t next = 0;
    for (; next < kContractLayers; ++next)
        values = layer(next, values, rows).relu_();
    for (; next < kContractLayers + kResidualLayers; next += 2)
        values = values + layer(next + 1, layer(next, values, rows).relu_(), rows);
    for (; next + 1 < m_layers.size(); ++next)
        values = layer(next, values, rows).relu_();
    return layer(next, values, rows).to(torch::kFloat32).sigmoid();
}

StyleNetRows StyleNetImpl::rowsOf(const Tensor &styles) const
{
    StyleNetRows rows;
    for (const auto &layer : m_layers) {
        rows.gamma.push_back(layer->gamma.index_select(0, styles));
        rows.beta.push_back(layer->beta.index_select(0, styles));
    }
    return rows;
}

StyleNetRows StyleNetImpl::mixedRows(const std::vector<double> &weights) const
{
    const Tensor factors = torch::tensor(weights, torch::kFloat32).unsqueeze(0);
    StyleNetRows rows;
    for (const auto &layer : m_layers) {
        rows.gamma.push_back(factors.to(layer->gamma.device()).matmul(layer->gamma));
        rows.beta.push_back(factors.to(layer->beta.device()).matmul(layer->beta));
    }
    return rows;
}

} // namespace solferino::models
