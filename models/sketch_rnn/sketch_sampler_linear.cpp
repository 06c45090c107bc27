// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sampler_linear.h"

namespace solferino::models {

SketchLinear::SketchLinear(const std::string &name, std::size_t inputs, std::size_t outputs,
                           const TensorReader &tensors)
{
    using namespace sampling;
    const Blocks blocks{outputs, roundUp(outputs, kTile)};
    m_matrix = tile({.tensor = tensors(name + ".weight", shapeOf({inputs, outputs})),
                     .outputStride = 1,
                     .inputStride = outputs,
                     .firstInput = 0,
                     .inputs = inputs,
                     .paddedInputs = inputs,
                     .blocks = blocks});
    m_bias = pad(tensors(name + ".bias", shapeOf({outputs})), blocks);
}

void SketchLinear::apply(const sampling::Floats &x, std::size_t xStride, std::size_t lanes,
                         sampling::Floats &y) const
{
    sampling::startSums(y, m_bias, lanes);
    sampling::kernels().multiply(m_matrix.view(), lanes, {const_cast<float *>(x.data()), xStride},
                                 sampling::lanesOf(y, stride()));
}

} // namespace solferino::models
