// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace solferino::models {

inline constexpr const char *kSketchRnnId = "sketch_rnn";
inline constexpr int kSketchRnnRevision = 1;
/// Pen logits of an output row; 6 numbers a mixture follow.
inline constexpr std::int64_t kPenStates = 3;

enum class SketchCell { Lstm, LayerNorm, Hyper };

/// Units of the auxiliary cell of a HyperLSTM, and of what it tells each gate.
inline constexpr std::int64_t kHyperUnits = 256;
inline constexpr std::int64_t kHyperEmbedding = 32;

/// Everything that a Sketch RNN is built from: the hyper-parameters of its model file.
///
/// Tensors, matrices as [inputs, outputs], gates in the order i, j, f, o, u units of the cell:
///   encoder.forward.*, encoder.backward.* and decoder.*:
///     w_xh [in, 4u], w_hh [u, 4u], and
///       lstm: bias [4u] (the forget gates' +1 is added at use)
///       layer_norm, hyper: norm.gain, norm.shift [4, u]; cell_norm.gain, cell_norm.shift [u]
///       hyper: bias [4u]; hyper.cell.*: the auxiliary layer_norm cell of 256 units, which reads [x ; h];
///         hyper.input.weight, hyper.state.weight [256, 4 x 32], hyper.input.bias, hyper.state.bias [4 x 32]
///         and hyper.input.scale, hyper.state.scale [4, 32, u]: factors of x w_xh and of h w_hh, gate by
///         gate; hyper.shift.weight [256, 4 x 32] and hyper.shift.scale [4, 32, u]: what is added to the
///         latter
///   mean.weight, presig.weight [2 encoder units, z], mean.bias, presig.bias [z], where there is an encoder:
///     of [last state forward ; last state backward]
///   initial.weight [z and labels, packed state], initial.bias, where there is z or a label
///   output.weight [decoder units, 3 + 6 mixtures], output.bias: pen, pi, mu x, mu y, log sigma x,
///     log sigma y, rho
/// Packed states: lstm [c ; h], layer_norm [h ; c], hyper [h ; u_h ; c ; u_c] with u of the auxiliary cell.
struct SketchConfig
{
    bool isConditional = true; ///< has an encoder and z
    SketchCell encoderCell = SketchCell::Lstm;
    SketchCell decoderCell = SketchCell::Lstm;
    std::int64_t encoderSize = 256;
    std::int64_t decoderSize = 512;
    std::int64_t latentSize = 128;
    std::int64_t mixtures = 20;
    std::int64_t maxLength = 250;
    double scaleFactor = 1.0;        ///< offsets of the data are divided by it
    double drawingSize = 255.0;      ///< larger side of a drawing of the data, in the data's units
    bool squashesLatent = false;     ///< tanh of z before the initial state: browser models before version 6
    std::vector<std::string> labels; ///< classes that join z one-hot; empty: none

    [[nodiscard]] std::int64_t outputSize() const { return kPenStates + 6 * mixtures; }
    /// z and the labels: what joins each input row and makes the initial state.
    [[nodiscard]] std::int64_t conditionSize() const
    {
        return (isConditional ? latentSize : 0) + static_cast<std::int64_t>(labels.size());
    }
    [[nodiscard]] std::int64_t inputSize() const { return 5 + conditionSize(); }
    /// Of the decoder's packed state.
    [[nodiscard]] std::int64_t stateSize() const
    {
        return 2 * (decoderSize + (decoderCell == SketchCell::Hyper ? kHyperUnits : 0));
    }

    bool operator==(const SketchConfig &) const = default;
};

/// "lstm", "layer_norm", "hyper". The second throws Error(BadOption) for another name.
[[nodiscard]] const char *cellName(SketchCell cell);
[[nodiscard]] SketchCell sketchCell(const std::string &name);

/// As the hyper-parameters of a model file. The second throws Error(ModelFileMismatch) for missing, foreign
/// or absurd values, before anything is allocated.
[[nodiscard]] nlohmann::json toJson(const SketchConfig &config);
[[nodiscard]] SketchConfig sketchConfigFromJson(const nlohmann::json &json);

/// Names and shapes of all tensors of such a model.
[[nodiscard]] TensorShapes sketchTensorShapes(const SketchConfig &config);

} // namespace solferino::models
