// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/step_weight.h"
#include "models/sketch_rnn/gate_track.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_sequence.h"

#include <torch/torch.h>

#include <memory>
#include <vector>

namespace solferino::models {

/// What a cell carries from step to step, for B sequences.
struct SketchCellState
{
    torch::Tensor hidden;          ///< [B, u]
    torch::Tensor cell;            ///< [B, u]
    torch::Tensor auxiliaryHidden; ///< [B, 256], of a HyperLSTM
    torch::Tensor auxiliaryCell;   ///< [B, 256]

    /// Of the first `count` sequences.
    [[nodiscard]] SketchCellState first(std::int64_t count) const;
};

/// How a pass through a net is done.
enum class SketchPath {
    Fast,    ///< products and LSTM cells by kernels of our own on the processor
    Rounded, ///< as Fast, the factors of large products rounded to bfloat16 where the processor has those
    Plain    ///< torch operations alone
};

/// Whether products of such values are our own.
[[nodiscard]] bool hasOwnProducts(const torch::Tensor &values, SketchPath path);
[[nodiscard]] Factors factorsOf(SketchPath path);

/// The weights of a cell that meet its state, ready for the steps of a pass.
struct SketchStepWeights
{
    StepWeight recurrent;
    StepWeight auxiliaryState; ///< from a cell to the HyperLSTM cell that controls it
    StepWeight auxiliaryRecurrent;
};

/// A recurrent cell of Sketch RNN: LSTM, LayerNorm LSTM or HyperLSTM. Its parameters, their names and the
/// order of the gates are those that SketchConfig describes; the forget gate has +1 added, dropout is on
/// tanh(j) alone. Norms are over the units of one gate with biased variance and epsilon 0.001.
class SketchCellNet final : public torch::nn::Module
{
public:
    /// w_xh Glorot-uniform, w_hh orthogonal gate by gate, zero biases, from torch's default generator.
    SketchCellNet(SketchCell kind, std::int64_t inputs, std::int64_t units);

    /// The products of inputs [rows, in] with the weights that they meet, of all steps at once.
    [[nodiscard]] std::vector<torch::Tensor> inputSums(const torch::Tensor &inputs) const;
    [[nodiscard]] SketchStepWeights stepWeights(SketchPath path) const;
    /// One step. `sums` are rows of inputSums(); `mask` [B, u] multiplies tanh(j), undefined: none.
    [[nodiscard]] SketchCellState step(const SketchStepWeights &weights,
                                       const std::vector<torch::Tensor> &sums, const SketchCellState &before,
                                       const torch::Tensor &mask) const;

    [[nodiscard]] SketchCellState zeroState(std::int64_t batch) const;
    /// From and to the packed order of SketchConfig.
    [[nodiscard]] SketchCellState unpacked(const torch::Tensor &packed) const;
    [[nodiscard]] torch::Tensor packed(const SketchCellState &state) const;

    /// Hidden states [rows, u] of packed sequences in torch operations but for large products, a step at a
    /// time: for the cells with norms, for GPUs, and what packedLstm() is checked against.
    [[nodiscard]] torch::Tensor runSteps(const SequencePacking &packing, const torch::Tensor &inputs,
                                         const SketchCellState &initial, const SketchDropout &dropout,
                                         SketchPath path) const;

    /// Hidden states [T, B, u] of sequences of equal length [T, B, in], in few operations a step, see
    /// even_sequence.h. `mask` [T, 1, B, u] multiplies tanh(j), undefined: none.
    [[nodiscard]] torch::Tensor runEven(const torch::Tensor &inputs, const SketchCellState &initial,
                                        const torch::Tensor &mask) const;
    /// Those of two cells of a kind and size from zero states: [T, 2, B, u], as the mask is.
    [[nodiscard]] static torch::Tensor runEvenPair(const SketchCellNet &first, const SketchCellNet &second,
                                                   const torch::Tensor &firstInputs,
                                                   const torch::Tensor &secondInputs,
                                                   const torch::Tensor &mask);

    [[nodiscard]] SketchCell kind() const { return m_kind; }
    [[nodiscard]] std::int64_t units() const { return m_units; }
    [[nodiscard]] const torch::Tensor &weightXh() const { return m_weightXh; }
    [[nodiscard]] const torch::Tensor &weightHh() const { return m_weightHh; }
    [[nodiscard]] const torch::Tensor &bias() const { return m_bias; }

private:
    void addNorms();
    void addHyper(std::int64_t inputs);
    [[nodiscard]] GateWeights gateWeights() const;
    [[nodiscard]] torch::Tensor runEvenHyper(const torch::Tensor &inputs, const SketchCellState &initial,
                                             const torch::Tensor &mask) const;
    /// Factors [B, 4, u] that the auxiliary cell's state gives, from an embedding and a scale.
    [[nodiscard]] torch::Tensor modulation(const torch::Tensor &auxiliary, const torch::Tensor &weight,
                                           const torch::Tensor &bias, const torch::Tensor &scale) const;
    [[nodiscard]] torch::Tensor gateSums(const SketchStepWeights &weights,
                                         const std::vector<torch::Tensor> &sums,
                                         const SketchCellState &before, SketchCellState &after) const;

    SketchCell m_kind;
    std::int64_t m_inputs = 0;
    std::int64_t m_units = 0;
    torch::Tensor m_weightXh, m_weightHh, m_bias;
    torch::Tensor m_gain, m_shift, m_cellGain, m_cellShift;
    std::shared_ptr<SketchCellNet> m_auxiliary;
    torch::Tensor m_inputWeight, m_inputBias, m_inputScale;
    torch::Tensor m_stateWeight, m_stateBias, m_stateScale;
    torch::Tensor m_shiftWeight, m_shiftScale;
};

/// Glorot-uniform values for a [inputs, outputs] matrix.
[[nodiscard]] torch::Tensor glorotUniform(std::int64_t inputs, std::int64_t outputs);

} // namespace solferino::models
