// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_packing.h"

#include <algorithm>
#include <array>

namespace solferino::models::stylizing {

namespace {

constexpr std::size_t kTaps = 3;
using Kernel3 = std::array<std::array<double, kTaps>, kTaps>;
using Points = std::array<double, kPoints>;

/// Rows of the matrix G of F(4, 3) at the points 0, 1, -1, 2, -2 and infinity.
constexpr std::array<std::array<double, kTaps>, kPatch> kToPoints{{{1.0 / 4, 0.0, 0.0},
                                                                   {-1.0 / 6, -1.0 / 6, -1.0 / 6},
                                                                   {-1.0 / 6, 1.0 / 6, -1.0 / 6},
                                                                   {1.0 / 24, 1.0 / 12, 1.0 / 6},
                                                                   {1.0 / 24, -1.0 / 12, 1.0 / 6},
                                                                   {0.0, 0.0, 1.0}}};

Points pointsOf(const Kernel3 &kernel)
{
    std::array<std::array<double, kTaps>, kPatch> half{};
    for (std::size_t i = 0; i < kPatch; ++i)
        for (std::size_t x = 0; x < kTaps; ++x)
            for (std::size_t y = 0; y < kTaps; ++y)
                half[i][x] += kToPoints[i][y] * kernel[y][x];
    Points points{};
    for (std::size_t i = 0; i < kPatch; ++i)
        for (std::size_t j = 0; j < kPatch; ++j)
            for (std::size_t x = 0; x < kTaps; ++x)
                points[i * kPatch + j] += half[i][x] * kToPoints[j][x];
    return points;
}

/// A convolution as its file holds it: [outputs, inputs, kernel, kernel].
struct Source
{
    const std::vector<float> &values;
    std::size_t inputs;
    std::size_t kernel;

    [[nodiscard]] float at(std::size_t output, std::size_t input, std::size_t y, std::size_t x) const
    {
        return values[((output * inputs + input) * kernel + y) * kernel + x];
    }
};

/// Where output `output` of row `row` lies in a matrix of `rows` rows that is cut into blocks of outputs.
std::size_t blockIndex(std::size_t row, std::size_t rows, std::size_t output, std::size_t outputs)
{
    const std::size_t begin = output / kOutputBlock * kOutputBlock;
    const std::size_t width = std::min(kOutputBlock, outputs - begin);
    return rows * begin + row * width + (output - begin);
}

void packDirect(PackedLayer &layer, const Source &source)
{
    const std::size_t rows = layer.kernel * layer.kernel * layer.inputs;
    layer.weights.assign(rows * layer.outputs, 0.0F);
    for (std::size_t o = 0; o < layer.usedOutputs; ++o) {
        for (std::size_t y = 0; y < layer.kernel; ++y)
            for (std::size_t x = 0; x < layer.kernel; ++x)
                for (std::size_t i = 0; i < source.inputs; ++i) {
                    const std::size_t row = (y * layer.kernel + x) * layer.inputs + i;
                    layer.weights[blockIndex(row, rows, o, layer.outputs)] = source.at(o, i, y, x);
                }
    }
}

void packWinograd(PackedLayer &layer, const Source &source)
{
    const std::size_t matrix = layer.inputs * layer.outputs;
    layer.weights.assign(kPoints * matrix, 0.0F);
    for (std::size_t o = 0; o < layer.usedOutputs; ++o) {
        for (std::size_t i = 0; i < source.inputs; ++i) {
            Kernel3 kernel{};
            for (std::size_t y = 0; y < kTaps; ++y)
                for (std::size_t x = 0; x < kTaps; ++x)
                    kernel[y][x] = static_cast<double>(source.at(o, i, y, x));
            const Points points = pointsOf(kernel);
            for (std::size_t point = 0; point < kPoints; ++point)
                layer.weights[point * matrix + blockIndex(i, layer.inputs, o, layer.outputs)] =
                    static_cast<float>(points[point]);
        }
    }
}

void packLast(PackedLayer &layer, const Source &source)
{
    layer.weights.assign(kLastKernel * kLastKernel * layer.inputs * kLastOutputs, 0.0F);
    for (std::size_t o = 0; o < kLastOutputs; ++o) {
        for (std::size_t y = 0; y < kLastKernel; ++y)
            for (std::size_t x = 0; x < kLastKernel; ++x)
                for (std::size_t i = 0; i < source.inputs; ++i) {
                    const std::size_t vector = (y * kLastKernel + x) * (layer.inputs / kLanes) + i / kLanes;
                    layer.weights[(vector * kLastOutputs + o) * kLanes + i % kLanes] = source.at(o, i, y, x);
                }
    }
}

} // namespace

double PackedLayer::costOfPixel() const
{
    const auto channels = static_cast<double>(inputs * outputs);
    if (kind != LayerKind::Winograd)
        return static_cast<double>(kernel * kernel) * channels;
    const double points = isDoubled ? (kPatch - 1) * (kPatch - 1) : kPoints;
    return points * channels / (kPatchResult * kPatchResult);
}

std::vector<PackedLayer> packedLayers(const FloatTensors &tensors, double alpha)
{
    const std::vector<StyleLayer> shapes = styleLayers(alpha);
    std::vector<PackedLayer> layers;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const StyleLayer &shape = shapes[i];
        const Source source{tensors.at(shape.name + ".weight").values, static_cast<std::size_t>(shape.inputs),
                            static_cast<std::size_t>(shape.kernel)};
        PackedLayer &layer = layers.emplace_back();
        layer.kernel = source.kernel;
        layer.inputs = i == 0 ? source.inputs : paddedChannels(source.inputs);
        layer.usedOutputs = static_cast<std::size_t>(shape.outputs);
        layer.outputs = paddedChannels(layer.usedOutputs);
        layer.isDoubled = shape.upsampling == 2;
        if (i + 1 == shapes.size()) {
            layer.kind = LayerKind::Last;
            layer.outputs = kLastOutputs;
            packLast(layer, source);
        } else if (shape.kernel == static_cast<std::int64_t>(kTaps) && shape.stride == 1) {
            layer.kind = LayerKind::Winograd;
            packWinograd(layer, source);
        } else {
            packDirect(layer, source);
        }
    }
    return layers;
}

} // namespace solferino::models::stylizing
