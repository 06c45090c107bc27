// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/even_sequence.h"

#include <optional>
#include <utility>

namespace solferino::models {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

/// Neither autograd nor autocast inside of a pass.
struct PlainOperations
{
    at::AutoDispatchBelowADInplaceOrView noAutograd;
    c10::impl::ExcludeDispatchKeyGuard noAutocast{c10::DispatchKey::AutocastCUDA};
};

/// What a pass keeps for its backward pass, which consumes it.
template <class Kept>
struct Keeper final : torch::CustomClassHolder
{
    explicit Keeper(Kept value)
        : kept(std::move(value))
    {}
    Kept kept;
};

template <class Kept>
void keep(AutogradContext *context, Kept kept)
{
    context->saved_data["kept"] =
        c10::IValue::make_capsule(c10::make_intrusive<Keeper<Kept>>(std::move(kept)));
}

template <class Kept>
Kept taken(AutogradContext *context)
{
    const auto holder = context->saved_data["kept"].toCapsule();
    context->saved_data.clear();
    return std::move(static_cast<Keeper<Kept> &>(*holder).kept);
}

/// Autograd knows tensors that are not there in this form alone.
std::optional<Tensor> ifDefined(const Tensor &tensor)
{
    return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

Tensor orNone(const std::optional<Tensor> &tensor)
{
    return tensor.value_or(Tensor());
}

Tensor gatesOf(const Tensor &sums)
{
    return sums.detach().unflatten(-1, {4, sums.size(-1) / 4});
}

GateWeights detached(const GateWeights &weights)
{
    const auto bare = [](const Tensor &tensor) {
        return tensor.defined() ? tensor.detach() : Tensor();
    };
    return {bare(weights.gain), bare(weights.shift), bare(weights.cellGain), bare(weights.cellShift)};
}

class EvenSequence final : public torch::autograd::Function<EvenSequence>
{
    struct Kept
    {
        GateTrack track;
        Tensor weight;
        Tensor states; ///< [T + 1, D, B, u]
    };

public:
    static Tensor forward(AutogradContext *context, const Tensor &sums, const Tensor &weight,
                          const Tensor &gain, const Tensor &shift, const std::optional<Tensor> &cellGain,
                          const std::optional<Tensor> &cellShift, const Tensor &hidden, const Tensor &cell,
                          const std::optional<Tensor> &mask)
    {
        const PlainOperations guard;
        Kept kept{
            {detached({gain, shift, orNone(cellGain), orNone(cellShift)}), orNone(mask), gatesOf(sums), cell},
            weight.detach(),
            {}};
        const auto steps = sums.size(0);
        kept.states =
            torch::empty({steps + 1, hidden.size(0), hidden.size(1), hidden.size(2)}, sums.options());
        kept.states.select(0, 0).copy_(hidden);
        for (std::int64_t t = 0; t < steps; ++t) {
            kept.track.sumsAt(t).flatten(-2).baddbmm_(kept.states.select(0, t), kept.weight);
            kept.track.forward(t, kept.states.select(0, t + 1));
        }
        const Tensor result = kept.states.narrow(0, 1, steps);
        keep(context, std::move(kept));
        return result;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const PlainOperations guard;
        Kept kept = taken<Kept>(context);
        const Tensor dHidden = gradients[0].clone(torch::MemoryFormat::Contiguous);
        const Tensor turned = kept.weight.transpose(1, 2);
        Tensor dFirst;
        kept.track.turn();
        for (std::int64_t t = dHidden.size(0) - 1; t >= 0; --t) {
            const Tensor dSums = kept.track.backward(t, dHidden.select(0, t)).flatten(-2);
            if (t > 0)
                dHidden.select(0, t - 1).baddbmm_(dSums, turned);
            else
                dFirst = torch::bmm(dSums, turned);
        }
        const GateGradients own = kept.track.gradients(dHidden);
        const Tensor dSums = own.sums.flatten(-2);
        const auto rows = [](const Tensor &steps) {
            return steps.transpose(0, 1).flatten(1, 2); // [D, T x B, ...]
        };
        const Tensor states = rows(kept.states.narrow(0, 0, dHidden.size(0)));
        return {dSums,
                torch::bmm(states.transpose(1, 2), rows(dSums)),
                own.weights.gain,
                own.weights.shift,
                own.weights.cellGain,
                own.weights.cellShift,
                dFirst,
                own.cell,
                {}};
    }
};

/// Places of the parts that a HyperLSTM's embeddings give: four gates each.
enum Part : std::int64_t { kOfInputs = 0, kOfStates = 4, kShifts = 8 };
constexpr std::int64_t kParts = 12;

class EvenHyperSequence final : public torch::autograd::Function<EvenHyperSequence>
{
    struct Kept
    {
        GateTrack main, auxiliary;
        HyperWeights weights;
        Tensor inputSums;  ///< [T, B, 4, u]
        Tensor states;     ///< [T + 1, B, u + a]
        Tensor stateSums;  ///< [T, B, 4u + 4a]
        Tensor embeddings; ///< [T, B, 12 E]
        Tensor factors;    ///< [T, 12, B, u]

        [[nodiscard]] std::int64_t units() const { return inputSums.size(-1); }
        [[nodiscard]] Tensor main4(const Tensor &sums) const // [B, 4, u] of [B, 4u + 4a]
        {
            return sums.narrow(-1, 0, 4 * units()).unflatten(-1, {4, units()});
        }
        [[nodiscard]] Tensor auxiliary4(const Tensor &sums) const
        {
            const auto rest = sums.size(-1) - 4 * units();
            return sums.narrow(-1, 4 * units(), rest).unflatten(-1, {4, rest / 4});
        }
        [[nodiscard]] Tensor mainOf(const Tensor &states) const { return states.narrow(-1, 0, units()); }
        [[nodiscard]] Tensor auxiliaryOf(const Tensor &states) const
        {
            return states.narrow(-1, units(), states.size(-1) - units());
        }
        /// [12, B, E] of [B, 12 E].
        [[nodiscard]] static Tensor byPart(const Tensor &embedding)
        {
            return embedding.unflatten(-1, {kParts, embedding.size(-1) / kParts}).transpose(0, 1);
        }
    };

public:
    static Tensor forward(AutogradContext *context, const Tensor &sums, const Tensor &auxiliarySums,
                          const Tensor &state, const Tensor &embedding, const Tensor &embeddingBias,
                          const Tensor &scale, const Tensor &bias, const Tensor &gain, const Tensor &shift,
                          const Tensor &cellGain, const Tensor &cellShift, const Tensor &auxiliaryGain,
                          const Tensor &auxiliaryShift, const Tensor &auxiliaryCellGain,
                          const Tensor &auxiliaryCellShift, const Tensor &hidden, const Tensor &cell,
                          const Tensor &auxiliaryCell, const std::optional<Tensor> &mask)
    {
        const PlainOperations guard;
        const auto steps = sums.size(0), batch = sums.size(1), units = cell.size(-1);
        const Tensor inputSums = gatesOf(sums);
        Kept kept{{detached({gain, shift, cellGain, cellShift}), orNone(mask),
                   torch::empty_like(inputSums).unsqueeze(1), cell.unsqueeze(0)},
                  {detached({auxiliaryGain, auxiliaryShift, auxiliaryCellGain, auxiliaryCellShift}), Tensor(),
                   gatesOf(auxiliarySums).unsqueeze(1), auxiliaryCell.unsqueeze(0)},
                  {state.detach(),
                   embedding.detach(),
                   embeddingBias.detach(),
                   scale.detach(),
                   bias.detach(),
                   {},
                   {}},
                  inputSums,
                  torch::empty({steps + 1, batch, hidden.size(1)}, sums.options()),
                  torch::empty({steps, batch, state.size(1)}, sums.options()),
                  torch::empty({steps, batch, embedding.size(1)}, sums.options()),
                  torch::empty({steps, kParts, batch, units}, sums.options())};
        kept.states.select(0, 0).copy_(hidden);
        for (std::int64_t t = 0; t < steps; ++t)
            step(kept, t);
        const Tensor result = kept.mainOf(kept.states.narrow(0, 1, steps)).contiguous();
        keep(context, std::move(kept));
        return result;
    }

    static tensor_list backward(AutogradContext *context, const tensor_list &gradients)
    {
        const PlainOperations guard;
        Kept kept = taken<Kept>(context);
        const auto steps = kept.inputSums.size(0);
        const Tensor dStates = torch::zeros_like(kept.states.narrow(0, 0, steps));
        kept.mainOf(dStates).copy_(gradients[0]);
        const Tensor dStateSums = torch::empty_like(kept.stateSums),
                     dScale = torch::zeros_like(kept.weights.scale);
        const Tensor dFactors = torch::empty_like(kept.factors.select(0, 0));
        const Tensor dEmbeddings = torch::empty_like(kept.embeddings), turned = kept.weights.state.t();
        Tensor dFirst;
        kept.main.turn();
        kept.auxiliary.turn();
        for (std::int64_t t = steps - 1; t >= 0; --t) {
            stepBack(kept, t, dStates.select(0, t), dStateSums.select(0, t), dEmbeddings.select(0, t),
                     dFactors, dScale);
            if (t > 0)
                dStates.select(0, t - 1).addmm_(dStateSums.select(0, t), turned);
            else
                dFirst = dStateSums.select(0, t).mm(turned);
        }
        const GateGradients own = kept.main.gradients(kept.mainOf(dStates).unsqueeze(1));
        const GateGradients auxiliary = kept.auxiliary.gradients(kept.auxiliaryOf(dStates).unsqueeze(1));
        const Tensor dSums = own.sums.squeeze(1); // [T, B, 4, u]
        const Tensor before = kept.states.narrow(0, 0, steps).flatten(0, 1);
        const Tensor told = kept.auxiliaryOf(kept.states.narrow(0, 1, steps)).flatten(0, 1);
        const Tensor ofInputs = kept.factors.narrow(1, kOfInputs, 4).transpose(1, 2);
        const Tensor embeddingRows = dEmbeddings.flatten(0, 1);
        return {(dSums * ofInputs).flatten(-2),
                auxiliary.sums.squeeze(1).flatten(-2),
                before.t().mm(dStateSums.flatten(0, 1)),
                told.t().mm(embeddingRows),
                embeddingRows.sum(0),
                dScale,
                dSums.sum({0, 1}),
                own.weights.gain,
                own.weights.shift,
                own.weights.cellGain,
                own.weights.cellShift,
                auxiliary.weights.gain,
                auxiliary.weights.shift,
                auxiliary.weights.cellGain,
                auxiliary.weights.cellShift,
                dFirst,
                own.cell.squeeze(0),
                auxiliary.cell.squeeze(0),
                {}};
    }

private:
    static void step(Kept &kept, std::int64_t t)
    {
        Tensor sums = kept.stateSums.select(0, t), after = kept.states.select(0, t + 1);
        at::mm_out(sums, kept.states.select(0, t), kept.weights.state);
        kept.auxiliary.sumsAt(t).squeeze(0).add_(kept.auxiliary4(sums));
        const Tensor told = kept.auxiliaryOf(after);
        kept.auxiliary.forward(t, told.unsqueeze(0));
        Tensor embedding = kept.embeddings.select(0, t), factors = kept.factors.select(0, t);
        at::addmm_out(embedding, kept.weights.embeddingBias, told, kept.weights.embedding);
        at::bmm_out(factors, Kept::byPart(embedding), kept.weights.scale);
        const auto part = [&](Part which) {
            return factors.narrow(0, which, 4).transpose(0, 1); // [B, 4, u]
        };
        Tensor all = kept.main.sumsAt(t).squeeze(0);
        at::addcmul_out(all, part(kShifts), part(kOfInputs), kept.inputSums.select(0, t));
        all.addcmul_(part(kOfStates), kept.main4(sums)).add_(kept.weights.bias);
        kept.main.forward(t, kept.mainOf(after).unsqueeze(0));
    }

    static void stepBack(Kept &kept, std::int64_t t, const Tensor &dState, const Tensor &dStateSums,
                         Tensor dEmbedding, const Tensor &dFactors, const Tensor &dScale)
    {
        const Tensor dSums = kept.main.backward(t, kept.mainOf(dState).unsqueeze(0)).squeeze(0); // [B, 4, u]
        const Tensor byGate = dSums.transpose(0, 1);
        Tensor ofInputs = dFactors.narrow(0, kOfInputs, 4), ofStates = dFactors.narrow(0, kOfStates, 4);
        at::mul_out(ofInputs, byGate, kept.inputSums.select(0, t).transpose(0, 1));
        at::mul_out(ofStates, byGate, kept.main4(kept.stateSums.select(0, t)).transpose(0, 1));
        dFactors.narrow(0, kShifts, 4).copy_(byGate);
        Tensor dMain = kept.main4(dStateSums);
        at::mul_out(dMain, dSums, kept.factors.select(0, t).narrow(0, kOfStates, 4).transpose(0, 1));
        Kept::byPart(dEmbedding).copy_(torch::bmm(dFactors, kept.weights.scale.transpose(1, 2)));
        dScale.baddbmm_(Kept::byPart(kept.embeddings.select(0, t)).transpose(1, 2), dFactors);
        const Tensor dTold = kept.auxiliaryOf(dState);
        dTold.addmm_(dEmbedding, kept.weights.embedding.t());
        kept.auxiliary4(dStateSums).copy_(kept.auxiliary.backward(t, dTold.unsqueeze(0)).squeeze(0));
    }
};

} // namespace

Tensor evenSequence(const Tensor &sums, const Tensor &weight, const GateWeights &gates, const Tensor &hidden,
                    const Tensor &cell, const Tensor &mask)
{
    return EvenSequence::apply(sums, weight, gates.gain, gates.shift, ifDefined(gates.cellGain),
                               ifDefined(gates.cellShift), hidden, cell, ifDefined(mask));
}

Tensor evenHyperSequence(const Tensor &sums, const Tensor &auxiliarySums, const HyperWeights &weights,
                         const Tensor &hidden, const Tensor &cell, const Tensor &auxiliaryCell,
                         const Tensor &mask)
{
    const GateWeights &gates = weights.gates, &auxiliary = weights.auxiliaryGates;
    return EvenHyperSequence::apply(sums, auxiliarySums, weights.state, weights.embedding,
                                    weights.embeddingBias, weights.scale, weights.bias, gates.gain,
                                    gates.shift, gates.cellGain, gates.cellShift, auxiliary.gain,
                                    auxiliary.shift, auxiliary.cellGain, auxiliary.cellShift, hidden, cell,
                                    auxiliaryCell, ifDefined(mask));
}

} // namespace solferino::models
