// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_forward.h"

#include "models/image_stylization/feature_map.h"
#include "models/image_stylization/style_regions.h"
#include "models/image_stylization/style_sizes.h"
#include "models/image_stylization/style_winograd.h"
#include "models/image_stylization/style_work.h"

#include <algorithm>
#include <array>
#include <string>

namespace solferino::models::stylizing {

namespace {

// Tiles whose input fits the second-level cache, in pixels of the result.
constexpr int kFirstTileWidth = 48;
constexpr int kFirstTileHeight = 32;
constexpr int kStridedTileWidth = 24;
constexpr int kStridedTileHeight = 12;
constexpr int kLastTileWidth = 64;
constexpr int kLastTileHeight = 32;

/// One run of the net.
class Run final
{
public:
    Run(const std::vector<PackedLayer> &layers, const Picture &picture, const StyleRows &rows, bool isTiled,
        const StatisticsFilter &filter, double cost, Progress &progress)
        : m_layers(layers)
        , m_kernels(*supportedKernels().front())
        , m_picture(picture)
        , m_rows(rows)
        , m_filter(filter)
        , m_isTiled(isTiled)
        , m_releases(isTiled && picture.pixels() > kMostKeptPixels)
        , m_width(netSide(picture.width))
        , m_height(netSide(picture.height))
        , m_work(progress, cost)
        , m_scratch(static_cast<std::size_t>(m_work.threads()))
    {}

    [[nodiscard]] Picture stylized();

private:
    [[nodiscard]] FeatureMap contract();
    void transformBlocks(FeatureMap &map);
    [[nodiscard]] FeatureMap expandFirst(FeatureMap map);
    [[nodiscard]] FeatureMap expandLast(FeatureMap half);
    [[nodiscard]] Picture finish(FeatureMap sums);

    [[nodiscard]] FeatureMap firstLayer(const FirstLayer &first);
    [[nodiscard]] FeatureMap strided(std::size_t layer, int width, int height, const Fill &fill,
                                     FeatureMap *releasable);
    /// Results go to `output`, or nowhere if it is empty.
    void winograd(std::size_t layer, const WinogradLayer &convolution, const FeatureMap &output,
                  FeatureMap *releasable);
    [[nodiscard]] FeatureMap last(const Fill &fill, FeatureMap *releasable);
    void eachRows(const FeatureMap &map, const std::function<void(int first, int last)> &run,
                  FeatureMap *releasable);

    /// Pages that were written before are much quicker than new ones.
    [[nodiscard]] FeatureMap newMap(int width, int height, std::size_t channels);
    void recycle(FeatureMap map);

    [[nodiscard]] Fill normalisedFrom(const FeatureMap &map, std::size_t layer) const;
    void normaliseTile(const Region &region, float *values, std::size_t rowStride, std::size_t layer) const;
    void beginLayer(std::size_t layer);
    void endLayer(std::size_t layer, const LayerMoments &moments);
    [[nodiscard]] double costOf(std::size_t layer) const;
    [[nodiscard]] Scratch &scratch(int thread) { return m_scratch[static_cast<std::size_t>(thread)]; }

    const std::vector<PackedLayer> &m_layers;
    const StyleKernels &m_kernels;
    const Picture &m_picture;
    const StyleRows &m_rows;
    const StatisticsFilter &m_filter;
    bool m_isTiled;
    bool m_releases; ///< memory goes back to the system while maps are read
    int m_width;
    int m_height;
    StyleWork m_work;
    std::vector<Scratch> m_scratch;
    std::vector<FeatureMap> m_spare;
    std::array<LayerNorm, kStyleLayers> m_norms;
};

void Run::beginLayer(std::size_t layer)
{
    m_work.setText("layer " + std::to_string(layer + 1) + " of " + std::to_string(m_layers.size()));
}

void Run::endLayer(std::size_t layer, const LayerMoments &moments)
{
    LayerStatistics statistics = moments.merged(m_layers[layer].usedOutputs);
    if (m_filter)
        m_filter(layer, statistics);
    m_norms.at(layer) = LayerNorm(statistics, m_rows.gamma.at(layer), m_rows.beta.at(layer));
}

FeatureMap Run::newMap(int width, int height, std::size_t channels)
{
    const std::size_t bytes = FeatureMap::bytesOf(width, height, channels);
    auto found = m_spare.end();
    for (auto map = m_spare.begin(); map != m_spare.end(); ++map) {
        const bool isEnough = map->capacity() >= bytes && map->capacity() / 2 <= bytes;
        if (isEnough && (found == m_spare.end() || map->capacity() < found->capacity()))
            found = map;
    }
    if (found == m_spare.end())
        return {width, height, channels};
    FeatureMap used = std::move(*found);
    m_spare.erase(found);
    return {width, height, channels, std::move(used)};
}

void Run::recycle(FeatureMap map)
{
    if (!m_releases)
        m_spare.push_back(std::move(map));
}

double Run::costOf(std::size_t layer) const
{
    const int reduction = reductionOf(layer);
    return m_layers[layer].costOfPixel() * static_cast<double>(m_width / reduction) *
           static_cast<double>(m_height / reduction);
}

void Run::normaliseTile(const Region &region, float *values, std::size_t rowStride, std::size_t layer) const
{
    for (int y = 0; y < region.rows(); ++y) {
        float *row = values + static_cast<std::size_t>(y) * rowStride;
        m_kernels.normalise(row, static_cast<std::size_t>(region.columns()), m_layers[layer].outputs,
                            m_norms.at(layer).withRelu(), row);
    }
}

/// What layer `layer` has left in `map`, as the next reads it.
Fill Run::normalisedFrom(const FeatureMap &map, std::size_t layer) const
{
    return [this, &map, layer](const Region &region, float *to, std::size_t rowStride, Scratch &) {
        for (int y = region.top; y < region.bottom; ++y)
            m_kernels.normalise(map.at(y, region.left), static_cast<std::size_t>(region.columns()),
                                map.channels(), m_norms.at(layer).withRelu(),
                                to + static_cast<std::size_t>(y - region.top) * rowStride);
    };
}

FeatureMap Run::firstLayer(const FirstLayer &first)
{
    const std::size_t channels = m_layers[kFirst].outputs;
    const TileGrid grid(m_width, m_height, kFirstTileWidth, kFirstTileHeight);
    LayerMoments moments(grid.count(), channels);
    FeatureMap map = m_isTiled ? FeatureMap() : newMap(m_width, m_height, channels);
    beginLayer(kFirst);
    m_work.forEach(grid.count(), costOf(kFirst), [&](std::size_t task, int thread) {
        const Region region = grid.region(task);
        const std::size_t rowStride =
            m_isTiled ? static_cast<std::size_t>(region.columns()) * channels : map.rowStride();
        float *to = m_isTiled ? scratch(thread).get(Scratch::Output, region.pixels() * channels)
                              : map.at(region.top, region.left);
        first.compute(region, to, rowStride, scratch(thread));
        for (int y = 0; y < region.rows(); ++y)
            m_kernels.addMoments(to + static_cast<std::size_t>(y) * rowStride,
                                 static_cast<std::size_t>(region.columns()), channels, moments.of(task),
                                 y == 0);
        moments.setPixels(task, region.pixels());
    });
    endLayer(kFirst, moments);
    return map;
}

FeatureMap Run::strided(std::size_t layer, int width, int height, const Fill &fill, FeatureMap *releasable)
{
    const PackedLayer &packed = m_layers[layer];
    FeatureMap map = newMap(width / 2, height / 2, packed.outputs);
    const TileGrid grid(map.width(), map.height(), kStridedTileWidth, kStridedTileHeight);
    LayerMoments moments(grid.count(), packed.outputs);
    beginLayer(layer);
    const auto run = [&](std::size_t task, int thread) {
        const Region region = grid.region(task);
        const Region input{2 * region.top - 1, 2 * region.left - 1, 2 * region.bottom, 2 * region.right};
        const std::size_t rowStride = static_cast<std::size_t>(input.columns()) * packed.inputs;
        float *tile = scratch(thread).get(Scratch::Tile, input.pixels() * packed.inputs);
        fillMirrored(input, width, height, packed.inputs, fill, tile, scratch(thread));
        for (int y = region.top; y < region.bottom; ++y) {
            multiplyRow(m_kernels, packed,
                        {.input = tile + 2 * static_cast<std::size_t>(y - region.top) * rowStride,
                         .rowStride = rowStride,
                         .pixelStride = 2 * packed.inputs,
                         .rows = packed.kernel,
                         .rowLength = packed.kernel * packed.inputs,
                         .pixels = static_cast<std::size_t>(region.columns()),
                         .output = map.at(y, region.left),
                         .outputStride = packed.outputs});
            m_kernels.addMoments(map.at(y, region.left), static_cast<std::size_t>(region.columns()),
                                 packed.outputs, moments.of(task), y == region.top);
        }
        moments.setPixels(task, region.pixels());
    };
    m_work.forEach(grid.count(), costOf(layer), run, [&](std::size_t done) {
        if (releasable != nullptr)
            releasable->releaseRows(2 * grid.rowsBefore(done) - 1);
    });
    endLayer(layer, moments);
    return map;
}

FeatureMap Run::contract()
{
    const FirstLayer first(m_layers[kFirst], m_kernels, m_picture, m_width, m_height);
    FeatureMap full = firstLayer(first);
    const Fill again = [&](const Region &region, float *to, std::size_t rowStride, Scratch &scratch) {
        first.compute(region, to, rowStride, scratch);
        normaliseTile(region, to, rowStride, kFirst);
    };
    FeatureMap half =
        strided(1, m_width, m_height, m_isTiled ? again : normalisedFrom(full, kFirst), nullptr);
    if (!m_isTiled)
        recycle(std::move(full));
    FeatureMap quarter =
        strided(2, half.width(), half.height(), normalisedFrom(half, 1), m_releases ? &half : nullptr);
    recycle(std::move(half));
    return quarter;
}

void Run::winograd(std::size_t layer, const WinogradLayer &convolution, const FeatureMap &output,
                   FeatureMap *releasable)
{
    const Region all{0, 0, convolution.height(), convolution.width()};
    const std::size_t patches = WinogradLayer::patchesOf(all);
    const std::size_t tasks = (patches + WinogradLayer::kPatches - 1) / WinogradLayer::kPatches;
    const auto across = static_cast<std::size_t>(convolution.width() + 3) / kPatchResult;
    LayerMoments moments(tasks, convolution.channels());
    beginLayer(layer);
    const auto run = [&](std::size_t task, int thread) {
        WinogradLayer::Target target{output.at(0, 0), output.rowStride(), output.channels()};
        if (output.channels() == 0)
            target = {scratch(thread).get(Scratch::Output, convolution.channels()), 0, 0};
        const std::size_t begin = task * WinogradLayer::kPatches;
        const std::size_t count = std::min(WinogradLayer::kPatches, patches - begin);
        const std::size_t pixels =
            convolution.compute(all, begin, count, target, moments.of(task), scratch(thread));
        moments.setPixels(task, pixels);
    };
    m_work.forEach(tasks, costOf(layer), run, [&](std::size_t done) {
        const auto rows = static_cast<int>(done * WinogradLayer::kPatches / across * kPatchResult);
        if (releasable != nullptr)
            releasable->releaseRows(convolution.inputRowsBefore(rows));
    });
    endLayer(layer, moments);
}

void Run::eachRows(const FeatureMap &map, const std::function<void(int, int)> &run, FeatureMap *releasable)
{
    constexpr std::size_t kFloats = 64 * 1024;
    const auto step = static_cast<int>(std::max<std::size_t>(kFloats / map.rowStride(), 1));
    const auto tasks = static_cast<std::size_t>((map.height() + step - 1) / step);
    m_work.forEach(
        tasks, 0.0,
        [&](std::size_t task, int) {
            const int first = static_cast<int>(task) * step;
            run(first, std::min(first + step, map.height()));
        },
        [&](std::size_t done) {
            if (releasable != nullptr)
                releasable->releaseRows(static_cast<int>(done) * step);
        });
}

/// The residual blocks. `map` holds the sums of the layer before and gets the result.
void Run::transformBlocks(FeatureMap &map)
{
    const auto pixels = [&](int first, int last) {
        return static_cast<std::size_t>(last - first) * static_cast<std::size_t>(map.width());
    };
    const auto normalise = [&](int first, int last) {
        m_kernels.normalise(map.at(first, 0), pixels(first, last), map.channels(),
                            m_norms.at(kResidual - 1).withRelu(), map.at(first, 0));
    };
    eachRows(map, normalise, nullptr);
    const LayerNorm identity = LayerNorm::identity(map.channels());
    for (std::size_t layer = kResidual; layer < kExpand; layer += 2) {
        FeatureMap inner = newMap(map.width(), map.height(), map.channels());
        winograd(layer, WinogradLayer(m_layers[layer], m_kernels, map, identity.withoutRelu()), inner,
                 nullptr);
        FeatureMap added = newMap(map.width(), map.height(), map.channels());
        winograd(layer + 1,
                 WinogradLayer(m_layers[layer + 1], m_kernels, inner, m_norms.at(layer).withRelu()), added,
                 m_isTiled ? &inner : nullptr);
        inner = FeatureMap();
        const auto add = [&](int first, int last) {
            m_kernels.addNormalised(added.at(first, 0), pixels(first, last), map.channels(),
                                    m_norms.at(layer + 1).withoutRelu(), map.at(first, 0));
        };
        eachRows(map, add, m_releases ? &added : nullptr);
        recycle(std::move(added));
    }
}

FeatureMap Run::expandFirst(FeatureMap map)
{
    const LayerNorm identity = LayerNorm::identity(map.channels());
    const WinogradLayer convolution(m_layers[kExpand], m_kernels, map, identity.withoutRelu());
    FeatureMap half = newMap(convolution.width(), convolution.height(), convolution.channels());
    winograd(kExpand, convolution, half, m_releases ? &map : nullptr);
    recycle(std::move(map));
    return half;
}

FeatureMap Run::last(const Fill &fill, FeatureMap *releasable)
{
    constexpr int kBorder = kLastKernel / 2;
    const PackedLayer &packed = m_layers[kLast];
    FeatureMap sums = newMap(m_width, m_height, kLastOutputs);
    const TileGrid grid(m_width, m_height, kLastTileWidth, kLastTileHeight);
    LayerMoments moments(grid.count(), kLanes);
    beginLayer(kLast);
    const auto run = [&](std::size_t task, int thread) {
        const Region region = grid.region(task);
        const Region input{region.top - kBorder, region.left - kBorder, region.bottom + kBorder,
                           region.right + kBorder};
        const std::size_t rowStride = static_cast<std::size_t>(input.columns()) * packed.inputs;
        float *tile = scratch(thread).get(Scratch::Tile, input.pixels() * packed.inputs);
        fillMirrored(input, m_width, m_height, packed.inputs, fill, tile, scratch(thread));
        for (int y = region.top; y < region.bottom; ++y) {
            m_kernels.lastRow({.input = tile + static_cast<std::size_t>(y - region.top) * rowStride,
                               .rowStride = rowStride,
                               .channels = packed.inputs,
                               .weights = packed.weights.data(),
                               .pixels = static_cast<std::size_t>(region.columns()),
                               .output = sums.at(y, region.left)});
            addUnpaddedMoments(sums.at(y, region.left), static_cast<std::size_t>(region.columns()),
                               kLastOutputs, moments.of(task), y == region.top);
        }
        moments.setPixels(task, region.pixels());
    };
    m_work.forEach(grid.count(), costOf(kLast), run, [&](std::size_t done) {
        if (releasable != nullptr)
            releasable->releaseRows((grid.rowsBefore(done) - kBorder) / 2 - 1);
    });
    endLayer(kLast, moments);
    return sums;
}

FeatureMap Run::expandLast(FeatureMap half)
{
    const WinogradLayer convolution(m_layers[kExpand + 1], m_kernels, half, m_norms.at(kExpand).withRelu());
    if (m_isTiled) {
        winograd(kExpand + 1, convolution, FeatureMap(), nullptr);
        const Fill again = [&](const Region &region, float *to, std::size_t rowStride, Scratch &scratch) {
            convolution.compute(region, {to, rowStride, convolution.channels()}, scratch);
            normaliseTile(region, to, rowStride, kExpand + 1);
        };
        return last(again, m_releases ? &half : nullptr);
    }
    FeatureMap full = newMap(convolution.width(), convolution.height(), convolution.channels());
    winograd(kExpand + 1, convolution, full, nullptr);
    recycle(std::move(half));
    return last(normalisedFrom(full, kExpand + 1), nullptr);
}

Picture Run::finish(FeatureMap sums)
{
    Picture result;
    result.width = m_picture.width;
    result.height = m_picture.height;
    result.bits = 16;
    result.rgb.resize(m_picture.pixels() * kLastOutputs);
    const LayerNorm norm = m_norms.at(kLast).repeated(kLastOutputs, kLanes);
    const auto rowLength = static_cast<std::size_t>(result.width) * kLastOutputs;
    const auto run = [&](int first, int last) {
        for (int y = first; y < std::min(last, result.height); ++y)
            m_kernels.finish(sums.at(y, 0), static_cast<std::size_t>(result.width), norm.withoutRelu(),
                             result.rgb.data() + static_cast<std::size_t>(y) * rowLength);
    };
    eachRows(sums, run, m_releases ? &sums : nullptr);
    return result;
}

Picture Run::stylized()
{
    FeatureMap map = contract();
    transformBlocks(map);
    return finish(expandLast(expandFirst(std::move(map))));
}

} // namespace

Picture StyleForward::run(const Picture &picture, const StyleRows &rows, bool isTiled,
                          const StatisticsFilter &filter, Progress &progress) const
{
    return Run(m_layers, picture, rows, isTiled, filter, cost(picture.width, picture.height), progress)
        .stylized();
}

} // namespace solferino::models::stylizing
