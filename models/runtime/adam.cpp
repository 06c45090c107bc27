// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/adam.h"

#include <cmath>
#include <utility>

namespace solferino::models {

Adam::Adam(std::vector<torch::Tensor> parameters, Options options)
    : m_parameters(std::move(parameters))
    , m_options(options)
{
    for (const torch::Tensor &parameter : m_parameters) {
        m_means.push_back(torch::zeros_like(parameter).detach());
        m_squares.push_back(torch::zeros_like(parameter).detach());
    }
}

void Adam::step(double learningRate)
{
    const torch::NoGradGuard noGradient;
    std::vector<torch::Tensor> gradients;
    for (const torch::Tensor &parameter : m_parameters)
        gradients.push_back(parameter.grad().defined() ? parameter.grad() : torch::zeros_like(parameter));
    if (m_options.clipNorm > 0.0)
        clip(gradients);
    ++m_steps;
    const double correction1 = 1.0 - std::pow(m_options.beta1, static_cast<double>(m_steps));
    const double correction2 = 1.0 - std::pow(m_options.beta2, static_cast<double>(m_steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        torch::Tensor &parameter = m_parameters[i];
        m_means[i].lerp_(gradients[i], 1.0 - m_options.beta1);
        m_squares[i].mul_(m_options.beta2).addcmul_(gradients[i], gradients[i], 1.0 - m_options.beta2);
        if (m_options.weightDecay > 0.0 && parameter.dim() > 1)
            parameter.mul_(1.0 - learningRate * m_options.weightDecay);
        const torch::Tensor root = m_squares[i].sqrt().div_(std::sqrt(correction2)).add_(m_options.epsilon);
        parameter.addcdiv_(m_means[i], root, -learningRate / correction1);
        parameter.mutable_grad().reset();
    }
}

void Adam::clip(std::vector<torch::Tensor> &gradients) const
{
    if (m_options.clipping == Clipping::Value) {
        for (torch::Tensor &gradient : gradients)
            gradient.clamp_(-m_options.clipNorm, m_options.clipNorm);
        return;
    }
    std::vector<torch::Tensor> norms;
    for (const torch::Tensor &gradient : gradients)
        norms.push_back(gradient.norm());
    const torch::Tensor all = torch::stack(norms);
    const torch::Tensor measured = m_options.clipping == Clipping::Global ? all.norm().expand_as(all) : all;
    const torch::Tensor factors = (m_options.clipNorm / (measured + 1e-12)).clamp_max(1.0);
    for (std::size_t i = 0; i < gradients.size(); ++i)
        gradients[i].mul_(factors[static_cast<std::int64_t>(i)]);
}

} // namespace solferino::models
