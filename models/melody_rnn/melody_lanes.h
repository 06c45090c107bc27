// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/note_sequence.h"
#include "models/codecs/melody_codec.h"
#include "models/event_rnn/event_sampler.h"
#include "models/melody_rnn/melody_range.h"
#include "models/runtime/random.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace solferino::models {

/// How the next event is chosen.
struct MelodyChoice
{
    double temperature = 1.0; ///< 0 takes the likeliest class
    AllowedPitches allowed;   ///< in the model's pitches; holds and note-offs always are
};

/// A melody while it grows, in the model's pitches.
struct MelodyLane
{
    MelodyLane(std::unique_ptr<MelodyEncoderState> state, std::uint64_t seed)
        : encoder(std::move(state))
        , random(seed)
    {}
    MelodyLane(const MelodyLane &other)
        : encoder(other.encoder->clone())
        , random(other.random)
        , events(other.events)
        , logLikelihood(other.logLikelihood)
        , score(other.score)
    {}
    MelodyLane(MelodyLane &&) = default;
    MelodyLane &operator=(MelodyLane &&) = default;

    std::unique_ptr<MelodyEncoderState> encoder;
    Random random;
    std::vector<int> events;    ///< the new ones
    double logLikelihood = 0.0; ///< of the new events, at temperature 1, in nats
    double score = 0.0;         ///< the chosen classes' log-likelihood at the temperature of the choice
};

/// Melodies that grow side by side from one primer. A copy goes its own way. Aligned, so that threads that
/// grow neighbours share no line of the cache.
class alignas(64) MelodyLanes final
{
public:
    /// `sampler` and `codec` must outlive this.
    MelodyLanes(const EventSampler &sampler, const MelodyCodec &codec, std::uint64_t seed);

    [[nodiscard]] std::size_t count() const { return m_lanes.size(); }
    [[nodiscard]] const MelodyLane &lane(std::size_t index) const { return m_lanes[index]; }
    /// New lanes, the i-th a copy of lane `sources[i]`.
    [[nodiscard]] MelodyLanes select(std::span<const std::size_t> sources) const;
    void setSeed(std::size_t lane, std::uint64_t seed) { m_lanes[lane].random = Random(seed); }

    /// Lets every lane read `event` as the next of its primer.
    void read(int event);
    /// Chooses the next event of every lane. At least one event must have been read.
    void grow(const MelodyChoice &choice);
    /// Log-likelihood of `event` as the next one of `lane`, in nats at temperature 1.
    [[nodiscard]] double logLikelihoodOf(std::size_t lane, int event);

private:
    MelodyLanes(const EventSampler &sampler, const MelodyCodec &codec);
    void updateLogits();
    void decodeRepeats(const MelodyLane &lane);
    /// Which of the classes from `begin` to `end` may be chosen.
    void allow(const MelodyChoice &choice, std::size_t begin, std::size_t end);
    void choose(MelodyLane &lane, const float *logits, const MelodyChoice &choice);
    [[nodiscard]] std::size_t likeliest(const float *logits) const;
    [[nodiscard]] std::size_t draw(const float *probabilities, double uniform);
    /// By m_probabilities.
    [[nodiscard]] double logProbabilityOf(int event) const;

    const EventSampler *m_sampler;
    const MelodyCodec *m_codec;
    std::vector<MelodyLane> m_lanes;
    EventLanes m_states;
    std::size_t m_unread = 0; ///< events pushed to the encoders but not yet to the net: 0 or 1
    sampling::Floats m_logits;
    sampling::Floats m_probabilities; ///< of one lane at temperature 1
    sampling::Floats m_tempered;
    std::size_t m_fixedClasses;                                    ///< of m_classEvents
    std::vector<int> m_classEvents;                                ///< what each class means for one lane
    std::array<std::size_t, 2 + kMidiPitchCount> m_fixedClassOf{}; ///< of each event, from kMelodyNoEvent on
    std::vector<float> m_allowed;                                  ///< of each class: 1 or 0
    std::vector<double> m_sums; ///< of the probabilities up to the end of each block of classes
    std::vector<EventSampler::Input> m_inputs;
};

} // namespace solferino::models
