// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/step_weight.h"

#include "models/layers/table_product.h"

#include <optional>
#include <utility>
#include <vector>

namespace solferino::models {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

/// Rows that are worth a walk over the whole gradient of a weight.
constexpr std::int64_t kGatheredRows = 512;

using Holder = c10::intrusive_ptr<torch::CustomClassHolder>;

struct Shared final : torch::CustomClassHolder
{
    Shared(const Tensor &weight, Factors wanted)
        : factors(wanted)
        , right(rightFactor(weight, wanted))
    {}

    void gather(const Tensor &state, const Tensor &dProduct)
    {
        states.push_back(state);
        dProducts.push_back(dProduct);
        rows += state.size(0);
        if (rows >= kGatheredRows)
            sum();
    }

    void sum()
    {
        if (rows == 0)
            return;
        const Tensor added = transposedProduct(torch::cat(states, 0), torch::cat(dProducts, 0), factors);
        gradient = gradient.defined() ? gradient.add_(added) : added;
        states.clear();
        dProducts.clear();
        rows = 0;
    }

    Factors factors;
    RightFactor right;
    std::optional<RightFactor> turned; ///< from the first backward step on
    std::vector<Tensor> states;        ///< whose share of the gradient is still to come
    std::vector<Tensor> dProducts;
    std::int64_t rows = 0;
    Tensor gradient;
};

/// Its backward runs after those of all products.
class Opening final : public torch::autograd::Function<Opening>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &weight, const Holder &shared)
    {
        context->saved_data["shared"] = c10::IValue::make_capsule(shared);
        return torch::zeros({1}, weight.options());
    }

    static tensor_list backward(AutogradContext *context, const tensor_list & /*gradients*/)
    {
        const auto holder = context->saved_data["shared"].toCapsule();
        auto &shared = static_cast<Shared &>(*holder);
        shared.sum();
        return {std::exchange(shared.gradient, {}), {}};
    }
};

class Product final : public torch::autograd::Function<Product>
{
public:
    static Tensor forward(AutogradContext *context, const Tensor &states, const Tensor & /*token*/,
                          const Tensor &weight, const Holder &shared)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const Tensor rows = states.contiguous();
        Tensor out = torch::empty({rows.size(0), weight.size(1)}, rows.options());
        multiplyTable(rows, static_cast<const Shared &>(*shared).right, out, false);
        context->save_for_backward({rows, weight});
        context->saved_data["shared"] = c10::IValue::make_capsule(shared);
        return out;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto saved = context->get_saved_variables();
        const auto holder = context->saved_data["shared"].toCapsule();
        auto &shared = static_cast<Shared &>(*holder);
        if (!shared.turned)
            shared.turned = turnedFactor(saved[1], shared.factors);
        const Tensor dProduct = gradients[0].contiguous();
        Tensor dStates = torch::empty_like(saved[0]);
        multiplyTable(dProduct, *shared.turned, dStates, false);
        shared.gather(saved[0], dProduct);
        return {dStates, torch::zeros({1}, dStates.options()), {}, {}};
    }
};

} // namespace

StepWeight::StepWeight(const Tensor &weight, Factors factors)
    : m_weight(weight.contiguous())
    , m_shared(c10::make_intrusive<Shared>(m_weight.detach(), factors))
    , m_token(Opening::apply(m_weight, m_shared))
{}

StepWeight StepWeight::plain(const Tensor &weight)
{
    StepWeight result;
    result.m_weight = weight;
    return result;
}

Tensor StepWeight::product(const Tensor &states) const
{
    return m_shared ? Product::apply(states, m_token, m_weight.detach(), m_shared) : states.mm(m_weight);
}

} // namespace solferino::models
