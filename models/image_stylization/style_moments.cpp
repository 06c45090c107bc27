// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_stylization/style_moments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace solferino::models::stylizing {

namespace {

constexpr double kEpsilon = 1e-5;

} // namespace

LayerMoments::LayerMoments(std::size_t parts, std::size_t channels)
    : m_channels(channels)
    , m_values(parts * 3 * channels, 0.0F)
    , m_pixels(parts, 0)
{}

Moments LayerMoments::of(std::size_t part)
{
    float *values = m_values.data() + part * 3 * m_channels;
    return {values, values + m_channels, values + 2 * m_channels};
}

LayerStatistics LayerMoments::merged(std::size_t channels) const
{
    LayerStatistics result{std::vector<float>(channels), std::vector<float>(channels)};
    for (std::size_t channel = 0; channel < channels; ++channel) {
        double count = 0.0;
        double mean = 0.0;
        double squares = 0.0; // of the distances from the mean
        for (std::size_t part = 0; part < m_pixels.size(); ++part) {
            if (m_pixels[part] == 0)
                continue;
            const float *values = m_values.data() + part * 3 * m_channels + channel;
            const auto pixels = static_cast<double>(m_pixels[part]);
            const double offset = static_cast<double>(values[m_channels]) / pixels;
            const double partMean = static_cast<double>(values[0]) + offset;
            const double partSquares = static_cast<double>(values[2 * m_channels]) - offset * offset * pixels;
            const double total = count + pixels;
            const double distance = partMean - mean;
            mean += distance * pixels / total;
            squares += std::max(partSquares, 0.0) + distance * distance * count * pixels / total;
            count = total;
        }
        result.mean[channel] = static_cast<float>(mean);
        result.variance[channel] = static_cast<float>(squares / std::max(count, 1.0));
    }
    return result;
}

void addUnpaddedMoments(const float *from, std::size_t pixels, std::size_t channels, const Moments &moments,
                        bool isFirst)
{
    for (std::size_t channel = 0; channel < channels; ++channel) {
        if (isFirst) {
            moments.reference[channel] = from[channel];
            moments.sums[channel] = 0.0F;
            moments.squares[channel] = 0.0F;
        }
        for (std::size_t i = 0; i < pixels; ++i) {
            const float difference = from[i * channels + channel] - moments.reference[channel];
            moments.sums[channel] += difference;
            moments.squares[channel] += difference * difference;
        }
    }
}

LayerNorm::LayerNorm(const LayerStatistics &statistics, const std::vector<float> &gamma,
                     const std::vector<float> &beta)
    : m_scale(paddedChannels(gamma.size()), 0.0F)
    , m_shift(paddedChannels(gamma.size()), 0.0F)
{
    for (std::size_t c = 0; c < gamma.size(); ++c) {
        const double scale =
            static_cast<double>(gamma[c]) / std::sqrt(static_cast<double>(statistics.variance[c]) + kEpsilon);
        m_scale[c] = static_cast<float>(scale);
        m_shift[c] = static_cast<float>(static_cast<double>(beta[c]) -
                                        static_cast<double>(statistics.mean[c]) * scale);
    }
}

Norm LayerNorm::withoutRelu() const
{
    return {m_scale.data(), m_shift.data(), -std::numeric_limits<float>::infinity()};
}

LayerNorm LayerNorm::repeated(std::size_t channels, std::size_t times) const
{
    LayerNorm result;
    for (std::size_t i = 0; i < channels * times; ++i) {
        result.m_scale.push_back(m_scale[i % channels]);
        result.m_shift.push_back(m_shift[i % channels]);
    }
    return result;
}

LayerNorm LayerNorm::identity(std::size_t channels)
{
    LayerNorm result;
    result.m_scale.assign(channels, 1.0F);
    result.m_shift.assign(channels, 0.0F);
    return result;
}

} // namespace solferino::models::stylizing
