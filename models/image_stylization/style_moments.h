// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_stylization/style_kernels.h"
#include "models/image_stylization/style_packing.h"

#include <cstddef>
#include <vector>

namespace solferino::models::stylizing {

/// Mean and biased variance of each channel of a layer over the whole picture.
struct LayerStatistics
{
    std::vector<float> mean;
    std::vector<float> variance;
};

/// Moments of the parts of a layer, merged in the order of the parts, whichever thread computed them: the
/// same statistics on every run.
class LayerMoments final
{
public:
    /// `channels` is a multiple of kLanes.
    LayerMoments(std::size_t parts, std::size_t channels);

    [[nodiscard]] Moments of(std::size_t part);
    /// How many pixels the part has. Without pixels it does not count.
    void setPixels(std::size_t part, std::size_t pixels) { m_pixels[part] = pixels; }
    /// Of the first `channels`.
    [[nodiscard]] LayerStatistics merged(std::size_t channels) const;

private:
    std::size_t m_channels;
    Floats m_values; ///< [parts][3][channels]
    std::vector<std::size_t> m_pixels;
};

/// As StyleKernels::addMoments(), of channels without padding.
void addUnpaddedMoments(const float *from, std::size_t pixels, std::size_t channels, const Moments &moments,
                        bool isFirst);

/// Conditional instance norm as scale and shift of each channel; those of padding are 0.
class LayerNorm final
{
public:
    LayerNorm() = default;
    LayerNorm(const LayerStatistics &statistics, const std::vector<float> &gamma,
              const std::vector<float> &beta);

    /// Clipped at 0.
    [[nodiscard]] Norm withRelu() const { return {m_scale.data(), m_shift.data(), 0.0F}; }
    [[nodiscard]] Norm withoutRelu() const;
    /// The channels over and over, for pixels without padding.
    [[nodiscard]] LayerNorm repeated(std::size_t channels, std::size_t times) const;
    /// Changes nothing.
    [[nodiscard]] static LayerNorm identity(std::size_t channels);

private:
    Floats m_scale;
    Floats m_shift;
};

} // namespace solferino::models::stylizing
