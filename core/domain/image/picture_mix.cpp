// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/image/picture_mix.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace solferino {

namespace {

constexpr float kFull = 65535.0F;
/// Pixels that are worked on together: all of their values stay in the fastest cache.
constexpr std::size_t kBlock = 512;

using Channel = std::array<float, kBlock>;
using Block = std::array<Channel, 3>;

Block planes(const std::uint16_t *rgb, std::size_t count)
{
    Block block;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            block[c][i] = static_cast<float>(rgb[i * 3 + c]);
    return block;
}

float luminance(const Block &block, std::size_t i)
{
    return 0.299F * block[0][i] + 0.587F * block[1][i] + 0.114F * block[2][i];
}

/// The photo's colours at the luminance of `styled`. Where there is no such colour, it pales until there is.
void keepColours(const Block &photo, Block &styled)
{
    for (std::size_t i = 0; i < kBlock; ++i) {
        const float target = std::min(luminance(styled, i), kFull);
        const float own = luminance(photo, i);
        const std::array<float, 3> colour{photo[0][i] - own, photo[1][i] - own, photo[2][i] - own};
        const float above = std::max({colour[0], colour[1], colour[2], 1.0F});
        const float below = std::max({-colour[0], -colour[1], -colour[2], 1.0F});
        const float share = std::min({1.0F, (kFull - target) / above, target / below});
        for (std::size_t c = 0; c < 3; ++c)
            styled[c][i] = target + share * colour[c];
    }
}

/// value * scale + shift
struct ChannelMove
{
    float scale = 1.0F;
    float shift = 0.0F;
};
using ColourMove = std::array<ChannelMove, 3>;

void moveColours(const ColourMove &move, Block &styled)
{
    for (std::size_t c = 0; c < 3; ++c)
        for (float &value : styled[c])
            value = std::clamp(value * move[c].scale + move[c].shift, 0.0F, kFull);
}

struct Spread
{
    double mean = 0.0;
    double deviation = 0.0;
};

/// Of one channel, pixels counted by the alpha of the photo.
Spread spreadOf(const Picture &picture, const std::vector<std::uint16_t> &alpha, std::size_t channel)
{
    double weights = 0.0;
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < picture.pixels(); ++i) {
        const double value = picture.rgb[i * 3 + channel];
        const double weight = alpha.empty() ? 1.0 : alpha[i];
        weights += weight;
        sum += weight * value;
        squares += weight * value * value;
    }
    if (weights <= 0.0)
        return {};
    const double mean = sum / weights;
    return {mean, std::sqrt(std::max(squares / weights - mean * mean, 0.0))};
}

ColourMove moveBetween(const Picture &photo, const Picture &stylized)
{
    ColourMove move;
    for (std::size_t c = 0; c < 3; ++c) {
        const Spread to = spreadOf(photo, photo.alpha, c);
        const Spread from = spreadOf(stylized, photo.alpha, c);
        // A channel that is one value all over has nothing to spread.
        const double scale = from.deviation >= 1.0 ? to.deviation / from.deviation : 1.0;
        move[c] = {static_cast<float>(scale), static_cast<float>(to.mean - from.mean * scale)};
    }
    return move;
}

/// How much of the style each pixel of a row takes: the strength, times the mask stretched over the picture.
class StyleShares final
{
public:
    StyleShares(const PictureMix &mix, int width, int height)
        : m_mask(mix.mask)
        , m_strength(static_cast<float>(std::clamp(mix.strength, 0.0, 1.0)))
        , m_height(height)
        , m_row(static_cast<std::size_t>(width), m_strength)
    {
        if (m_mask.values.empty())
            return;
        assert(m_mask.values.size() ==
               static_cast<std::size_t>(m_mask.width) * static_cast<std::size_t>(m_mask.height));
        m_maskRow.resize(static_cast<std::size_t>(m_mask.width));
        for (int x = 0; x < width; ++x)
            m_columns.push_back(between(x, m_mask.width, width));
    }

    /// Valid until the next call.
    const std::vector<float> &row(int y)
    {
        if (m_mask.values.empty())
            return m_row;
        const Between rows = between(y, m_mask.height, m_height);
        const std::uint8_t *const upper = m_mask.values.data() + rows.first * m_maskRow.size();
        const std::uint8_t *const lower = m_mask.values.data() + rows.second * m_maskRow.size();
        for (std::size_t x = 0; x < m_maskRow.size(); ++x)
            m_maskRow[x] = mixedValue(upper[x], lower[x], rows.share) * (m_strength / 255.0F);
        for (std::size_t x = 0; x < m_row.size(); ++x)
            m_row[x] =
                mixedValue(m_maskRow[m_columns[x].first], m_maskRow[m_columns[x].second], m_columns[x].share);
        return m_row;
    }

private:
    struct Between
    {
        std::size_t first = 0;
        std::size_t second = 0;
        float share = 0.0F; ///< of the second
    };

    static float mixedValue(float first, float second, float share)
    {
        return first + (second - first) * share;
    }

    static Between between(int index, int from, int to)
    {
        const double place = std::clamp((index + 0.5) * from / to - 0.5, 0.0, from - 1.0);
        const auto first = static_cast<std::size_t>(place);
        const std::size_t second = std::min(first + 1, static_cast<std::size_t>(from) - 1);
        return {first, second, static_cast<float>(place - static_cast<double>(first))};
    }

    const StyleMask &m_mask;
    float m_strength;
    int m_height;
    std::vector<Between> m_columns;
    std::vector<float> m_maskRow;
    std::vector<float> m_row;
};

/// Whole values come back exactly for shares of 0 and 1.
void mixBlock(const Block &photo, const Block &styled, const float *shares, std::size_t count,
              std::uint16_t *out)
{
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t c = 0; c < 3; ++c) {
            const float value = photo[c][i] + (styled[c][i] - photo[c][i]) * shares[i];
            out[i * 3 + c] = static_cast<std::uint16_t>(std::clamp(value + 0.5F, 0.0F, kFull));
        }
}

} // namespace

Picture mixed(const Picture &photo, const Picture &stylized, const PictureMix &mix)
{
    assert(photo.width == stylized.width && photo.height == stylized.height);
    Picture result = photo;
    if (mix.strength <= 0.0)
        return result;
    const ColourMove move = mix.colours == StyleColours::Match ? moveBetween(photo, stylized) : ColourMove();
    StyleShares shares(mix, photo.width, photo.height);
    const auto width = static_cast<std::size_t>(photo.width);
    for (int y = 0; y < photo.height; ++y) {
        const std::vector<float> &row = shares.row(y);
        for (std::size_t x = 0; x < width; x += kBlock) {
            const std::size_t count = std::min(kBlock, width - x);
            const std::size_t at = (static_cast<std::size_t>(y) * width + x) * 3;
            const Block from = planes(photo.rgb.data() + at, count);
            Block to = planes(stylized.rgb.data() + at, count);
            if (mix.colours == StyleColours::Keep)
                keepColours(from, to);
            else if (mix.colours == StyleColours::Match)
                moveColours(move, to);
            mixBlock(from, to, row.data() + x, count, result.rgb.data() + at);
        }
    }
    return result;
}

} // namespace solferino
