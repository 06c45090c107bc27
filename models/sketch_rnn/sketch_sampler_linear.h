// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sampling/tiled_matrix.h"

#include <cstddef>
#include <string>

namespace solferino::models {

/// A linear layer without torch: the tensors NAME.weight [inputs, outputs] and NAME.bias.
class SketchLinear final
{
public:
    SketchLinear() = default;
    SketchLinear(const std::string &name, std::size_t inputs, std::size_t outputs,
                 const TensorReader &tensors);

    /// y = x matrix + bias, for rows of x that are `xStride` floats apart.
    void apply(const sampling::Floats &x, std::size_t xStride, std::size_t lanes, sampling::Floats &y) const;
    /// Floats of a row of y, of which the first `outputs` count.
    [[nodiscard]] std::size_t stride() const { return m_bias.size(); }
    [[nodiscard]] std::size_t weightBytes() const { return m_matrix.weights.size() * sizeof(float); }

private:
    sampling::TiledMatrix m_matrix;
    sampling::Floats m_bias;
};

} // namespace solferino::models
