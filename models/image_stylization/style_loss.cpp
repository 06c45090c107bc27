// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_loss.h"

#include <utility>

namespace solferino::models {

using torch::Tensor;

namespace {

/// The product of features with themselves. Its gradient is one product too, as a Gram matrix is symmetric,
/// and both read the features as they lie: channels first or last.
class GramProduct final : public torch::autograd::Function<GramProduct>
{
public:
    static Tensor forward(torch::autograd::AutogradContext *context, const Tensor &features)
    {
        const bool isChannelsLast =
            features.is_contiguous(at::MemoryFormat::ChannelsLast) && !features.is_contiguous();
        const Tensor rows = isChannelsLast ? features.permute({0, 2, 3, 1}).flatten(1, 2)
                                           : features.contiguous().flatten(2).transpose(1, 2);
        context->save_for_backward({rows});
        context->saved_data["height"] = features.size(2);
        return rows.transpose(1, 2).bmm(rows).to(torch::kFloat32) / static_cast<double>(rows.size(1));
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   const torch::autograd::variable_list &gradients)
    {
        const Tensor rows = context->get_saved_variables().front(); // [N, H * W, C]
        const std::int64_t height = context->saved_data["height"].toInt();
        const Tensor gradient =
            (gradients.front() + gradients.front().transpose(1, 2)) / static_cast<double>(rows.size(1));
        const Tensor matrix = gradient.to(rows.scalar_type());
        const Tensor result =
            rows.is_contiguous() ? rows.bmm(matrix) : matrix.bmm(rows.transpose(1, 2)).transpose(1, 2);
        return {result.transpose(1, 2).unflatten(2, {height, -1})};
    }
};

} // namespace

Tensor gramMatrix(const Tensor &features)
{
    return GramProduct::apply(features);
}

Tensor styleTerm(const Tensor &gram, const Tensor &wanted)
{
    return (gram - wanted).square().mean({1, 2});
}

Tensor contentTerm(const Tensor &features, const Tensor &wanted)
{
    return (features.to(torch::kFloat32) - wanted.to(torch::kFloat32)).square().mean({1, 2, 3});
}

Tensor totalVariation(const Tensor &pictures)
{
    const auto halfMeanSquare = [](const Tensor &steps) {
        return steps.square().mean() / 2.0;
    };
    return halfMeanSquare(pictures.diff(1, 2)) + halfMeanSquare(pictures.diff(1, 3));
}

StyleLoss::StyleLoss(PerceptualNet net, std::optional<SqueezeFeatures> deep, StyleLossOptions options)
    : m_net(std::move(net))
    , m_deep(std::move(deep))
    , m_options(std::move(options))
{
    if (!m_options.coefficients.empty())
        m_coefficients = torch::tensor(m_options.coefficients, torch::kFloat32);
}

void StyleLoss::to(const torch::Device &device, torch::ScalarType precision)
{
    m_device = device;
    m_net.to(device, precision);
    if (m_deep)
        m_deep->to(device, precision);
    if (m_coefficients.defined())
        m_coefficients = m_coefficients.to(device);
    setGrams(m_grams);
}

StyleGrams StyleLoss::gramsOf(const Tensor &painting) const
{
    const torch::NoGradGuard noGradient;
    const Tensor moved = painting.to(m_device);
    StyleGrams grams;
    for (const Tensor &features : m_net.features(moved))
        grams.layers.push_back(gramMatrix(features));
    if (m_deep) {
        for (const Tensor &features : m_deep->features(moved))
            grams.deep.push_back(gramMatrix(features));
    }
    return grams;
}

void StyleLoss::setGrams(const StyleGrams &grams)
{
    m_grams = grams;
    for (auto *layers : {&m_grams.layers, &m_grams.deep})
        for (Tensor &layer : *layers)
            layer = layer.to(m_device);
}

Tensor StyleLoss::contentOf(const Tensor &photos) const
{
    const torch::NoGradGuard noGradient;
    return m_net.features(photos)[PerceptualNet::contentLayer()];
}

StyleLosses StyleLoss::of(const Tensor &pictures, const Tensor &content, const Tensor &styles) const
{
    const auto styleSum = [&](const std::vector<Tensor> &features, const std::vector<Tensor> &grams) {
        Tensor sum = torch::zeros({pictures.size(0)}, pictures.options());
        for (std::size_t i = 0; i < grams.size(); ++i)
            sum = sum + styleTerm(gramMatrix(features[i]), grams[i].index_select(0, styles));
        return sum;
    };
    const std::vector<Tensor> features = m_net.features(pictures);
    Tensor style = styleSum(features, m_grams.layers);
    if (m_deep && m_options.deepWeight > 0.0)
        style = style + m_options.deepWeight * styleSum(m_deep->features(pictures), m_grams.deep);
    if (m_coefficients.defined())
        style = style * m_coefficients.index_select(0, styles);
    return {m_options.contentWeight * contentTerm(features[PerceptualNet::contentLayer()], content),
            m_options.styleWeight * style};
}

StyleGrams stackedGrams(const std::vector<StyleGrams> &paintings)
{
    StyleGrams all;
    for (const auto part : {&StyleGrams::layers, &StyleGrams::deep}) {
        for (std::size_t i = 0; i < (paintings.front().*part).size(); ++i) {
            std::vector<Tensor> layer;
            for (const StyleGrams &painting : paintings)
                layer.push_back((painting.*part)[i]);
            (all.*part).push_back(torch::cat(layer));
        }
    }
    return all;
}

} // namespace solferino::models
