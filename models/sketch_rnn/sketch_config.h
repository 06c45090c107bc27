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

/// Everything that a Sketch RNN is built from: the hyper-parameters of its model file.
///
/// Tensors, matrices as [inputs, outputs], gates in the order i, j, f, o:
///   encoder.forward.* and encoder.backward.* and decoder.*: w_xh, w_hh, and `bias` [4 units] (lstm);
///     layer_norm and hyper have norm.gain, norm.shift [4, units], cell_norm.gain, cell_norm.shift [units];
///     hyper adds bias and hyper.* (see sketch_cells.h)
///   mean.weight, mean.bias, presig.weight, presig.bias: [2 encoder units, z], where there is an encoder
///   initial.weight, initial.bias: z (and labels) to the decoder's packed state
///   output.weight, output.bias: [decoder units, 3 + 6 mixtures]: pen, pi, mu x, mu y, log sigma x, log sigma
///   y,
///     rho
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

    bool operator==(const SketchConfig &) const = default;
};

/// As the hyper-parameters of a model file. The second throws Error(ModelFileMismatch) for missing, foreign
/// or absurd values, before anything is allocated.
[[nodiscard]] nlohmann::json toJson(const SketchConfig &config);
[[nodiscard]] SketchConfig sketchConfigFromJson(const nlohmann::json &json);

/// Names and shapes of all tensors of such a model.
[[nodiscard]] TensorShapes sketchTensorShapes(const SketchConfig &config);

} // namespace solferino::models
