// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace solferino {

namespace {

template <class Event>
const Event &earliest(const std::vector<Event> &events)
{
    return *std::min_element(events.begin(), events.end(),
                             [](const Event &a, const Event &b) { return a.time < b.time; });
}

bool isPowerOfTwo(int value)
{
    return value > 0 && (value & (value - 1)) == 0;
}

std::string meterText(const TimeSignature &meter)
{
    return std::to_string(meter.numerator) + '/' + std::to_string(meter.denominator);
}

TimeSignature constantMeter(const std::vector<TimeSignature> &meters)
{
    if (meters.empty())
        return {};
    TimeSignature first = earliest(meters);
    if (first.time != 0.0 && (first.numerator != 4 || first.denominator != 4))
        throw SequenceError(SequenceFault::MultipleTimeSignatures,
                            "The meter changes from 4/4 to " + meterText(first) + ".");
    for (const TimeSignature &meter : meters) {
        if (meter.numerator != first.numerator || meter.denominator != first.denominator)
            throw SequenceError(SequenceFault::MultipleTimeSignatures, "The meter changes from " +
                                                                           meterText(first) + " to " +
                                                                           meterText(meter) + ".");
    }
    if (!isPowerOfTwo(first.denominator) || first.numerator == 0)
        throw SequenceError(SequenceFault::BadTimeSignature, meterText(first) + " is not a usable meter.");
    first.time = 0.0;
    return first;
}

Tempo constantTempo(const std::vector<Tempo> &tempos)
{
    if (tempos.empty())
        return {};
    Tempo first = earliest(tempos);
    if (first.time != 0.0 && first.quartersPerMinute != kDefaultQuartersPerMinute)
        throw SequenceError(SequenceFault::MultipleTempos, "The tempo changes from 120 at the beginning.");
    for (const Tempo &tempo : tempos) {
        if (tempo.quartersPerMinute != first.quartersPerMinute)
            throw SequenceError(SequenceFault::MultipleTempos, "The tempo changes within the sequence.");
    }
    first.time = 0.0;
    return first;
}

void throwIfNegative(std::int64_t step)
{
    if (step < 0)
        throw SequenceError(SequenceFault::NegativeTime, "An event lies before the beginning.");
}

void quantizeEvents(NoteSequence &sequence, double stepsPerSecond)
{
    sequence.totalQuantizedSteps = quantizeToStep(sequence.totalTime, stepsPerSecond);
    for (Note &note : sequence.notes) {
        note.quantizedStartStep = quantizeToStep(note.startTime, stepsPerSecond);
        note.quantizedEndStep = quantizeToStep(note.endTime, stepsPerSecond);
        if (note.quantizedEndStep == note.quantizedStartStep)
            ++note.quantizedEndStep;
        throwIfNegative(std::min(note.quantizedStartStep, note.quantizedEndStep));
        sequence.totalQuantizedSteps = std::max(sequence.totalQuantizedSteps, note.quantizedEndStep);
    }
    for (ControlChange &change : sequence.controlChanges) {
        change.quantizedStep = quantizeToStep(change.time, stepsPerSecond);
        throwIfNegative(change.quantizedStep);
    }
    for (TextAnnotation &annotation : sequence.textAnnotations) {
        annotation.quantizedStep = quantizeToStep(annotation.time, stepsPerSecond);
        throwIfNegative(annotation.quantizedStep);
    }
}

} // namespace

std::int64_t quantizeToStep(double seconds, double stepsPerSecond, double cutoff)
{
    // Beyond this a double no longer tells neighbouring steps apart.
    constexpr double kLimit = 9007199254740992.0;
    const double steps = seconds * stepsPerSecond + (1.0 - cutoff);
    if (std::isnan(steps))
        return 0;
    return static_cast<std::int64_t>(std::clamp(steps, -kLimit, kLimit));
}

NoteSequence quantizeRelative(const NoteSequence &sequence, int stepsPerQuarter)
{
    NoteSequence quantized = sequence;
    quantized.timeSignatures = {constantMeter(sequence.timeSignatures)};
    quantized.tempos = {constantTempo(sequence.tempos)};
    quantized.stepsPerQuarter = stepsPerQuarter;
    quantized.stepsPerSecond = 0.0;
    quantizeEvents(quantized, stepsPerQuarter * quantized.tempos.front().quartersPerMinute / 60.0);
    return quantized;
}

NoteSequence quantizeAbsolute(const NoteSequence &sequence, double stepsPerSecond)
{
    NoteSequence quantized = sequence;
    quantized.stepsPerQuarter = 0;
    quantized.stepsPerSecond = stepsPerSecond;
    quantizeEvents(quantized, stepsPerSecond);
    return quantized;
}

double stepsPerBar(const NoteSequence &quantized)
{
    if (quantized.stepsPerQuarter <= 0)
        throw SequenceError(SequenceFault::QuantizationStatus,
                            "The sequence is not quantized to steps of a quarter note.");
    const TimeSignature meter =
        quantized.timeSignatures.empty() ? TimeSignature{} : quantized.timeSignatures.front();
    return quantized.stepsPerQuarter * (4.0 / meter.denominator * meter.numerator);
}

} // namespace solferino
