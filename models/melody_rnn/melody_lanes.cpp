// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_lanes.h"

#include "core/domain/music/melody.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace solferino::models {

MelodyLanes::MelodyLanes(const EventSampler &sampler, const MelodyCodec &codec)
    : m_sampler(&sampler)
    , m_codec(&codec)
    , m_probabilities(sampler.logitStride())
    , m_tempered(sampler.logitStride())
    , m_classEvents(static_cast<std::size_t>(codec.classCount()))
{}

MelodyLanes::MelodyLanes(const EventSampler &sampler, const MelodyCodec &codec, std::uint64_t seed)
    : MelodyLanes(sampler, codec)
{
    m_lanes.emplace_back(codec.start(), seed);
    m_states = sampler.start(1);
}

MelodyLanes MelodyLanes::select(std::span<const std::size_t> sources) const
{
    MelodyLanes selected(*m_sampler, *m_codec);
    selected.m_lanes.reserve(sources.size());
    for (const std::size_t source : sources)
        selected.m_lanes.push_back(m_lanes[source]);
    selected.m_states = m_states.select(sources);
    selected.m_unread = m_unread;
    if (m_unread == 0) {
        const std::size_t stride = m_sampler->logitStride();
        for (const std::size_t source : sources)
            selected.m_logits.insert(selected.m_logits.end(),
                                     m_logits.begin() + static_cast<std::ptrdiff_t>(source * stride),
                                     m_logits.begin() + static_cast<std::ptrdiff_t>((source + 1) * stride));
    }
    return selected;
}

void MelodyLanes::read(int event)
{
    if (m_unread > 0) {
        m_inputs.clear();
        for (const MelodyLane &lane : m_lanes)
            m_inputs.push_back(lane.encoder->input());
        m_sampler->advance(m_states, m_inputs);
    }
    for (MelodyLane &lane : m_lanes)
        lane.encoder->push(event);
    m_unread = 1;
}

void MelodyLanes::updateLogits()
{
    if (m_unread == 0)
        return;
    m_inputs.clear();
    for (const MelodyLane &lane : m_lanes)
        m_inputs.push_back(lane.encoder->input());
    m_sampler->step(m_states, m_inputs, m_logits);
    m_unread = 0;
}

void MelodyLanes::decodeClasses(const MelodyLane &lane)
{
    for (std::size_t i = 0; i < m_classEvents.size(); ++i)
        m_classEvents[i] = lane.encoder->eventOf(static_cast<int>(i));
}

int MelodyLanes::draw(const float *logits, const MelodyChoice &choice, Random &random) const
{
    const auto isAllowed = [&](std::size_t i) {
        return m_classEvents[i] < kMinMidiPitch || choice.allowed[static_cast<std::size_t>(m_classEvents[i])];
    };
    if (choice.temperature <= 0.0) {
        std::size_t best = m_classEvents.size();
        for (std::size_t i = 0; i < m_classEvents.size(); ++i) {
            if (isAllowed(i) && (best == m_classEvents.size() || logits[i] > logits[best]))
                best = i;
        }
        return static_cast<int>(best);
    }
    double total = 0.0;
    for (std::size_t i = 0; i < m_classEvents.size(); ++i)
        total += isAllowed(i) ? static_cast<double>(m_tempered[i]) : 0.0;
    double rest = random.uniform() * total;
    int last = m_codec->noEventLabel(); // where all that is allowed has become too unlikely for a number
    for (std::size_t i = 0; i < m_classEvents.size(); ++i) {
        if (!isAllowed(i) || m_tempered[i] <= 0.0F)
            continue;
        last = static_cast<int>(i);
        rest -= static_cast<double>(m_tempered[i]);
        if (rest < 0.0)
            break;
    }
    return last;
}

void MelodyLanes::choose(MelodyLane &lane, const float *logits, const MelodyChoice &choice)
{
    const sampling::Kernels &run = sampling::kernels();
    const std::size_t classes = m_classEvents.size();
    decodeClasses(lane);
    const double logTotal = run.softmax(classes, logits, 1.0F, m_probabilities.data());
    double temperedLogTotal = logTotal;
    double scale = 1.0;
    if (choice.temperature > 0.0 && choice.temperature != 1.0) {
        scale = 1.0 / choice.temperature;
        temperedLogTotal = run.softmax(classes, logits, static_cast<float>(scale), m_tempered.data());
    } else {
        m_tempered = m_probabilities;
    }
    const int chosen = draw(logits, choice, lane.random);
    const int event = m_classEvents[static_cast<std::size_t>(chosen)];
    double probability = 0.0;
    for (std::size_t i = 0; i < classes; ++i)
        probability += m_classEvents[i] == event ? static_cast<double>(m_probabilities[i]) : 0.0;
    lane.logLikelihood += std::log(std::max(probability, std::numeric_limits<double>::min()));
    lane.score += static_cast<double>(logits[chosen]) * scale - temperedLogTotal;
    lane.events.push_back(event);
    lane.encoder->push(event);
}

void MelodyLanes::grow(const MelodyChoice &choice)
{
    updateLogits();
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        choose(m_lanes[i], m_logits.data() + i * m_sampler->logitStride(), choice);
    m_unread = 1;
}

double MelodyLanes::logLikelihoodOf(std::size_t lane, int event)
{
    updateLogits();
    decodeClasses(m_lanes[lane]);
    sampling::kernels().softmax(m_classEvents.size(), m_logits.data() + lane * m_sampler->logitStride(), 1.0F,
                                m_probabilities.data());
    double probability = 0.0;
    for (std::size_t i = 0; i < m_classEvents.size(); ++i)
        probability += m_classEvents[i] == event ? static_cast<double>(m_probabilities[i]) : 0.0;
    return std::log(std::max(probability, std::numeric_limits<double>::min()));
}

} // namespace solferino::models
