// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

enum class Clipping {
    PerTensor, ///< the norm of each gradient
    Global,    ///< the norm of all together
    Value      ///< each number by itself
};

/// Adam with decoupled weight decay (of matrices, not of biases) and clipped gradients.
class Adam final
{
public:
    struct Options
    {
        double beta1 = 0.9;
        double beta2 = 0.999;
        double epsilon = 1e-8;
        double weightDecay = 0.0;
        Clipping clipping = Clipping::PerTensor;
        double clipNorm = 0.0; ///< or largest value, 0: not clipped
    };

    Adam(std::vector<torch::Tensor> parameters, Options options);

    /// Updates the parameters from their gradients, which it takes away.
    void step(double learningRate);

    [[nodiscard]] std::int64_t stepCount() const { return m_steps; }
    /// Moments in the order of the parameters, for checkpoints.
    [[nodiscard]] const std::vector<torch::Tensor> &means() const { return m_means; }
    [[nodiscard]] const std::vector<torch::Tensor> &squares() const { return m_squares; }
    void setStepCount(std::int64_t steps) { m_steps = steps; }

private:
    void clip(std::vector<torch::Tensor> &gradients) const;

    std::vector<torch::Tensor> m_parameters, m_means, m_squares;
    Options m_options;
    std::int64_t m_steps = 0;
};

} // namespace solferino::models
