// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_primer.h"

#include "core/domain/music/quantized_sequence.h"
#include "models/melody_rnn/melody_extraction.h"
#include "models/runtime/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <sstream>

namespace solferino::models {

namespace {

constexpr double kSecondsPerMinute = 60.0;

MelodyExtractionOptions primerExtraction(bool ignorePolyphony)
{
    MelodyExtractionOptions options;
    options.minBars = 0;
    options.minUniquePitches = 1;
    options.gapBars = std::numeric_limits<double>::infinity();
    options.ignorePolyphonicNotes = ignorePolyphony;
    return options;
}

/// Quantizes a sequence of one tempo; a meter that changes or has no grid counts as 4/4.
NoteSequence quantizeLeniently(NoteSequence sequence, Progress *progress)
{
    try {
        NoteSequence quantized = quantizeRelative(sequence, kMelodyStepsPerQuarter);
        const double bar = stepsPerBar(quantized);
        if (bar == std::floor(bar))
            return quantized;
    } catch (const SequenceError &error) {
        if (error.fault() == SequenceFault::NegativeTime || error.fault() == SequenceFault::TooLong)
            throw Error(Error::Kind::BadInput, error.what());
    }
    if (progress != nullptr)
        progress->note("The primer's time signatures do not fit one grid; its bars are taken as 4/4.");
    sequence.timeSignatures.clear();
    return quantizeRelative(sequence, kMelodyStepsPerQuarter);
}

std::string instrumentName(const NoteSequence &sequence, int instrument)
{
    for (const auto &[index, name] : sequence.instrumentNames) {
        if (index == instrument && !name.empty())
            return name;
    }
    return "track " + std::to_string(instrument + 1);
}

/// The one instrument that has pitched notes. Throws if there are none or several.
int soleInstrument(const NoteSequence &sequence)
{
    std::set<int> instruments;
    for (const Note &note : sequence.notes) {
        if (!note.isDrum && note.velocity > 0)
            instruments.insert(note.instrument);
    }
    if (instruments.empty())
        throw Error(Error::Kind::BadInput, sequence.notes.empty()
                                               ? "The primer has no notes."
                                               : "The primer has drums only; a melody is needed.");
    if (instruments.size() == 1)
        return *instruments.begin();
    std::string names;
    for (const int instrument : instruments)
        names += (names.empty() ? "" : ", ") + instrumentName(sequence, instrument);
    throw Error(Error::Kind::BadInput, "The primer has notes in " + std::to_string(instruments.size()) +
                                           " tracks (" + names + "); give one of them.");
}

/// "bar 3, beat 2", counted from 1.
std::string placeOf(std::int64_t step, int stepsPerBar)
{
    return "bar " + std::to_string(step / stepsPerBar + 1) + ", beat " +
           std::to_string(step % stepsPerBar / kMelodyStepsPerQuarter + 1);
}

/// Says where notes of `instrument` begin together, of which only the highest is read.
void notePolyphony(const NoteSequence &quantized, int instrument, int stepsPerBar, Progress &progress)
{
    std::map<std::int64_t, int> starts;
    for (const Note &note : quantized.notes) {
        if (note.instrument == instrument && !note.isDrum && note.velocity > 0)
            ++starts[note.quantizedStartStep];
    }
    const auto chord =
        std::find_if(starts.begin(), starts.end(), [](const auto &start) { return start.second > 1; });
    if (chord != starts.end())
        progress.note("Two notes overlap at " + placeOf(chord->first, stepsPerBar) +
                      " of the primer; the highest are kept.");
}

/// Where new notes begin after the last note, as Magenta counts: one step of distance, and the next step.
std::int64_t magentaFirstStep(const NoteSequence &sequence)
{
    const double stepsPerSecond =
        kMelodyStepsPerQuarter * sequence.tempos.front().quartersPerMinute / kSecondsPerMinute;
    double end = 0.0;
    for (const Note &note : sequence.notes)
        end = std::max(end, note.endTime);
    return quantizeToStep(end + 1.0 / stepsPerSecond, stepsPerSecond, 0.0);
}

/// Pads or cuts the primer so that it ends where new notes begin.
void setFirstNewStep(MelodyPrimer &primer, std::int64_t step)
{
    const std::int64_t length = step - primer.startStep;
    if (length < 1)
        throw Error(Error::Kind::BadOption, "New notes cannot begin at step " + std::to_string(step) +
                                                ", where the primer has not begun; give primer_steps above " +
                                                std::to_string(primer.startStep) + ".");
    if (length > kMaxMelodySteps)
        throw Error(Error::Kind::BadInput, "The primer is too long.");
    Melody melody{.events = std::move(primer.events)};
    setMelodyLength(melody, static_cast<int>(length));
    primer.events = std::move(melody.events);
    const double end =
        static_cast<double>(step) * kSecondsPerMinute / primer.quartersPerMinute / kMelodyStepsPerQuarter;
    const double halfStep = 0.5 * kSecondsPerMinute / primer.quartersPerMinute / kMelodyStepsPerQuarter;
    std::erase_if(primer.sequence.notes, [&](const Note &note) { return note.startTime >= end - halfStep; });
    for (Note &note : primer.sequence.notes)
        note.endTime = std::min(note.endTime, end);
}

MelodyPrimer primerFromSequence(const NoteSequence &midi, const MelodyGenerateOptions &options,
                                Progress &progress)
{
    MelodyPrimer primer;
    primer.quartersPerMinute = options.quartersPerMinute > 0.0 ? options.quartersPerMinute
                               : midi.tempos.empty()           ? kDefaultQuartersPerMinute
                                                               : midi.tempos.back().quartersPerMinute;
    primer.sequence = atConstantTempo(midi, primer.quartersPerMinute);
    const int instrument = soleInstrument(primer.sequence);
    std::erase_if(primer.sequence.notes,
                  [instrument](const Note &note) { return note.instrument != instrument; });
    const NoteSequence quantized = quantizeLeniently(primer.sequence, &progress);
    Melody melody = melodyFromQuantized(quantized, 0, instrument, primerExtraction(true));
    notePolyphony(quantized, instrument, melody.stepsPerBar, progress);
    primer.startStep = melody.startStep;
    primer.events = std::move(melody.events);
    if (options.primerSteps > 0)
        setFirstNewStep(primer, options.primerSteps);
    else if (options.magentaTiming)
        setFirstNewStep(primer, magentaFirstStep(primer.sequence));
    return primer;
}

MelodyPrimer primerFromEvents(std::vector<int> events, const MelodyGenerateOptions &options,
                              Progress &progress)
{
    const double quartersPerMinute =
        options.quartersPerMinute > 0.0 ? options.quartersPerMinute : kDefaultQuartersPerMinute;
    cleanLeadingNoteOffs(events);
    MelodyPrimer primer;
    primer.sequence = melodyToSequence({.events = events}, quartersPerMinute);
    if (options.magentaTiming && options.primerSteps == 0 && !primer.sequence.notes.empty())
        return primerFromSequence(primer.sequence, options, progress);
    primer.quartersPerMinute = quartersPerMinute;
    primer.events = std::move(events);
    if (options.primerSteps > 0)
        setFirstNewStep(primer, options.primerSteps);
    return primer;
}

} // namespace

MelodyPrimer readPrimer(const MelodyGenerateOptions &options, const std::optional<NoteSequence> &midi,
                        int fallbackPitch, Progress &progress)
{
    if (!options.primerMelody.empty())
        return primerFromEvents(parseMelodyList(options.primerMelody), options, progress);
    if (midi)
        return primerFromSequence(*midi, options, progress);
    return primerFromEvents({fallbackPitch}, options, progress);
}

std::vector<int> parseMelodyList(const std::string &text)
{
    std::string list = text;
    std::erase_if(list, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    if (list.size() >= 2 && list.front() == '[' && list.back() == ']')
        list = list.substr(1, list.size() - 2);
    std::vector<int> events;
    std::istringstream stream(list);
    for (std::string entry; std::getline(stream, entry, ',');) {
        int event = 0;
        const auto [end, failure] = std::from_chars(entry.data(), entry.data() + entry.size(), event);
        const std::string place =
            "Entry " + std::to_string(events.size() + 1) + " of primer_melody, \"" + entry + "\", ";
        if (failure != std::errc() || end != entry.data() + entry.size())
            throw Error(Error::Kind::BadOption, place + "is not a number; write events like 60,-2,62.");
        if (event < kMelodyNoEvent || event > kMaxMidiPitch)
            throw Error(Error::Kind::BadOption,
                        place + "is neither -2 (hold), -1 (end) nor a pitch from 0 to 127.");
        events.push_back(event);
    }
    if (events.empty() || list.back() == ',')
        throw Error(Error::Kind::BadOption,
                    "The option primer_melody needs an event after each comma, like 60,-2,62.");
    return events;
}

std::vector<int> readFollowing(const NoteSequence &midi)
{
    const double tempo =
        midi.tempos.empty() ? kDefaultQuartersPerMinute : midi.tempos.front().quartersPerMinute;
    const NoteSequence quantized = quantizeLeniently(atConstantTempo(midi, tempo), nullptr);
    std::vector<int> events;
    for (const Melody &melody : extractMelodies(quantized, primerExtraction(true)).melodies) {
        if (!events.empty() && melody.startStep >= static_cast<std::int64_t>(events.size()))
            continue;
        events.assign(static_cast<std::size_t>(melody.startStep), kMelodyNoEvent);
        events.insert(events.end(), melody.events.begin(), melody.events.end());
    }
    return events;
}

NoteSequence atConstantTempo(const NoteSequence &sequence, double quartersPerMinute)
{
    std::vector<Tempo> tempos = sequence.tempos;
    std::stable_sort(tempos.begin(), tempos.end(),
                     [](const Tempo &a, const Tempo &b) { return a.time < b.time; });
    if (tempos.empty() || tempos.front().time > 0.0)
        tempos.insert(tempos.begin(), Tempo{});
    NoteSequence result = sequence;
    result.tempos = {{0.0, quartersPerMinute}};
    if (tempos.size() == 1 && tempos.front().quartersPerMinute == quartersPerMinute)
        return result;

    const auto moved = [&](double time) {
        double quarters = 0.0;
        for (std::size_t i = 0; i < tempos.size(); ++i) {
            const double end = i + 1 < tempos.size() ? std::min(tempos[i + 1].time, time) : time;
            if (end > tempos[i].time)
                quarters += (end - tempos[i].time) * tempos[i].quartersPerMinute / kSecondsPerMinute;
        }
        return quarters * kSecondsPerMinute / quartersPerMinute;
    };
    for (Note &note : result.notes) {
        note.startTime = moved(note.startTime);
        note.endTime = moved(note.endTime);
    }
    for (TimeSignature &signature : result.timeSignatures)
        signature.time = moved(signature.time);
    for (KeySignature &signature : result.keySignatures)
        signature.time = moved(signature.time);
    for (PitchBend &bend : result.pitchBends)
        bend.time = moved(bend.time);
    for (ControlChange &change : result.controlChanges)
        change.time = moved(change.time);
    for (TextAnnotation &annotation : result.textAnnotations)
        annotation.time = moved(annotation.time);
    result.totalTime = moved(result.totalTime);
    return result;
}

} // namespace solferino::models
