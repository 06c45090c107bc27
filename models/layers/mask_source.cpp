// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/mask_source.h"

#include <ATen/Context.h>

namespace solferino::models {

MaskSource::MaskSource(const torch::Device &device)
    : m_device(device)
    , m_generator(at::globalContext().defaultGenerator(device).clone())
{}

torch::Tensor MaskSource::draw(at::IntArrayRef shape, double rate, std::uint64_t seed)
{
    m_generator.set_current_seed(seed);
    const double kept = 1.0 - rate;
    return torch::empty(shape, torch::TensorOptions(m_device)).bernoulli_(kept, m_generator).div_(kept);
}

} // namespace solferino::models
