// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_device.h"

#include "models/image_stylization/style_regions.h"
#include "models/runtime/error.h"

namespace solferino::models::stylizing {

using torch::Tensor;

namespace {

constexpr double kEpsilon = 1e-5;
constexpr std::size_t kFirstBlock = 3;
constexpr std::size_t kBehindBlocks = 13;
constexpr double kWhite = 65535.0;

/// Pixels of the photo for those of the net's picture.
Tensor mirrored(int side)
{
    std::vector<std::int64_t> indices;
    for (int i = 0; i < netSide(side); ++i)
        indices.push_back(reflected(i, side));
    return torch::tensor(indices);
}

LayerStatistics statisticsOf(const Tensor &variance, const Tensor &mean)
{
    const auto values = [](const Tensor &tensor) {
        const Tensor plain = tensor.flatten().to(torch::kCPU, torch::kFloat32).contiguous();
        return std::vector<float>(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
    };
    return {values(mean), values(variance)};
}

Tensor channelRow(const std::vector<float> &values, const torch::Device &device)
{
    return torch::tensor(values).to(device).view({1, -1, 1, 1});
}

Picture pictureOf(const Tensor &values, int width, int height)
{
    // [1, 3, H, W] in [0, 1]
    const Tensor rows = values.squeeze(0)
                            .slice(1, 0, height)
                            .slice(2, 0, width)
                            .permute({1, 2, 0})
                            .mul(kWhite)
                            .round()
                            .to(torch::kInt32)
                            .to(torch::kCPU)
                            .contiguous();
    Picture result;
    result.width = width;
    result.height = height;
    result.bits = 16;
    result.rgb.reserve(static_cast<std::size_t>(rows.numel()));
    const std::int32_t *from = rows.data_ptr<std::int32_t>();
    for (std::int64_t i = 0; i < rows.numel(); ++i)
        result.rgb.push_back(static_cast<std::uint16_t>(from[i]));
    return result;
}

} // namespace

StyleDevice::StyleDevice(const FloatTensors &tensors, double alpha, const std::string &device)
    : m_device(device)
{
    const c10::InferenceMode guard;
    for (const StyleLayer &shape : styleLayers(alpha)) {
        const FloatTensor &weight = tensors.at(shape.name + ".weight");
        m_layers.push_back({shape, torch::tensor(weight.values).view(weight.shape).to(m_device)});
    }
}

Tensor StyleDevice::layer(std::size_t index, Tensor values, const Call &call) const
{
    const Layer &layer = m_layers[index];
    call.progress.report({.step = static_cast<std::int64_t>(index),
                          .total = static_cast<std::int64_t>(m_layers.size()),
                          .unit = "layers",
                          .text = "layer " + std::to_string(index + 1)});
    if (layer.shape.upsampling == 2)
        values = torch::upsample_nearest2d(values, {2 * values.size(2), 2 * values.size(3)});
    const std::int64_t border = layer.shape.kernel / 2;
    values = torch::reflection_pad2d(values, {border, border, border, border});
    values = torch::conv2d(values, layer.weight.to(call.precision), {}, layer.shape.stride);
    auto [variance, mean] = torch::var_mean(values.to(torch::kFloat32), {0, 2, 3}, false);
    if (call.filter) {
        LayerStatistics statistics = statisticsOf(variance, mean);
        call.filter(index, statistics);
        mean = torch::tensor(statistics.mean).to(m_device);
        variance = torch::tensor(statistics.variance).to(m_device);
    }
    const Tensor scale = channelRow(call.rows.gamma.at(index), m_device) *
                         torch::rsqrt(variance + kEpsilon).view({1, -1, 1, 1});
    const Tensor shift = channelRow(call.rows.beta.at(index), m_device) - mean.view({1, -1, 1, 1}) * scale;
    return torch::addcmul(shift.to(call.precision), values, scale.to(call.precision));
}

Tensor StyleDevice::forward(Tensor values, const Call &call) const
{
    std::size_t next = 0;
    for (; next < kFirstBlock; ++next)
        values = layer(next, values, call).relu_();
    for (; next < kBehindBlocks; next += 2)
        values = values + layer(next + 1, layer(next, values, call).relu_(), call);
    for (; next + 1 < m_layers.size(); ++next)
        values = layer(next, values, call).relu_();
    return layer(next, values, call).to(torch::kFloat32).sigmoid_();
}

Tensor StyleDevice::photoOf(const Picture &picture) const
{
    const std::vector<float> values(picture.rgb.begin(), picture.rgb.end());
    return torch::tensor(values)
        .view({1, picture.height, picture.width, 3})
        .to(m_device)
        .permute({0, 3, 1, 2})
        .div(kWhite)
        .index_select(2, mirrored(picture.height).to(m_device))
        .index_select(3, mirrored(picture.width).to(m_device)); // [1, 3, H, W]
}

Picture StyleDevice::run(const Picture &picture, const StyleRows &rows, torch::ScalarType precision,
                         const StatisticsFilter &filter, Progress &progress) const
{
    const c10::InferenceMode guard;
    const Call call{rows, precision, filter, progress};
    const Tensor values = forward(photoOf(picture).to(precision), call);
    if (!torch::isfinite(values).all().item<bool>())
        throw Error(Error::Kind::Diverged, "The numbers of the net are too large for 16 bits.");
    return pictureOf(values, picture.width, picture.height);
}

} // namespace solferino::models::stylizing
