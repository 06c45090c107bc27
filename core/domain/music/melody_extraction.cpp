// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/melody.h"
#include "core/domain/music/quantized_sequence.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <tuple>

namespace solferino {

namespace {

using NotesByInstrument = std::map<int, std::vector<const Note *>>;

bool startsEarlierOrHigher(const Note *a, const Note *b)
{
    return std::tuple(a->quantizedStartStep, -a->pitch) < std::tuple(b->quantizedStartStep, -b->pitch);
}

/// The notes of each instrument, earliest first, the highest of a chord first.
NotesByInstrument sortedNotes(const NoteSequence &quantized)
{
    NotesByInstrument result;
    for (const Note &note : quantized.notes)
        result[note.instrument].push_back(&note);
    for (auto &[instrument, notes] : result)
        std::stable_sort(notes.begin(), notes.end(), startsEarlierOrHigher);
    return result;
}

int wholeStepsPerBar(const NoteSequence &quantized)
{
    const double steps = stepsPerBar(quantized);
    if (steps != std::floor(steps))
        throw SequenceError(SequenceFault::NonIntegerStepsPerBar,
                            "A bar is not a whole number of steps long.");
    return static_cast<int>(steps);
}

std::int64_t distanceToNextBar(std::int64_t step, std::int64_t origin, int stepsPerBar)
{
    const std::int64_t remainder = (step - origin) % stepsPerBar;
    return remainder == 0 ? 0 : stepsPerBar - remainder;
}

/// Step of the last note-on in `events`, and of the note-off that follows it or the end.
std::pair<std::int64_t, std::int64_t> lastOnAndOff(const std::vector<int> &events)
{
    auto off = static_cast<std::int64_t>(events.size());
    for (auto step = off - 1; step >= 0; --step) {
        const int event = events[static_cast<std::size_t>(step)];
        if (event == kMelodyNoteOff)
            off = step;
        else if (event >= kMinMidiPitch)
            return {step, off};
    }
    return {-1, off};
}

void addNote(std::vector<int> &events, int pitch, std::int64_t start, std::int64_t end)
{
    if (end >= kMaxMelodySteps)
        throw SequenceError(SequenceFault::TooLong, "A melody would be longer than any tune.");
    // A shorter length cuts the overlapping older note.
    events.resize(static_cast<std::size_t>(end) + 1, kMelodyNoEvent);
    const auto first = events.begin() + start;
    *first = pitch;
    std::fill(first + 1, events.end() - 1, kMelodyNoEvent);
    events.back() = kMelodyNoteOff;
}

/// Builds the melody from `notes`, which all start at or after `searchStart`.
Melody buildMelody(std::span<const Note *const> notes, std::int64_t searchStart, int stepsPerBar,
                   int stepsPerQuarter, const MelodyExtractionOptions &options)
{
    Melody melody{.stepsPerBar = stepsPerBar, .stepsPerQuarter = stepsPerQuarter};
    if (notes.empty())
        return melody;
    const std::int64_t firstNote = notes.front()->quantizedStartStep;
    const std::int64_t startStep = firstNote - (firstNote - searchStart) % stepsPerBar;
    for (const Note *note : notes) {
        if ((options.filterDrums && note->isDrum) || note->velocity == 0)
            continue;
        const std::int64_t start = note->quantizedStartStep - startStep;
        if (!melody.events.empty()) {
            const auto [lastOn, lastOff] = lastOnAndOff(melody.events);
            if (start == lastOn) {
                if (options.ignorePolyphonicNotes)
                    continue;
                throw SequenceError(SequenceFault::PolyphonicMelody,
                                    "Two notes of the track begin at the same step.");
            }
            if (static_cast<double>(start - lastOff) >= options.gapBars * stepsPerBar)
                break;
        }
        addNote(melody.events, note->pitch, start, note->quantizedEndStep - startStep);
    }
    if (melody.events.empty())
        return melody;
    melody.startStep = startStep;
    melody.events.pop_back(); // the note-off of the last note: the melody's end says the same
    if (options.padEnd) {
        const auto length = static_cast<std::int64_t>(melody.events.size());
        setMelodyLength(melody, static_cast<int>(length + distanceToNextBar(length, 0, stepsPerBar)));
    }
    return melody;
}

std::size_t countPitchClasses(const std::vector<int> &events)
{
    std::set<int> classes;
    for (const int event : events) {
        if (event >= kMinMidiPitch)
            classes.insert(event % 12);
    }
    return classes.size();
}

void keepOrCount(Melody melody, const MelodyExtractionOptions &options, MelodyExtraction &result)
{
    const auto length = static_cast<std::int64_t>(melody.events.size());
    if (length < std::int64_t{melody.stepsPerBar} * options.minBars) {
        ++result.counts["melodies_discarded_too_short"];
        return;
    }
    if (options.maxStepsDiscard && length > *options.maxStepsDiscard) {
        ++result.counts["melodies_discarded_too_long"];
        return;
    }
    if (options.maxStepsTruncate && length > *options.maxStepsTruncate) {
        const int partialBar = options.padEnd ? *options.maxStepsTruncate % melody.stepsPerBar : 0;
        setMelodyLength(melody, *options.maxStepsTruncate - partialBar);
        ++result.counts["melodies_truncated"];
    }
    if (countPitchClasses(melody.events) < static_cast<std::size_t>(std::max(options.minUniquePitches, 0))) {
        ++result.counts["melodies_discarded_too_few_pitches"];
        return;
    }
    ++result.lengthsInBars[static_cast<std::int64_t>(melody.events.size()) / melody.stepsPerBar];
    result.melodies.push_back(std::move(melody));
}

void extractFromTrack(std::span<const Note *const> notes, int stepsPerBar, int stepsPerQuarter,
                      const MelodyExtractionOptions &options, MelodyExtraction &result)
{
    std::int64_t searchStart = 0;
    while (true) {
        while (!notes.empty() && notes.front()->quantizedStartStep < searchStart)
            notes = notes.subspan(1);
        Melody melody = buildMelody(notes, searchStart, stepsPerBar, stepsPerQuarter, options);
        if (melody.events.empty())
            return;
        searchStart = melody.endStep() + distanceToNextBar(melody.endStep(), 0, stepsPerBar);
        keepOrCount(std::move(melody), options, result);
    }
}

} // namespace

Melody melodyFromQuantized(const NoteSequence &quantized, std::int64_t searchStartStep, int instrument,
                           const MelodyExtractionOptions &options)
{
    const int barSteps = wholeStepsPerBar(quantized);
    std::vector<const Note *> notes;
    for (const Note &note : quantized.notes) {
        if (note.instrument == instrument && note.quantizedStartStep >= searchStartStep)
            notes.push_back(&note);
    }
    std::stable_sort(notes.begin(), notes.end(), startsEarlierOrHigher);
    return buildMelody(notes, searchStartStep, barSteps, quantized.stepsPerQuarter, options);
}

MelodyExtraction extractMelodies(const NoteSequence &quantized, const MelodyExtractionOptions &options)
{
    MelodyExtraction result;
    for (const char *reason :
         {"polyphonic_tracks_discarded", "melodies_discarded_too_short", "melodies_discarded_too_few_pitches",
          "melodies_discarded_too_long", "melodies_truncated"})
        result.counts[reason] = 0;
    const int barSteps = wholeStepsPerBar(quantized);
    for (const auto &[instrument, notes] : sortedNotes(quantized)) {
        try {
            extractFromTrack(notes, barSteps, quantized.stepsPerQuarter, options, result);
        } catch (const SequenceError &error) {
            if (error.fault() != SequenceFault::PolyphonicMelody)
                throw;
            ++result.counts["polyphonic_tracks_discarded"];
        }
    }
    return result;
}

} // namespace solferino
