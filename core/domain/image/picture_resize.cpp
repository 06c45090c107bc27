// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace solferino {

namespace {

constexpr float kFull = 65535.0F;

/// What one pixel of a side is made of: `weights` from pixel `first` of the old side on. They add up to 1.
struct Taps
{
    std::size_t first = 0;
    std::vector<float> weights;
};

/// The share of each old pixel in what falls into the new one.
Taps areaTaps(int index, int from, int to)
{
    const double scale = static_cast<double>(from) / to;
    const double begin = index * scale;
    const double end = std::min<double>((index + 1) * scale, from);
    Taps taps{.first = static_cast<std::size_t>(begin), .weights = {}};
    for (auto i = static_cast<double>(taps.first); i < end; ++i) {
        const double share = std::min(i + 1, end) - std::max(i, begin);
        taps.weights.push_back(static_cast<float>(share / (end - begin)));
    }
    return taps;
}

/// Catmull and Rom's cubic, 0.5 in its tangents.
double cubic(double distance)
{
    const double x = std::abs(distance);
    if (x < 1)
        return (1.5 * x - 2.5) * x * x + 1;
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// Beyond the border lies the outermost pixel.
Taps cubicTaps(int index, int from, int to)
{
    const double centre = (index + 0.5) * from / to - 0.5;
    const int nearest = static_cast<int>(std::floor(centre));
    const int first = std::max(nearest - 1, 0);
    const int last = std::min(nearest + 2, from - 1);
    Taps taps{.first = static_cast<std::size_t>(first),
              .weights = std::vector<float>(static_cast<std::size_t>(last - first + 1))};
    for (int i = nearest - 1; i <= nearest + 2; ++i)
        taps.weights[static_cast<std::size_t>(std::clamp(i, first, last) - first)] +=
            static_cast<float>(cubic(i - centre));
    return taps;
}

std::vector<Taps> tapsOf(int from, int to)
{
    std::vector<Taps> taps;
    taps.reserve(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i)
        taps.push_back(to < from ? areaTaps(i, from, to) : cubicTaps(i, from, to));
    return taps;
}

/// Adds a row's colours, weighted with their alpha where there is one.
void addColours(const Picture &picture, std::size_t y, float weight, float *sums)
{
    const auto width = static_cast<std::size_t>(picture.width);
    const std::uint16_t *const rgb = picture.rgb.data() + y * width * 3;
    if (picture.alpha.empty()) {
        for (std::size_t i = 0; i < width * 3; ++i)
            sums[i] += weight * static_cast<float>(rgb[i]);
        return;
    }
    const std::uint16_t *const alpha = picture.alpha.data() + y * width;
    for (std::size_t x = 0; x < width; ++x) {
        const float share = weight / kFull * static_cast<float>(alpha[x]);
        for (std::size_t c = 0; c < 3; ++c)
            sums[x * 3 + c] += share * static_cast<float>(rgb[x * 3 + c]);
    }
}

void addAlpha(const Picture &picture, std::size_t y, float weight, float *sums)
{
    const auto width = static_cast<std::size_t>(picture.width);
    const std::uint16_t *const alpha = picture.alpha.data() + y * width;
    for (std::size_t x = 0; x < width; ++x)
        sums[x] += weight * static_cast<float>(alpha[x]);
}

template <std::size_t channels>
void gather(const std::vector<float> &row, const std::vector<Taps> &columns, float *out)
{
    for (const Taps &taps : columns) {
        std::array<float, channels> sums{};
        const float *from = row.data() + taps.first * channels;
        for (const float weight : taps.weights) {
            for (std::size_t c = 0; c < channels; ++c)
                sums[c] += weight * from[c];
            from += channels;
        }
        out = std::copy(sums.begin(), sums.end(), out);
    }
}

std::uint16_t rounded(float value)
{
    return static_cast<std::uint16_t>(std::clamp(value + 0.5F, 0.0F, kFull));
}

/// Rows first: they are summed as they lie in memory, and only their sums are gathered into columns.
class Resizer final
{
public:
    Resizer(const Picture &from, Picture &to)
        : m_from(from)
        , m_to(to)
        , m_columns(tapsOf(from.width, to.width))
        , m_fromWidth(static_cast<std::size_t>(from.width))
        , m_toWidth(static_cast<std::size_t>(to.width))
        , m_colours(m_toWidth * 3)
        , m_alpha(m_toWidth)
    {}

    void makeRow(std::size_t y, const Taps &rows)
    {
        m_sums.assign(m_fromWidth * 3, 0.0F);
        for (std::size_t i = 0; i < rows.weights.size(); ++i)
            addColours(m_from, rows.first + i, rows.weights[i], m_sums.data());
        gather<3>(m_sums, m_columns, m_colours.data());
        if (!m_to.alpha.empty())
            makeAlpha(y, rows);
        std::transform(m_colours.begin(), m_colours.end(), m_to.rgb.data() + y * m_toWidth * 3, rounded);
    }

private:
    void makeAlpha(std::size_t y, const Taps &rows)
    {
        m_sums.assign(m_fromWidth, 0.0F);
        for (std::size_t i = 0; i < rows.weights.size(); ++i)
            addAlpha(m_from, rows.first + i, rows.weights[i], m_sums.data());
        gather<1>(m_sums, m_columns, m_alpha.data());
        std::transform(m_alpha.begin(), m_alpha.end(), m_to.alpha.data() + y * m_toWidth, rounded);
        for (std::size_t x = 0; x < m_toWidth; ++x) {
            const float share = m_alpha[x] >= 0.5F ? kFull / m_alpha[x] : 0.0F;
            for (std::size_t c = 0; c < 3; ++c)
                m_colours[x * 3 + c] *= share;
        }
    }

    const Picture &m_from;
    Picture &m_to;
    std::vector<Taps> m_columns;
    std::size_t m_fromWidth;
    std::size_t m_toWidth;
    std::vector<float> m_sums;
    std::vector<float> m_colours;
    std::vector<float> m_alpha;
};

} // namespace

Picture resized(const Picture &picture, int width, int height)
{
    assert(width >= 1 && height >= 1 && picture.width >= 1 && picture.height >= 1);
    if (width == picture.width && height == picture.height)
        return picture;
    Picture result{.width = width,
                   .height = height,
                   .bits = picture.bits,
                   .rgb = {},
                   .alpha = {},
                   .profile = picture.profile};
    result.rgb.resize(result.pixels() * 3);
    if (!picture.alpha.empty())
        result.alpha.resize(result.pixels());
    Resizer resizer(picture, result);
    const std::vector<Taps> rows = tapsOf(picture.height, height);
    for (std::size_t y = 0; y < rows.size(); ++y)
        resizer.makeRow(y, rows[y]);
    return result;
}

} // namespace solferino
