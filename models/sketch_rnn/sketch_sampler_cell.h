// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sampling/tiled_matrix.h"
#include "models/sketch_rnn/sketch_config.h"
#include "models/sketch_rnn/sketch_sampling.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace solferino::models {

/// Numbers of an input row: offset and pen.
inline constexpr std::size_t kSketchRowSize = 5;

/// What a cell carries from step to step, a row of padded units a lane. A value.
struct SketchSamplerState
{
    std::size_t lanes = 0;
    sampling::Floats hidden;
    sampling::Floats cell;
    sampling::Floats hyperHidden; ///< of the auxiliary cell of a HyperLSTM
    sampling::Floats hyperCell;

    /// New lanes whose i-th is a copy of lane `sources[i]`.
    [[nodiscard]] SketchSamplerState select(std::span<const std::size_t> sources) const;
};

/// What the part of the input that stays the same (z, the label) gives to the gates of each lane; the bias is
/// in it.
struct SketchCondition
{
    std::size_t lanes = 0;
    sampling::Floats gates{};
    sampling::Floats hyperGates{};

    [[nodiscard]] SketchCondition select(std::span<const std::size_t> sources) const;
};

/// A recurrent cell of Sketch RNN that runs a step at a time without torch; SketchConfig names its tensors. A
/// lane's results do not depend on how many lanes run beside it. Immutable and thread-safe.
class SketchSamplerCell final
{
public:
    /// Reads rows and a condition of so many numbers.
    SketchSamplerCell(SketchCell kind, const std::string &prefix, std::size_t conditionSize,
                      std::size_t units, const TensorReader &tensors);

    [[nodiscard]] std::size_t units() const { return m_units; }
    /// Floats of a lane of `hidden`.
    [[nodiscard]] std::size_t stride() const { return m_padded; }

    [[nodiscard]] SketchSamplerState zeroState(std::size_t lanes) const;
    /// Reads packed states, `stride` floats apart.
    [[nodiscard]] SketchSamplerState unpack(std::span<const float> packed, std::size_t stride,
                                            std::size_t lanes) const;
    /// One lane for each vector.
    [[nodiscard]] SketchCondition condition(std::span<const std::vector<float>> vectors) const;

    void step(SketchSamplerState &state, const SketchCondition &condition,
              std::span<const SketchStep> inputs) const;

    /// Bytes of weights that a step reads.
    [[nodiscard]] std::size_t weightBytes() const;

private:
    using Floats = sampling::Floats;
    using Matrix = sampling::TiledMatrix;
    /// What follows the row in an input.
    struct Inputs
    {
        std::size_t condition = 0;
        std::size_t state = 0;

        [[nodiscard]] std::size_t all() const { return kSketchRowSize + condition + state; }
    };
    /// From the inputs to the gates.
    struct Gates
    {
        Matrix fromRow;
        Matrix fromCondition;
        Matrix fromState; ///< of the cell that an auxiliary one controls
        Matrix fromHidden;
        Floats bias;
    };
    struct Norm
    {
        std::size_t units = 0;
        std::size_t padded = 0;
        Floats gain; ///< of the gates
        Floats shift;
        Floats cellGain;
        Floats cellShift;
    };
    /// One way in which the auxiliary cell changes the sums of the gates.
    struct Control
    {
        Matrix embed; ///< auxiliary units -> embedding of each gate
        Floats bias;
        std::vector<Matrix> scale; ///< gate by gate: embedding -> units
    };
    struct Scratch;

    static Gates readGates(const std::string &prefix, Inputs inputs, std::size_t units,
                           const TensorReader &tensors);
    static Norm readNorm(const std::string &prefix, std::size_t units, const TensorReader &tensors);
    static Floats conditionSums(const Gates &gates, std::span<const std::vector<float>> vectors);
    static void rowSums(const Gates &gates, const Floats &base, std::span<const SketchStep> inputs,
                        Floats &sums);
    static void normedStep(const Norm &norm, std::size_t lanes, Floats &sums, Floats &cell, Floats &hidden);
    void readHyper(const std::string &prefix, std::size_t conditionSize, const TensorReader &tensors);
    void hyperSums(SketchSamplerState &state, const SketchCondition &condition,
                   std::span<const SketchStep> inputs, Scratch &scratch) const;
    /// out [lane][gates] += what the auxiliary cell says to each unit of each gate.
    void addControl(const Control &control, const SketchSamplerState &state, Scratch &scratch,
                    Floats &out) const;

    SketchCell m_kind;
    std::size_t m_units = 0;
    std::size_t m_padded = 0;
    Gates m_gates;
    Norm m_norm;
    Floats m_bias; ///< of a HyperLSTM, added last
    Gates m_hyperGates;
    Norm m_hyperNorm;
    Control m_inputControl;
    Control m_stateControl;
    Control m_shiftControl;
};

} // namespace solferino::models
