// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace solferino::models {

/// Dropout masks drawn on a device. They depend on the seed and the kind of device alone.
class MaskSource final
{
public:
    explicit MaskSource(const torch::Device &device);

    /// 1 / (1 - rate) for what stays, else 0.
    [[nodiscard]] torch::Tensor draw(at::IntArrayRef shape, double rate, std::uint64_t seed);

private:
    torch::Device m_device;
    at::Generator m_generator; ///< of its own: a capture that fails spoils the device's
};

} // namespace solferino::models
