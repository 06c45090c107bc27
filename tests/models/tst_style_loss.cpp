// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_loss.h"
#include "models/image_stylization/style_net.h"
#include "models/image_stylization/style_scoring.h"
#include "models/runtime/error.h"
#include "models/runtime/torch_setup.h"

#include <doctest/doctest.h>

using namespace solferino::models;
using torch::Tensor;

namespace {

const std::string kNetworks = SOLFERINO_NETWORKS;

/// Features [1, channels, positions, 1] of rows that hold the channels of a position.
Tensor features(const std::vector<std::vector<float>> &positions)
{
    std::vector<Tensor> rows;
    for (const auto &position : positions)
        rows.push_back(torch::tensor(position));
    return torch::stack(rows).transpose(0, 1).unsqueeze(0).unsqueeze(3).contiguous();
}

Tensor exampleF()
{
    return features({{1, 0}, {2, 1}, {0, 1}, {1, 2}});
}

Tensor exampleS()
{
    return features({{1, 0}, {0, 1}, {1, 1}, {2, 0}});
}

Tensor matrix(std::vector<float> values)
{
    return torch::tensor(values).view({1, 2, 2});
}

/// A VGG-16 or VGG-19 with noise for weights.
PerceptualWeights noiseNetwork(bool is19)
{
    torch::manual_seed(3);
    PerceptualWeights weights;
    std::int64_t inputs = 3;
    const auto add = [&](int number, std::int64_t outputs) {
        const std::string name = "features." + std::to_string(number);
        weights[name + ".weight"] =
            torch::randn({outputs, inputs, 3, 3}) * std::sqrt(2.0 / (9.0 * static_cast<double>(inputs)));
        weights[name + ".bias"] = torch::zeros({outputs});
        inputs = outputs;
    };
    add(0, 64), add(2, 64), add(5, 128), add(7, 128), add(10, 256), add(12, 256), add(14, 256);
    if (is19)
        add(16, 256);
    else
        add(17, 512), add(19, 512), add(21, 512);
    return weights;
}

} // namespace

TEST_CASE("Gram matrices and the terms of the loss give the sheet's numbers")
{
    const Tensor f = gramMatrix(exampleF()), s = gramMatrix(exampleS());
    CHECK(f.allclose(matrix({1.5F, 1, 1, 1.5F})));
    CHECK(s.allclose(matrix({1.5F, 0.25F, 0.25F, 0.5F})));
    CHECK(styleTerm(f, s).item<double>() == doctest::Approx(0.53125));
    CHECK(contentTerm(exampleF(), exampleS()).item<double>() == doctest::Approx(1.25));
}

TEST_CASE("The gradient of a Gram matrix is that of plain products, channels first or last")
{
    torch::manual_seed(1);
    const Tensor factors = torch::randn({2, 5, 5});
    const Tensor values = torch::randn({2, 5, 3, 4});
    const Tensor plain = values.clone().requires_grad_();
    const Tensor flat = plain.flatten(2);
    (flat.matmul(flat.transpose(1, 2)) / 12.0 * factors).sum().backward();
    for (const auto layout : {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
        const Tensor own = values.clone(layout).requires_grad_();
        (gramMatrix(own) * factors).sum().backward();
        CHECK(own.grad().allclose(plain.grad(), 1e-4, 1e-5));
    }
    CHECK(gramMatrix(values.to(torch::kBFloat16)).allclose(gramMatrix(values), 0.03, 0.03));
}

TEST_CASE("Total variation gives the sheet's number")
{
    const Tensor picture = torch::tensor({0.0F, 1.0F, 2.0F, 1.0F, 1.0F, 1.0F, 4.0F, 0.0F, 2.0F});
    CHECK(totalVariation(picture.view({1, 1, 3, 3})).item<double>() == doctest::Approx(2.916666667));
    CHECK(totalVariation(torch::ones({2, 3, 4, 5})).item<double>() == 0.0);
}

TEST_CASE("The bundled network reads centred colours, pools by averages and pads with zeros")
{
    const PerceptualWeights weights = readPerceptualWeights(kNetworks + "/perceptual_vgg19.safetensors");
    const PerceptualNet net(weights);
    CHECK(net.name() == "VGG-19");
    CHECK(net.layers() == 3);
    const Tensor picture = torch::rand({1, 3, 12, 12});
    picture[0][0][5][5] = 1.0;
    picture[0][1][5][5] = 0.5;
    picture[0][2][5][5] = 0.0;
    Tensor values = 255.0 * picture - torch::tensor({123.68F, 116.779F, 103.939F}).view({1, 3, 1, 1});
    CHECK(values[0][0][5][5].item<double>() == doctest::Approx(131.32));
    CHECK(values[0][1][5][5].item<double>() == doctest::Approx(10.721));
    CHECK(values[0][2][5][5].item<double>() == doctest::Approx(-103.939));
    const auto convolved = [&](const std::string &name) {
        values = torch::conv2d(values, weights.at(name + ".weight"), weights.at(name + ".bias"), 1, 1).relu();
    };
    convolved("features.0");
    convolved("features.2");
    const std::vector<Tensor> layers = net.features(picture);
    CHECK(layers[0].allclose(values, 1e-4, 1e-3));
    values = torch::avg_pool2d(values, 2);
    convolved("features.5");
    convolved("features.7");
    CHECK(layers[1].allclose(values, 1e-4, 1e-3));
    CHECK(layers[2].sizes() == at::IntArrayRef({1, 256, 3, 3}));
    // Trained weights keep activations in this range.
    CHECK(layers[0].mean().item<double>() > 20.0);
    CHECK(layers[2].mean().item<double>() < 1000.0);
}

TEST_CASE("A network of one's own is known by its tensors")
{
    CHECK(PerceptualNet(noiseNetwork(true)).name() == "VGG-19");
    const PerceptualNet vgg16(noiseNetwork(false));
    CHECK(vgg16.name() == "VGG-16");
    const std::vector<Tensor> layers = vgg16.features(torch::rand({2, 3, 16, 24}));
    REQUIRE(layers.size() == 4);
    CHECK(layers[2].sizes() == at::IntArrayRef({2, 256, 4, 6}));
    CHECK(layers[3].sizes() == at::IntArrayRef({2, 512, 2, 3}));
    PerceptualWeights broken = noiseNetwork(true);
    broken.erase("features.7.bias");
    CHECK_THROWS_AS(PerceptualNet{broken}, Error);
    broken = noiseNetwork(true);
    broken["features.5.weight"] = torch::zeros({128, 64, 1, 1});
    CHECK_THROWS_AS(PerceptualNet{broken}, Error);
}

TEST_CASE("SqueezeNet gives three deeper layers")
{
    const SqueezeFeatures deep(readPerceptualWeights(kNetworks + "/perceptual_squeezenet.safetensors"));
    const std::vector<Tensor> layers = deep.features(torch::rand({1, 3, 64, 64}));
    REQUIRE(layers.size() == 3);
    CHECK(layers[0].size(1) == 256);
    CHECK(layers[1].size(1) == 384);
    CHECK(layers[2].size(1) == 512);
    for (const Tensor &layer : layers)
        CHECK(layer.mean().item<double>() > 0.0);
    CHECK_THROWS_AS(SqueezeFeatures{noiseNetwork(true)}, Error);
}

TEST_CASE("Losses add up, and only pictures get gradients")
{
    configureTorch(1);
    torch::manual_seed(2);
    StyleLoss loss(
        PerceptualNet(noiseNetwork(true)), std::nullopt,
        {.contentWeight = 2.0, .styleWeight = 1e-3, .deepWeight = 0.0, .coefficients = {1.0, 3.0}});
    const Tensor paintings = torch::rand({2, 3, 24, 24});
    loss.setGrams(
        stackedGrams({loss.gramsOf(paintings.narrow(0, 0, 1)), loss.gramsOf(paintings.narrow(0, 1, 1))}));
    const Tensor photo = torch::rand({1, 3, 16, 16});
    Tensor picture = torch::rand({1, 3, 16, 16}).repeat({2, 1, 1, 1}).requires_grad_();
    const StyleLosses losses = loss.of(picture, loss.contentOf(photo), torch::tensor({0, 1}, torch::kInt64));

    const auto own = loss.net().features(picture), wanted = loss.net().features(photo);
    for (std::int64_t i = 0; i < 2; ++i) {
        const auto painting = loss.net().features(paintings.narrow(0, i, 1));
        double style = 0.0;
        for (std::size_t layer = 0; layer < 3; ++layer)
            style +=
                styleTerm(gramMatrix(own[layer].narrow(0, i, 1)), gramMatrix(painting[layer])).item<double>();
        CHECK(losses.style[i].item<double>() ==
              doctest::Approx(1e-3 * (i == 0 ? 1.0 : 3.0) * style).epsilon(1e-3));
        CHECK(losses.content[i].item<double>() ==
              doctest::Approx(2.0 * contentTerm(own[2].narrow(0, i, 1), wanted[2]).item<double>())
                  .epsilon(1e-3));
    }
    losses.total().mean().backward();
    const Tensor gradient = picture.grad().clone();
    CHECK(gradient.abs().sum().item<double>() > 0.0);

    // The perceptual network in 16 bits tells nearly the same, of the loss and of where to go.
    picture.mutable_grad().reset();
    loss.to(torch::kCPU, torch::kBFloat16);
    const StyleLosses rounded = loss.of(picture, loss.contentOf(photo), torch::tensor({0, 1}, torch::kInt64));
    rounded.total().mean().backward();
    CHECK(rounded.total().sum().item<double>() ==
          doctest::Approx(losses.total().sum().item<double>()).epsilon(0.03));
    const double likeness = (gradient * picture.grad()).sum().item<double>() /
                            (gradient.norm() * picture.grad().norm()).item<double>();
    CHECK(likeness > 0.99);
    loss.to(torch::kCPU, torch::kFloat32);
    CHECK(loss.of(picture, loss.contentOf(photo), torch::tensor({0, 1}, torch::kInt64))
              .style.equal(losses.style));
}

TEST_CASE("A net learns from a 16-bit network what it would from a 32-bit one, from one picture or two")
{
    StyleLoss loss(PerceptualNet(noiseNetwork(true)), std::nullopt, {});
    loss.setGrams(loss.gramsOf(torch::rand({1, 3, 24, 24})));
    for (const std::int64_t count : {1, 2}) {
        torch::manual_seed(4);
        const StyleNet net(0.125, 1);
        const Tensor photos = torch::rand({count, 3, 16, 16});
        const Tensor styles = torch::zeros({count}, torch::kInt64);
        const auto gradientIn = [&](torch::ScalarType precision) {
            loss.to(torch::kCPU, precision);
            loss.of(net->forward(photos, styles), loss.contentOf(photos), styles).total().mean().backward();
            Tensor &weight = net->layers()[4]->weight;
            const Tensor gradient = weight.grad().clone();
            weight.mutable_grad().reset();
            return gradient;
        };
        const Tensor exact = gradientIn(torch::kFloat32), rounded = gradientIn(torch::kBFloat16);
        CHECK((exact * rounded).sum().item<double>() / (exact.norm() * rounded.norm()).item<double>() > 0.98);
    }
}

TEST_CASE("Gram matrices survive a model file of 16-bit floats")
{
    StyleGrams grams;
    for (const std::int64_t channels : {64, 128, 256})
        grams.layers.push_back(torch::rand({1, channels, channels}) * 4.4e6);
    FloatTensors tensors;
    storeGrams(grams, tensors);
    for (auto &[name, tensor] : tensors)
        for (float &value : tensor.values)
            value = floatFromHalf(halfFromFloat(value));
    const StyleGrams read = storedGrams(tensors);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(read.layers[i].allclose(grams.layers[i], 1e-3, 1.0));
}
