// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/module_tensors.h"

namespace solferino::models {

FloatTensor floatsOf(const torch::Tensor &tensor)
{
    const torch::Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    const float *values = plain.data_ptr<float>();
    return {plain.sizes().vec(), std::vector<float>(values, values + plain.numel())};
}

FloatTensors tensorsOf(const torch::nn::Module &module)
{
    FloatTensors tensors;
    for (const auto &parameter : module.named_parameters())
        tensors[parameter.key()] = floatsOf(parameter.value());
    return tensors;
}

void loadTensors(torch::nn::Module &module, const FloatTensors &tensors)
{
    TensorShapes expected;
    for (const auto &parameter : module.named_parameters())
        expected[parameter.key()] = parameter.value().sizes().vec();
    requireShapes(tensors, expected);
    const torch::NoGradGuard noGradient;
    for (const auto &parameter : module.named_parameters()) {
        const FloatTensor &source = tensors.at(parameter.key());
        const torch::Tensor values = torch::empty(source.shape);
        std::copy(source.values.begin(), source.values.end(), values.data_ptr<float>());
        parameter.value().copy_(values);
    }
}

} // namespace solferino::models
