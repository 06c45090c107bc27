// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sketch_rnn/sketch_decoder.h"
#include "models/sketch_rnn/sketch_sampling.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace solferino::models {

/// How rows are drawn.
struct SketchChoice
{
    std::string sampling = "demo"; ///< "demo", "paper", "python"
    double temperature = 1.0;
    bool isGreedy = false;

    /// What a decoder reads before the first row: zeros for the demos, else the start token.
    [[nodiscard]] SketchStep firstStep() const;
};

/// A drawing that grows.
struct SketchLane
{
    std::vector<SketchStep> rows{}; ///< drawn, without the end
    bool hasEnded = false;
    double logLikelihood = 0.0; ///< nats, of the rows and the end, at temperature 1
    Random random{0};

    [[nodiscard]] bool isDone(std::size_t mostRows) const { return hasEnded || rows.size() >= mostRows; }
};

/// Drawings that a decoder makes side by side. Each has its own random numbers, and comes out the same
/// alone.
class SketchSampler final
{
public:
    /// One drawing for each condition and seed.
    SketchSampler(const SketchDecoder &decoder, SketchChoice choice,
                  std::span<const std::vector<float>> conditions, std::span<const std::uint64_t> seeds);

    /// Goes over rows that are there already; `keepAlive` is called between steps and may throw.
    void read(
        std::span<const SketchStep> rows, const std::function<void()> &keepAlive = [] {});
    /// Draws a row in each drawing that has not ended and has less than `mostRows`. False if there is none.
    bool grow(std::size_t mostRows);

    [[nodiscard]] const std::vector<SketchLane> &lanes() const { return m_lanes; }
    /// What may come next in the first drawing.
    [[nodiscard]] SketchDistribution distribution() const;

private:
    void spread();
    void dropDone(std::size_t mostRows);

    const SketchDecoder &m_decoder;
    SketchChoice m_choice;
    SketchTemper m_temper;
    std::vector<SketchLane> m_lanes;
    std::vector<std::size_t> m_sources; ///< the decoder's lane that each drawing follows until it grows
    std::vector<std::size_t> m_growing; ///< the drawing that each of the decoder's lanes makes, once it grows
    SketchDecoderLanes m_states;
    std::vector<SketchStep> m_next; ///< what each of the decoder's lanes reads next
    sampling::Floats m_outputs;
    SketchDistribution m_distribution;
};

} // namespace solferino::models
