// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_sampler_cell.h"
#include "models/sketch_rnn/sketch_sampler_linear.h"

#include <span>

namespace solferino::models {

/// Where a drawing lies in the latent space.
struct SketchPosterior
{
    LatentVector mean;
    LatentVector presig; ///< log variance
};

/// The bidirectional encoder of a Sketch RNN without torch. Immutable and thread-safe.
class SketchEncoder final
{
public:
    SketchEncoder(const SketchConfig &config, const TensorReader &tensors);

    /// Of the rows of a drawing, without start and end.
    [[nodiscard]] SketchPosterior encode(std::span<const SketchStep> rows) const;

private:
    std::size_t m_latentSize = 0;
    SketchSamplerCell m_forward;
    SketchSamplerCell m_backward;
    SketchLinear m_mean;
    SketchLinear m_presig;
};

} // namespace solferino::models
