// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_lanes.h"

#include "core/domain/music/melody.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace solferino::models {

namespace {

/// Classes in a block of draw().
constexpr std::size_t kDrawnTogether = 16;

/// Of an event in tables.
std::size_t placeOf(int event)
{
    return static_cast<std::size_t>(event - kMelodyNoEvent);
}

} // namespace

MelodyLanes::MelodyLanes(const EventSampler &sampler, const MelodyCodec &codec)
    : m_sampler(&sampler)
    , m_codec(&codec)
    , m_probabilities(sampler.logitStride())
    , m_tempered(sampler.logitStride())
    , m_fixedClasses(static_cast<std::size_t>(codec.fixedClassCount()))
    , m_classEvents(static_cast<std::size_t>(codec.classCount()))
    , m_allowed(m_classEvents.size())
    , m_sums((m_classEvents.size() + kDrawnTogether - 1) / kDrawnTogether)
{
    const auto start = codec.start();
    for (std::size_t i = 0; i < m_fixedClasses; ++i) {
        m_classEvents[i] = start->eventOf(static_cast<int>(i));
        m_fixedClassOf[placeOf(m_classEvents[i])] = i;
    }
}

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

void MelodyLanes::decodeRepeats(const MelodyLane &lane)
{
    for (std::size_t i = m_fixedClasses; i < m_classEvents.size(); ++i)
        m_classEvents[i] = lane.encoder->eventOf(static_cast<int>(i));
}

void MelodyLanes::allow(const MelodyChoice &choice, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        const int event = m_classEvents[i];
        const bool isAllowed = event < kMinMidiPitch || choice.allowed[static_cast<std::size_t>(event)];
        m_allowed[i] = isAllowed ? 1.0F : 0.0F;
    }
}

std::size_t MelodyLanes::likeliest(const float *logits) const
{
    std::size_t best = static_cast<std::size_t>(m_codec->noEventLabel()); // which is always allowed
    for (std::size_t i = 0; i < m_allowed.size(); ++i) {
        if (m_allowed[i] > 0.0F && logits[i] > logits[best])
            best = i;
    }
    return best;
}

std::size_t MelodyLanes::draw(const float *probabilities, double uniform)
{
    // Few additions wait for each other: sums of blocks first, then those within the block that is hit.
    const std::size_t classes = m_allowed.size();
    double total = 0.0;
    for (std::size_t block = 0; block < m_sums.size(); ++block) {
        const std::size_t first = block * kDrawnTogether;
        const std::size_t end = std::min(first + kDrawnTogether, classes);
        double sum = 0.0;
        for (std::size_t i = first; i < end; ++i)
            sum += static_cast<double>(m_allowed[i] * probabilities[i]);
        total += sum;
        m_sums[block] = total;
    }
    if (total <= 0.0) // all that is allowed has become too unlikely for a number
        return static_cast<std::size_t>(m_codec->noEventLabel());
    const double target = uniform * total;
    std::size_t block = 0;
    while (block + 1 < m_sums.size() && m_sums[block] <= target)
        ++block;
    const std::size_t first = block * kDrawnTogether;
    const std::size_t end = std::min(first + kDrawnTogether, classes);
    double sum = block == 0 ? 0.0 : m_sums[block - 1];
    std::size_t last = static_cast<std::size_t>(m_codec->noEventLabel());
    for (std::size_t i = first; i < end; ++i) {
        const auto share = static_cast<double>(m_allowed[i] * probabilities[i]);
        if (share > 0.0)
            last = i;
        sum += share;
        if (sum > target)
            return i;
    }
    return last; // the target lies within rounding of the end of the block
}

double MelodyLanes::logProbabilityOf(int event) const
{
    auto probability = static_cast<double>(m_probabilities[m_fixedClassOf[placeOf(event)]]);
    for (std::size_t i = m_fixedClasses; i < m_classEvents.size(); ++i)
        probability += m_classEvents[i] == event ? static_cast<double>(m_probabilities[i]) : 0.0;
    return std::log(std::max(probability, std::numeric_limits<double>::min()));
}

void MelodyLanes::choose(MelodyLane &lane, const float *logits, const MelodyChoice &choice)
{
    const sampling::Kernels &run = sampling::kernels();
    const std::size_t classes = m_classEvents.size();
    decodeRepeats(lane);
    allow(choice, m_fixedClasses, classes);
    const float *tempered = m_probabilities.data();
    double logTotal = run.softmax(classes, logits, 1.0F, m_probabilities.data());
    double scale = 1.0;
    if (choice.temperature > 0.0 && choice.temperature != 1.0) {
        scale = 1.0 / choice.temperature;
        logTotal = run.softmax(classes, logits, static_cast<float>(scale), m_tempered.data());
        tempered = m_tempered.data();
    }
    const std::size_t chosen =
        choice.temperature > 0.0 ? draw(tempered, lane.random.uniform()) : likeliest(logits);
    const int event = m_classEvents[chosen];
    lane.logLikelihood += logProbabilityOf(event);
    lane.score += static_cast<double>(logits[chosen]) * scale - logTotal;
    lane.events.push_back(event);
    lane.encoder->push(event);
}

void MelodyLanes::grow(const MelodyChoice &choice)
{
    updateLogits();
    allow(choice, 0, m_fixedClasses);
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        choose(m_lanes[i], m_logits.data() + i * m_sampler->logitStride(), choice);
    m_unread = 1;
}

double MelodyLanes::logLikelihoodOf(std::size_t lane, int event)
{
    updateLogits();
    decodeRepeats(m_lanes[lane]);
    sampling::kernels().softmax(m_classEvents.size(), m_logits.data() + lane * m_sampler->logitStride(), 1.0F,
                                m_probabilities.data());
    return logProbabilityOf(event);
}

} // namespace solferino::models
