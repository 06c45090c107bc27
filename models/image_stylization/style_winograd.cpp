// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_winograd.h"

#include <algorithm>

namespace solferino::models::stylizing {

namespace {

constexpr int kStep = static_cast<int>(kPatchResult);
/// Between points, so that they do not fall into the same few lines of the cache.
constexpr std::size_t kGap = kLanes;

int patchesAlong(int pixels)
{
    return (pixels + kStep - 1) / kStep;
}

/// Rows of the input that the patches read, `step` from patch to patch. Rows that only results outside the
/// picture need are any.
std::vector<int> inputRows(int size, bool isDoubled)
{
    std::vector<int> rows;
    const int results = isDoubled ? 2 * size : size;
    const int count = patchesAlong(results) * (isDoubled ? kStep / 2 : kStep) + 2;
    for (int i = 0; i < count; ++i)
        rows.push_back(isDoubled ? std::clamp(i - 1, 0, size - 1) : reflected(i - 1, size));
    return rows;
}

} // namespace

WinogradLayer::WinogradLayer(const PackedLayer &layer, const StyleKernels &kernels, const FeatureMap &input,
                             const Norm &norm)
    : m_layer(layer)
    , m_kernels(kernels)
    , m_input(input)
    , m_norm(norm)
    , m_width(input.width() * (layer.isDoubled ? 2 : 1))
    , m_height(input.height() * (layer.isDoubled ? 2 : 1))
    , m_step(layer.isDoubled ? kPatchResult / 2 : kPatchResult)
    , m_pointStride(kPatches * layer.inputs + kGap)
    , m_rows(inputRows(input.height(), layer.isDoubled))
    , m_columns(inputRows(input.width(), layer.isDoubled))
{}

std::size_t WinogradLayer::patchesOf(const Region &region)
{
    return static_cast<std::size_t>(patchesAlong(region.rows())) *
           static_cast<std::size_t>(patchesAlong(region.columns()));
}

int WinogradLayer::inputRowsBefore(int rows) const
{
    return std::max((m_layer.isDoubled ? rows / 2 : rows) - 1, 0);
}

void WinogradLayer::transform(int row, int column, float *points) const
{
    Patch patch{.channels = m_layer.inputs, .norm = m_norm, .points = points, .pointStride = m_pointStride};
    const std::size_t pixels = m_step + 2;
    for (std::size_t i = 0; i < pixels; ++i) {
        patch.rows[i] = m_input.at(m_rows[static_cast<std::size_t>(row) * m_step + i], 0);
        patch.columns[i] =
            static_cast<std::size_t>(m_columns[static_cast<std::size_t>(column) * m_step + i]) *
            m_input.channels();
    }
    (m_layer.isDoubled ? m_kernels.doubledToPoints : m_kernels.toPoints)(patch);
}

void WinogradLayer::multiply(std::size_t block, std::size_t count, const float *points, float *products) const
{
    const std::size_t width = std::min(kOutputBlock, m_layer.outputs - block);
    for (std::size_t point = 0; point < kPoints; ++point) {
        if (m_layer.isDoubled && (point / kPatch == kDoubledZero || point % kPatch == kDoubledZero))
            continue;
        m_kernels.multiply(
            {.input = points + point * m_pointStride,
             .pixelStride = m_layer.inputs,
             .rowLength = m_layer.inputs,
             .weights = m_layer.weights.data() + (point * m_layer.outputs + block) * m_layer.inputs,
             .width = width,
             .pixels = count,
             .output = products + point * (kPatches * kOutputBlock + kGap),
             .outputStride = width});
    }
}

std::size_t WinogradLayer::compute(const Region &region, std::size_t first, std::size_t count,
                                   const Target &target, const Moments &moments, Scratch &scratch) const
{
    float *points = scratch.get(Scratch::Points, kPoints * m_pointStride);
    float *products = scratch.get(Scratch::Products, kPoints * (kPatches * kOutputBlock + kGap));
    const auto across = static_cast<std::size_t>(patchesAlong(region.columns()));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t patch = first + i;
        transform(region.top / kStep + static_cast<int>(patch / across),
                  region.left / kStep + static_cast<int>(patch % across), points + i * m_layer.inputs);
    }
    std::size_t pixels = 0;
    for (std::size_t block = 0; block < m_layer.outputs; block += kOutputBlock) {
        multiply(block, count, points, products);
        const std::size_t width = std::min(kOutputBlock, m_layer.outputs - block);
        pixels = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = (first + i) / across * kPatchResult;
            const std::size_t column = (first + i) % across * kPatchResult;
            PatchResult result{
                .points = products + i * width,
                .pointStride = kPatches * kOutputBlock + kGap,
                .width = width,
                .output = target.output + row * target.rowStride + column * target.pixelStride + block,
                .rowStride = target.rowStride,
                .pixelStride = target.pixelStride,
                .rows = std::min(kPatchResult, static_cast<std::size_t>(region.rows()) - row),
                .columns = std::min(kPatchResult, static_cast<std::size_t>(region.columns()) - column),
                .moments = {moments.reference + block, moments.sums + block, moments.squares + block},
                .isFirst = i == 0};
            (m_layer.isDoubled ? m_kernels.doubledFromPoints : m_kernels.fromPoints)(result);
            pixels += result.rows * result.columns;
        }
    }
    return pixels;
}

void WinogradLayer::compute(const Region &region, const Target &target, Scratch &scratch) const
{
    float *unused = scratch.get(Scratch::Unused, 3 * m_layer.outputs);
    const Moments moments{unused, unused + m_layer.outputs, unused + 2 * m_layer.outputs};
    const std::size_t patches = patchesOf(region);
    for (std::size_t first = 0; first < patches; first += kPatches)
        compute(region, first, std::min(kPatches, patches - first), target, moments, scratch);
}

} // namespace solferino::models::stylizing
