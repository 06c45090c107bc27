// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace solferino {

namespace {

constexpr int kSustainPedal = 64;
constexpr int kSostenutoPedal = 66;
constexpr int kSoftPedal = 67;

template <class Event>
std::vector<Event> sortedByTime(std::vector<Event> events)
{
    std::stable_sort(events.begin(), events.end(),
                     [](const Event &a, const Event &b) { return a.time < b.time; });
    return events;
}

void throwIfQuantized(const NoteSequence &sequence)
{
    if (sequence.isQuantized())
        throw SequenceError(SequenceFault::QuantizationStatus,
                            "A quantized sequence cannot be cut at times in seconds.");
}

void extractNotes(const NoteSequence &sequence, double start, double end, NoteSequence &result)
{
    for (const Note &note : sequence.notes) {
        if (note.startTime < start || note.startTime >= end)
            continue;
        Note kept = note;
        kept.startTime -= start;
        kept.endTime = std::min(note.endTime, end) - start;
        result.totalTime = std::max(result.totalTime, kept.endTime);
        result.notes.push_back(kept);
    }
    std::stable_sort(result.notes.begin(), result.notes.end(),
                     [](const Note &a, const Note &b) { return a.startTime < b.startTime; });
}

/// The event in force at `start`, moved to 0, and those strictly inside, for each key on its own.
template <class Event, class KeyOf>
std::vector<Event> extractState(const std::vector<Event> &events, double start, double end, KeyOf keyOf)
{
    std::map<decltype(keyOf(events.front())), Event> inForce;
    std::vector<Event> inside;
    for (const Event &event : sortedByTime(events)) {
        if (event.time <= start) {
            inForce.insert_or_assign(keyOf(event), event);
        } else if (event.time < end) {
            inside.push_back(event);
            inside.back().time -= start;
        }
    }
    std::vector<Event> result;
    for (auto &[key, event] : inForce) {
        event.time = 0.0;
        result.push_back(event);
    }
    result.insert(result.end(), inside.begin(), inside.end());
    return result;
}

template <class Event>
std::vector<Event> extractState(const std::vector<Event> &events, double start, double end)
{
    return extractState(events, start, end, [](const Event &) { return 0; });
}

std::vector<TextAnnotation> extractAnnotations(const std::vector<TextAnnotation> &annotations, double start,
                                               double end)
{
    std::vector<TextAnnotation> chords;
    std::vector<TextAnnotation> beats;
    for (const TextAnnotation &annotation : sortedByTime(annotations)) {
        if (annotation.type == AnnotationType::ChordSymbol) {
            chords.push_back(annotation);
        } else if (annotation.type == AnnotationType::Beat && annotation.time >= start &&
                   annotation.time < end) {
            beats.push_back(annotation);
            beats.back().time -= start;
        }
    }
    std::vector<TextAnnotation> result = extractState(chords, start, end);
    result.insert(result.end(), beats.begin(), beats.end());
    return result;
}

std::vector<ControlChange> extractPedals(const std::vector<ControlChange> &changes, double start, double end)
{
    std::vector<ControlChange> pedals;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(pedals), [](const ControlChange &change) {
        return change.number == kSustainPedal || change.number == kSostenutoPedal ||
               change.number == kSoftPedal;
    });
    return extractState(pedals, start, end, [](const ControlChange &change) {
        return std::pair(change.instrument, change.number);
    });
}

/// Times at which tempo or meter really change, strictly between the beginning and the end.
std::vector<double> timesOfChange(const NoteSequence &sequence)
{
    std::vector<std::pair<double, std::variant<TimeSignature, Tempo>>> events;
    for (const TimeSignature &meter : sequence.timeSignatures)
        events.emplace_back(meter.time, meter);
    for (const Tempo &tempo : sequence.tempos)
        events.emplace_back(tempo.time, tempo);
    std::stable_sort(events.begin(), events.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });

    std::vector<double> times;
    TimeSignature meter;
    Tempo tempo;
    double lastCut = 0.0;
    for (const auto &[time, event] : events) {
        if (time >= sequence.totalTime)
            break;
        if (const auto *newMeter = std::get_if<TimeSignature>(&event)) {
            if (newMeter->numerator == meter.numerator && newMeter->denominator == meter.denominator)
                continue;
            meter = *newMeter;
        } else {
            const Tempo &newTempo = std::get<Tempo>(event);
            if (newTempo.quartersPerMinute == tempo.quartersPerMinute)
                continue;
            tempo = newTempo;
        }
        if (time > lastCut) {
            times.push_back(time);
            lastCut = time;
        }
    }
    return times;
}

} // namespace

NoteSequence extractSubsequence(const NoteSequence &sequence, double start, double end)
{
    throwIfQuantized(sequence);
    if (start > end || start >= sequence.totalTime)
        throw SequenceError(SequenceFault::BadRange, "The part to cut out lies outside the sequence.");
    NoteSequence result;
    result.ticksPerQuarter = sequence.ticksPerQuarter;
    result.instrumentNames = sequence.instrumentNames;
    extractNotes(sequence, start, end, result);
    result.timeSignatures = extractState(sequence.timeSignatures, start, end);
    result.keySignatures = extractState(sequence.keySignatures, start, end);
    result.tempos = extractState(sequence.tempos, start, end);
    result.textAnnotations = extractAnnotations(sequence.textAnnotations, start, end);
    result.controlChanges = extractPedals(sequence.controlChanges, start, end);
    result.subsequenceInfo.startTimeOffset = start;
    result.subsequenceInfo.endTimeOffset = sequence.totalTime - start - result.totalTime;
    return result;
}

std::vector<NoteSequence> splitOnTimeChanges(const NoteSequence &sequence)
{
    throwIfQuantized(sequence);
    std::vector<NoteSequence> parts;
    double start = 0.0;
    for (const double time : timesOfChange(sequence)) {
        parts.push_back(extractSubsequence(sequence, start, time));
        start = time;
    }
    if (sequence.totalTime > start)
        parts.push_back(extractSubsequence(sequence, start, sequence.totalTime));
    return parts;
}

} // namespace solferino
