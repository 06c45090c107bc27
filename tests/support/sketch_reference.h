// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runtime/model_file.h"
#include "models/sketch_rnn/sketch_config.h"

#include <array>
#include <string>
#include <vector>

namespace solferino::test {

using ReferenceRow = std::array<double, 5>;

/// Sketch RNN as its definition reads, one number after the other in float64: slow, plain, and independent of
/// what the product computes with.
class SketchReference final
{
public:
    explicit SketchReference(const models::ModelFile &file);

    struct Latent
    {
        std::vector<double> mean;
        std::vector<double> presig;
    };
    [[nodiscard]] Latent encode(std::vector<ReferenceRow> rows) const;
    /// The decoder's output row for each input row. `condition` is z and the label.
    [[nodiscard]] std::vector<std::vector<double>> decode(const std::vector<double> &condition,
                                                          const std::vector<ReferenceRow> &rows) const;

private:
    using Vector = std::vector<double>;
    struct State
    {
        Vector hidden, cell, hyperHidden, hyperCell;
    };

    [[nodiscard]] Vector product(const Vector &x, const std::string &name) const;
    [[nodiscard]] Vector linear(const Vector &x, const std::string &name) const;
    [[nodiscard]] const std::vector<float> &values(const std::string &name) const;
    [[nodiscard]] State zeroState(models::SketchCell kind, std::size_t units) const;
    [[nodiscard]] State firstState(const Vector &condition) const;
    void step(models::SketchCell kind, const std::string &prefix, const Vector &x, State &state) const;
    void finish(const std::string &prefix, bool isNormed, Vector gates, Vector &cell, Vector &hidden) const;
    [[nodiscard]] Vector controlled(const std::string &name, bool hasBias, const Vector &hyper,
                                    std::size_t units) const;

    models::ModelFile m_file;
    models::SketchConfig m_config;
};

} // namespace solferino::test
