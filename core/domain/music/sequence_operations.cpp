// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/sequence_operations.h"

#include "core/domain/music/quantized_sequence.h"

#include <algorithm>

namespace solferino {

namespace {

void throwIfQuantized(const NoteSequence &sequence)
{
    if (sequence.isQuantized())
        throw SequenceError(SequenceFault::QuantizationStatus,
                            "A quantized sequence cannot be changed in seconds.");
}

void throwUnless(bool isGood, const char *reason)
{
    if (!isGood)
        throw SequenceError(SequenceFault::BadRange, reason);
}

/// Applies `change` to every time of the sequence.
template <class Change>
void changeTimes(NoteSequence &sequence, Change change)
{
    for (Note &note : sequence.notes) {
        note.startTime = change(note.startTime);
        note.endTime = change(note.endTime);
    }
    const auto changeAll = [&](auto &events) {
        for (auto &event : events)
            event.time = change(event.time);
    };
    changeAll(sequence.tempos);
    changeAll(sequence.timeSignatures);
    changeAll(sequence.keySignatures);
    changeAll(sequence.pitchBends);
    changeAll(sequence.controlChanges);
    changeAll(sequence.textAnnotations);
    sequence.totalTime = change(sequence.totalTime);
}

template <class Event>
void dropRepeats(std::vector<Event> &events)
{
    std::stable_sort(events.begin(), events.end(),
                     [](const Event &a, const Event &b) { return a.time < b.time; });
    const auto end = std::unique(events.begin(), events.end(), [](const Event &a, Event b) {
        b.time = a.time;
        return a == b;
    });
    events.erase(end, events.end());
}

template <class Event>
void append(const std::vector<Event> &events, std::vector<Event> &target)
{
    target.insert(target.end(), events.begin(), events.end());
}

void appendSequence(const NoteSequence &sequence, NoteSequence &target)
{
    append(sequence.notes, target.notes);
    append(sequence.tempos, target.tempos);
    append(sequence.timeSignatures, target.timeSignatures);
    append(sequence.keySignatures, target.keySignatures);
    append(sequence.pitchBends, target.pitchBends);
    append(sequence.controlChanges, target.controlChanges);
    append(sequence.textAnnotations, target.textAnnotations);
    append(sequence.instrumentNames, target.instrumentNames);
    target.ticksPerQuarter = sequence.ticksPerQuarter;
    target.totalTime = std::max(target.totalTime, sequence.totalTime);
}

} // namespace

NoteSequence trimSequence(const NoteSequence &sequence, double start, double end)
{
    throwIfQuantized(sequence);
    NoteSequence result = sequence;
    std::erase_if(result.notes,
                  [=](const Note &note) { return note.startTime < start || note.startTime >= end; });
    for (Note &note : result.notes)
        note.endTime = std::min(note.endTime, end);
    result.totalTime = std::min(sequence.totalTime, end);
    return result;
}

NoteSequence shiftSequence(const NoteSequence &sequence, double seconds)
{
    throwIfQuantized(sequence);
    throwUnless(seconds > 0.0, "A sequence can only be moved to a later time.");
    NoteSequence result = sequence;
    changeTimes(result, [=](double time) { return time + seconds; });
    result.subsequenceInfo = {};
    return result;
}

TransposedSequence transposeSequence(const NoteSequence &sequence, int semitones, int minPitch, int maxPitch)
{
    throwIfQuantized(sequence);
    TransposedSequence result{.sequence = sequence};
    NoteSequence &moved = result.sequence;
    for (Note &note : moved.notes)
        note.pitch += note.isDrum ? 0 : semitones;
    result.deletedNotes = static_cast<int>(std::erase_if(moved.notes, [=](const Note &note) {
        return !note.isDrum && (note.pitch < minPitch || note.pitch > maxPitch);
    }));
    moved.totalTime = 0.0;
    for (const Note &note : moved.notes)
        moved.totalTime = std::max(moved.totalTime, note.endTime);
    for (KeySignature &key : moved.keySignatures)
        key.key = ((key.key + semitones) % 12 + 12) % 12;
    std::erase_if(moved.textAnnotations, [](const TextAnnotation &annotation) {
        return annotation.type == AnnotationType::ChordSymbol;
    });
    return result;
}

NoteSequence stretchSequence(const NoteSequence &sequence, double factor)
{
    throwIfQuantized(sequence);
    throwUnless(factor > 0.0, "A sequence can only be stretched by a positive factor.");
    NoteSequence result = sequence;
    changeTimes(result, [=](double time) { return time * factor; });
    for (Tempo &tempo : result.tempos)
        tempo.quartersPerMinute /= factor;
    return result;
}

NoteSequence removeRedundantEvents(const NoteSequence &sequence)
{
    NoteSequence result = sequence;
    dropRepeats(result.tempos);
    dropRepeats(result.timeSignatures);
    dropRepeats(result.keySignatures);
    return result;
}

NoteSequence concatenateSequences(std::span<const NoteSequence> sequences, std::span<const double> durations)
{
    throwUnless(durations.empty() || durations.size() == sequences.size(),
                "There must be one duration for each sequence.");
    NoteSequence result;
    double start = 0.0;
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        throwIfQuantized(sequences[i]);
        const double duration = durations.empty() ? sequences[i].totalTime : durations[i];
        throwUnless(duration >= sequences[i].totalTime, "A duration is shorter than its sequence.");
        appendSequence(start > 0.0 ? shiftSequence(sequences[i], start) : sequences[i], result);
        start += duration;
    }
    // Parts of one source name its instruments once.
    std::sort(result.instrumentNames.begin(), result.instrumentNames.end());
    result.instrumentNames.erase(std::unique(result.instrumentNames.begin(), result.instrumentNames.end()),
                                 result.instrumentNames.end());
    return removeRedundantEvents(result);
}

} // namespace solferino
