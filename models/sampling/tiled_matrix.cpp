// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sampling/tiled_matrix.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace solferino::models::sampling {

std::size_t roundUp(std::size_t count, std::size_t multiple)
{
    return (count + multiple - 1) / multiple * multiple;
}

void TiledMatrix::multiply(std::size_t lanes, Lanes x, Lanes out) const
{
    const Kernels &run = kernels();
    if (!isRounded)
        return run.multiply(view(), lanes, x, out);
    thread_local Floats words;
    words.resize(std::max(words.size(), lanes * inputs));
    for (std::size_t lane = 0; lane < lanes; ++lane)
        run.round(2 * inputs, x.of(lane), words.data() + lane * inputs);
    run.multiplyRounded(view(), lanes, {words.data(), inputs}, out);
}

void TiledMatrix::round()
{
    assert(!isRounded && inputs % kTile == 0);
    Floats words(weights.size() / 2);
    Floats pairs(2 * kTile);
    for (std::size_t i = 0; i < words.size(); i += kTile) {
        for (std::size_t output = 0; output < kTile; ++output) {
            pairs[2 * output] = weights[2 * i + output];
            pairs[2 * output + 1] = weights[2 * i + kTile + output];
        }
        kernels().round(pairs.size(), pairs.data(), words.data() + i);
    }
    weights = std::move(words);
    inputs /= 2;
    isRounded = true;
}

TiledMatrix tile(const MatrixSource &source)
{
    const Blocks &blocks = source.blocks;
    TiledMatrix matrix;
    matrix.inputs = source.paddedInputs;
    matrix.outputs = blocks.outputs();
    matrix.weights.assign(matrix.inputs * matrix.outputs, 0.0F);
    for (std::size_t block = 0; block < blocks.order.size(); ++block) {
        for (std::size_t i = 0; i < blocks.size; ++i) {
            const std::size_t output = block * blocks.padded + i;
            const float *from = source.tensor.data() +
                                (blocks.order[block] * blocks.size + i) * source.outputStride +
                                source.firstInput * source.inputStride;
            float *to = matrix.weights.data() + output / kTile * matrix.inputs * kTile + output % kTile;
            for (std::size_t input = 0; input < source.inputs; ++input)
                to[input * kTile] = from[input * source.inputStride];
        }
    }
    return matrix;
}

Floats pad(std::span<const float> values, const Blocks &blocks)
{
    Floats padded(blocks.outputs(), 0.0F);
    for (std::size_t block = 0; block < blocks.order.size(); ++block)
        std::copy_n(values.data() + blocks.order[block] * blocks.size, blocks.size,
                    padded.data() + block * blocks.padded);
    return padded;
}

Lanes lanesOf(Floats &values, std::size_t stride)
{
    return {values.data(), stride};
}

void startSums(Floats &sums, const Floats &bias, std::size_t lanes)
{
    sums.resize(lanes * bias.size());
    for (std::size_t lane = 0; lane < lanes; ++lane)
        std::copy(bias.begin(), bias.end(), sums.begin() + static_cast<std::ptrdiff_t>(lane * bias.size()));
}

Floats selectLanes(const Floats &rows, std::size_t lanes, std::span<const std::size_t> sources)
{
    const std::size_t size = lanes == 0 ? 0 : rows.size() / lanes;
    Floats selected;
    selected.reserve(sources.size() * size);
    for (const std::size_t source : sources) {
        assert(source < lanes);
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(source * size);
        selected.insert(selected.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
    }
    return selected;
}

std::vector<std::int64_t> shapeOf(std::initializer_list<std::size_t> sizes)
{
    std::vector<std::int64_t> shape;
    for (const std::size_t size : sizes)
        shape.push_back(static_cast<std::int64_t>(size));
    return shape;
}

} // namespace solferino::models::sampling
