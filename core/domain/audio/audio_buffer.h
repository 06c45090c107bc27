// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace solferino {

/// Interleaved samples in -1..1.
struct AudioBuffer
{
    int sampleRate = 44100; ///< Hz
    int channels = 2;
    std::vector<float> samples; ///< frames * channels

    [[nodiscard]] std::size_t frames() const { return channels > 0 ? samples.size() / channels : 0; }
};

} // namespace solferino
