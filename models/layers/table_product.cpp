// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/table_product.h"

#include <ATen/Parallel.h>

namespace solferino::models {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

/// Rows or columns that are worth a thread of their own.
constexpr std::int64_t kGrain = 32;

class TableProduct final : public torch::autograd::Function<TableProduct>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &inputs, const Tensor &weight,
                          const Tensor &bias, bool isRounded)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const Factors factors = isRounded ? Factors::BFloat16 : Factors::Float32;
        const Tensor rows = inputs.contiguous();
        Tensor out = bias.expand({rows.size(0), bias.size(0)}).contiguous();
        multiplyTable(rows, rightFactor(weight, factors), out, true);
        context->save_for_backward({rows, weight});
        context->saved_data["rounded"] = isRounded;
        return out;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const Tensor &inputs = saved[0], &weight = saved[1];
        const Factors factors =
            context->saved_data["rounded"].toBool() ? Factors::BFloat16 : Factors::Float32;
        const Tensor dOut = gradients[0].contiguous();
        Tensor dInputs = torch::empty_like(inputs);
        multiplyTable(dOut, turnedFactor(weight, factors), dInputs, false);
        return {dInputs, transposedProduct(inputs, dOut, factors), dOut.sum(0), {}};
    }
};

} // namespace

void multiplyTable(const Tensor &left, const RightFactor &right, Tensor &out, bool isAdded)
{
    const std::size_t leftStride = sizeOf(left.stride(0)), outStride = sizeOf(out.stride(0));
    const float *from = left.data_ptr<float>();
    float *to = out.data_ptr<float>();
    at::parallel_for(0, left.size(0), kGrain, [&](std::int64_t first, std::int64_t last) {
        right.multiply(from + sizeOf(first) * leftStride, leftStride, sizeOf(last - first),
                       to + sizeOf(first) * outStride, outStride, isAdded);
    });
}

Tensor transposedProduct(const Tensor &left, const Tensor &right, Factors factors)
{
    const Tensor out = torch::zeros({left.size(1), right.size(1)}, right.options());
    const TransposedProduct whole{.left = left.data_ptr<float>(),
                                  .leftStride = sizeOf(left.stride(0)),
                                  .leftColumns = sizeOf(left.size(1)),
                                  .right = right.data_ptr<float>(),
                                  .rightStride = sizeOf(right.stride(0)),
                                  .rightColumns = sizeOf(right.size(1)),
                                  .rows = sizeOf(left.size(0)),
                                  .out = out.data_ptr<float>(),
                                  .outStride = sizeOf(right.size(1)),
                                  .factors = factors};
    at::parallel_for(0, right.size(1), kGrain, [&](std::int64_t first, std::int64_t last) {
        TransposedProduct part = whole;
        part.right += first;
        part.out += first;
        part.rightColumns = sizeOf(last - first);
        addTransposedProduct(part);
    });
    return out;
}

Tensor tableProduct(const Tensor &inputs, const Tensor &weight, const Tensor &bias, Factors factors)
{
    return TableProduct::apply(inputs, weight, bias, factors == Factors::BFloat16);
}

RightFactor rightFactor(const Tensor &weight, Factors factors)
{
    return {{weight.data_ptr<float>(), sizeOf(weight.stride(0)), sizeOf(weight.stride(1))},
            sizeOf(weight.size(0)),
            sizeOf(weight.size(1)),
            factors};
}

RightFactor turnedFactor(const Tensor &weight, Factors factors)
{
    return rightFactor(weight.t(), factors);
}

} // namespace solferino::models
