// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_sampler.h"

#include "models/runtime/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace solferino::models {

SketchStep SketchChoice::firstStep() const
{
    return {0.0F, 0.0F, sampling == "demo" ? SketchPen::None : SketchPen::Draws};
}

SketchSampler::SketchSampler(const SketchDecoder &decoder, SketchChoice choice,
                             std::span<const std::vector<float>> conditions,
                             std::span<const std::uint64_t> seeds)
    : m_decoder(decoder)
    , m_choice(std::move(choice))
    , m_temper(SketchTemper::of(m_choice.sampling, m_choice.temperature))
{
    assert(conditions.size() == seeds.size());
    std::vector<std::vector<float>> distinct;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        m_lanes.push_back({.random = Random(mixSeed(seeds[i], 0))});
        const auto known = std::find(distinct.begin(), distinct.end(), conditions[i]);
        m_sources.push_back(static_cast<std::size_t>(known - distinct.begin()));
        if (known == distinct.end())
            distinct.push_back(conditions[i]);
    }
    m_states = decoder.start(distinct);
    m_next.assign(distinct.size(), m_choice.firstStep());
}

void SketchSampler::read(std::span<const SketchStep> rows, const std::function<void()> &keepAlive)
{
    assert(m_growing.empty());
    for (const SketchStep &row : rows) {
        keepAlive();
        m_decoder.advance(m_states, m_next);
        std::fill(m_next.begin(), m_next.end(), row);
    }
}

void SketchSampler::spread()
{
    m_states = m_states.select(m_sources);
    m_next.assign(m_sources.size(), m_next.front());
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        m_growing.push_back(i);
    m_sources.clear();
}

void SketchSampler::dropDone(std::size_t mostRows)
{
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_growing.size(); ++i) {
        if (!m_lanes[m_growing[i]].isDone(mostRows))
            kept.push_back(i);
    }
    if (kept.size() == m_growing.size())
        return;
    m_states = m_states.select(kept);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        m_growing[i] = m_growing[kept[i]];
        m_next[i] = m_next[kept[i]];
    }
    m_growing.resize(kept.size());
    m_next.resize(kept.size());
}

bool SketchSampler::grow(std::size_t mostRows)
{
    if (!m_sources.empty())
        spread();
    dropDone(mostRows);
    if (m_growing.empty())
        return false;
    m_decoder.step(m_states, m_next, m_outputs);
    for (std::size_t i = 0; i < m_growing.size(); ++i) {
        SketchLane &lane = m_lanes[m_growing[i]];
        m_distribution.read({m_outputs.data() + i * m_decoder.outputStride(), m_decoder.outputSize()});
        const SketchStep row = m_choice.isGreedy ? likeliestStep(m_distribution)
                                                 : drawStep(m_distribution, m_temper, lane.random);
        if (!std::isfinite(row.dx) || !std::isfinite(row.dy))
            throw Error(Error::Kind::ModelFileDamaged,
                        "The model's weights lead to points that are no numbers.");
        lane.logLikelihood += m_distribution.logLikelihood(row);
        lane.hasEnded = row.pen == SketchPen::Ends;
        if (!lane.hasEnded)
            lane.rows.push_back(row);
        m_next[i] = row;
    }
    return true;
}

SketchDistribution SketchSampler::distribution() const
{
    SketchDecoderLanes states = m_states;
    sampling::Floats outputs;
    m_decoder.step(states, m_next, outputs);
    SketchDistribution next;
    next.read({outputs.data(), m_decoder.outputSize()});
    return next;
}

} // namespace solferino::models
