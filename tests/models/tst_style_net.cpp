// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_net.h"
#include "models/runtime/module_tensors.h"
#include "models/runtime/torch_setup.h"

#include <doctest/doctest.h>

using namespace solferino::models;
using torch::Tensor;

namespace {

constexpr double kTinyAlpha = 0.125;

Tensor row(const std::vector<float> &values)
{
    return torch::tensor(values).unsqueeze(0);
}

/// A layer whose convolution leaves its one channel as it is, with the sheet's 2 x 2 picture in it.
Tensor normOfExample(double gamma, double beta)
{
    StyleLayerNet layer({.name = "test", .inputs = 1, .outputs = 1, .kernel = 1}, 1);
    layer.weight.data().fill_(1.0);
    const Tensor picture = torch::tensor({1.0F, 2.0F, 3.0F, 6.0F}).view({1, 1, 2, 2});
    return layer
        .forward(picture, row({static_cast<float>(gamma)}), row({static_cast<float>(beta)}), torch::kFloat32)
        .flatten();
}

void checkValues(const Tensor &values, const std::vector<double> &expected)
{
    REQUIRE(values.numel() == static_cast<std::int64_t>(expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(values[static_cast<std::int64_t>(i)].item<double>() ==
              doctest::Approx(expected[i]).epsilon(1e-4));
}

/// What a 1-wide stripe looks like with a reflected border.
Tensor bordered(const std::vector<float> &values, std::int64_t kernel)
{
    const std::int64_t border = kernel / 2;
    return torch::reflection_pad1d(row(values).unsqueeze(0), {border, border}).flatten();
}

StyleNet randomNet(std::int64_t styles)
{
    torch::manual_seed(5);
    StyleNet net(kTinyAlpha, styles);
    const torch::NoGradGuard noGradient;
    for (const auto &layer : net->layers()) {
        layer->gamma.normal_(1.0, 0.2);
        layer->beta.normal_(0.0, 0.2);
    }
    return net;
}

std::int64_t parameterCount(double alpha, std::int64_t styles)
{
    std::int64_t count = 0;
    for (const Tensor &parameter : StyleNet(alpha, styles)->parameters())
        count += parameter.numel();
    return count;
}

} // namespace

TEST_CASE("Borders are reflected without the edge")
{
    checkValues(bordered({1, 2, 3, 4, 5}, 9), {5, 4, 3, 2, 1, 2, 3, 4, 5, 4, 3, 2, 1});
    checkValues(bordered({1, 2, 3}, 3), {2, 1, 2, 3, 2});
    // The layer does it so: a kernel that looks one to the left meets the second value at the border.
    StyleLayerNet layer({.name = "test", .inputs = 1, .outputs = 1, .kernel = 3}, 1);
    layer.weight.data().zero_();
    layer.weight.data()[0][0][1][0] = 1.0;
    const Tensor picture = torch::tensor({1.0F, 2.0F, 4.0F}).view({1, 1, 1, 3}).repeat({1, 1, 3, 1});
    const Tensor moved = layer.forward(picture, row({1}), row({0}), torch::kFloat32)[0][0][1];
    CHECK(moved[0].item<double>() == doctest::Approx(moved[2].item<double>()));
    CHECK(moved[1].item<double>() < moved[0].item<double>());
}

TEST_CASE("Sides become the next multiple of four by way of two halvings")
{
    StyleNet net(kTinyAlpha, 1);
    const torch::NoGradGuard noGradient;
    for (const auto &[side, expected] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {256, 256}, {384, 384}, {255, 256}, {510, 512}, {513, 516}}) {
        const Tensor result = net->forward(torch::rand({1, 3, side, 16}), torch::zeros({1}, torch::kInt64));
        CHECK(result.sizes() == at::IntArrayRef({1, 3, expected, 16}));
        CHECK(result.min().item<double>() >= 0.0);
        CHECK(result.max().item<double>() <= 1.0);
    }
}

TEST_CASE("Conditional instance norm gives the sheet's numbers")
{
    checkValues(normOfExample(1, 0), {-1.069043440, -0.534521720, 0, 1.603565161});
    checkValues(normOfExample(2, -1), {-3.138086881, -2.069043440, -1, 2.207130321});
    checkValues(normOfExample(0.8, -0.22), {-1.075234752, -0.647617376, -0.22, 1.062852129});
}

TEST_CASE("The norm takes scale and shift of a convolution away")
{
    StyleLayerNet layer({.name = "test", .inputs = 1, .outputs = 1, .kernel = 1}, 1);
    layer.weight.data().fill_(1.0);
    const Tensor picture = torch::rand({1, 1, 8, 8});
    const Tensor plain = layer.forward(picture, row({1.3F}), row({0.4F}), torch::kFloat32);
    const Tensor moved = layer.forward(7.0 * picture + 3.0, row({1.3F}), row({0.4F}), torch::kFloat32);
    CHECK(plain.allclose(moved, 1e-3, 1e-3));
}

TEST_CASE("Mixed rows are weighted sums, weights as they are")
{
    StyleNet net(kTinyAlpha, 2);
    const torch::NoGradGuard noGradient;
    const auto &layer = net->layers().front();
    layer->gamma.copy_(torch::tensor({1.5F, 0.5F}).unsqueeze(1).expand_as(layer->gamma));
    layer->beta.copy_(torch::tensor({0.2F, -0.4F}).unsqueeze(1).expand_as(layer->beta));
    const StyleNetRows mixed = net->mixedRows({0.3, 0.7});
    CHECK(mixed.gamma.front()[0][0].item<double>() == doctest::Approx(0.8));
    CHECK(mixed.beta.front()[0][0].item<double>() == doctest::Approx(-0.22));
    CHECK(net->mixedRows({0.5, 0.8}).gamma.front()[0][0].item<double>() == doctest::Approx(1.15));
}

TEST_CASE("Styles of a batch do not touch each other, and a mix of one is that style")
{
    const StyleNet net = randomNet(3);
    const torch::NoGradGuard noGradient;
    const Tensor photos = torch::rand({2, 3, 16, 20});
    const Tensor together = net->forward(photos, torch::tensor({2, 0}, torch::kInt64));
    const Tensor alone = net->forward(photos.narrow(0, 0, 1), torch::tensor({2}, torch::kInt64));
    CHECK(together.narrow(0, 0, 1).allclose(alone, 1e-4, 1e-5));
    CHECK(net->forward(photos.narrow(0, 0, 1), net->mixedRows({0, 0, 1})).allclose(alone, 1e-4, 1e-5));
    CHECK_FALSE(
        net->forward(photos.narrow(0, 0, 1), torch::tensor({1}, torch::kInt64)).allclose(alone, 1e-2, 1e-2));
}

TEST_CASE("Parameters have the sheet's counts and the model file's names")
{
    CHECK(parameterCount(1.0, 10) == 1'706'492);
    CHECK(parameterCount(1.0, 32) == 1'777'024);
    CHECK(parameterCount(0.25, 10) == 115'628);
    CHECK(parameterCount(0.25, 32) == 133'360);
    TensorShapes shapes = styleTensorShapes({.alpha = 0.25, .styles = std::vector<StyleInfo>(3)});
    std::erase_if(shapes, [](const auto &entry) { return entry.first.starts_with("gram."); });
    CHECK_NOTHROW(requireShapes(tensorsOf(*StyleNet(0.25, 3)), shapes));
}

TEST_CASE("First weights are small and normal, norms change nothing")
{
    torch::manual_seed(1);
    const StyleNet net(1.0, 2);
    const Tensor &weight = net->layers()[4]->weight;
    CHECK(weight.std().item<double>() == doctest::Approx(0.01).epsilon(0.02));
    CHECK(std::abs(weight.mean().item<double>()) < 1e-4);
    CHECK(net->layers()[4]->gamma.eq(1.0).all().item<bool>());
    CHECK(net->layers()[4]->beta.eq(0.0).all().item<bool>());
}

TEST_CASE("Convolutions in 16 bits stay near those in 32, with gradients in 32")
{
    configureTorch(1);
    StyleNet net = randomNet(2);
    const Tensor photo = torch::rand({1, 3, 32, 32});
    const Tensor style = torch::tensor({1}, torch::kInt64);
    const Tensor exact = net->forward(photo, style);
    net->setPrecision(torch::kBFloat16);
    const Tensor rounded = net->forward(photo, style);
    CHECK((rounded.scalar_type() == torch::kFloat32));
    CHECK((rounded - exact).abs().mean().item<double>() < 0.03);
    rounded.sum().backward();
    CHECK((net->layers().front()->weight.grad().scalar_type() == torch::kFloat32));
    CHECK(net->layers().front()->weight.grad().abs().sum().item<double>() > 0.0);
}
