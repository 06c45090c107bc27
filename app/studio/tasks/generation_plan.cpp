// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/tasks/generation_plan.h"

#include "core/domain/music/midi_file.h"

#include <QCoreApplication>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kStepsPerQuarter = 4;
constexpr int kFillContextBars = 8; ///< how much of the song before a range a model reads
constexpr int kFillAfterBars = 2;   ///< how much behind it the candidates are measured against
constexpr int kFillAttempts = 8;

const std::vector<SongNote> &notesOf(const Song &song, TrackId id)
{
    static const std::vector<SongNote> none;
    const Track *track = song.findTrack(id);
    return track ? track->notes : none;
}

std::vector<SongNote> notesBetween(const std::vector<SongNote> &notes, Tick from, Tick to)
{
    std::vector<SongNote> found;
    std::copy_if(notes.begin(), notes.end(), std::back_inserter(found),
                 [=](const SongNote &note) { return note.start >= from && note.start < to; });
    return found;
}

/// The notes that a model would read for this target, in the order of time.
std::vector<SongNote> primerNotes(const Song &song, const GenerationTarget &target)
{
    const std::vector<SongNote> &notes = notesOf(song, target.track);
    switch (generationKind(target)) {
    case GenerationKind::Generate:
        return {};
    case GenerationKind::Continue: {
        std::vector<NoteId> ids = target.selectedNotes;
        std::sort(ids.begin(), ids.end());
        std::vector<SongNote> found;
        std::copy_if(notes.begin(), notes.end(), std::back_inserter(found), [&ids](const SongNote &note) {
            return std::binary_search(ids.begin(), ids.end(), note.id);
        });
        return found;
    }
    case GenerationKind::Fill: {
        const TempoMap map(song);
        const std::int64_t bar = map.barAt(target.timeRange->start).bar;
        const Tick from = map.tickOfBar(std::max<std::int64_t>(0, bar - kFillContextBars));
        return notesBetween(notes, from, target.timeRange->start);
    }
    }
    return {};
}

std::int64_t endStep(const SongNote &note, Tick origin, int ticksPerQuarter)
{
    const std::int64_t start = stepOfTick(note.start - origin, ticksPerQuarter);
    return std::max(start + 1, stepOfTick(note.end() - origin, ticksPerQuarter));
}

/// A MIDI file of these notes alone, with `origin` as its time 0 and the tempo and meter that hold there.
Attachment midiOf(const Song &song, std::vector<SongNote> notes, Tick origin, const char *name)
{
    const TempoMap map(song);
    Song excerpt;
    excerpt.ticksPerQuarter = song.ticksPerQuarter;
    excerpt.tempos = {{0, static_cast<std::uint32_t>(60e6 / map.quartersPerMinuteAt(origin) + 0.5)}};
    MeterChange meter = map.meterAt(origin);
    meter.time = 0;
    excerpt.meters = {meter};
    for (SongNote &note : notes)
        note.start -= origin;
    Track track;
    track.id = 1;
    track.notes = std::move(notes);
    excerpt.tracks = {std::move(track)};
    return {name, "audio/midi", writeMidi(midiFromSong(excerpt))};
}

} // namespace

Tick tickOfStep(std::int64_t step, int ticksPerQuarter)
{
    return (step * ticksPerQuarter * 2 + kStepsPerQuarter) / (kStepsPerQuarter * 2);
}

std::int64_t stepOfTick(Tick tick, int ticksPerQuarter)
{
    return (tick * kStepsPerQuarter * 2 + ticksPerQuarter) / (ticksPerQuarter * 2);
}

GenerationKind generationKind(const GenerationTarget &target)
{
    if (target.timeRange && target.timeRange->end > target.timeRange->start)
        return GenerationKind::Fill;
    return target.selectedNotes.empty() ? GenerationKind::Generate : GenerationKind::Continue;
}

std::optional<PrimerRefusal> primerRefusal(const Song &song, const GenerationTarget &target)
{
    const std::vector<SongNote> notes = primerNotes(song, target);
    const int ticksPerQuarter = song.ticksPerQuarter;
    std::optional<PrimerRefusal> refusal;
    std::vector<SongNote> voice; // the highest line so far
    for (const SongNote &note : notes) {
        const std::int64_t start = stepOfTick(note.start, ticksPerQuarter);
        const bool collides = !voice.empty() && endStep(voice.back(), 0, ticksPerQuarter) > start;
        if (collides && !refusal) {
            const BarPosition place = TempoMap(song).barAt(note.start);
            refusal = PrimerRefusal{
                QCoreApplication::translate("Generation", "Two notes overlap at bar %1, beat %2.")
                    .arg(place.bar + 1)
                    .arg(place.beat + 1),
                {voice.back().id, note.id},
                {}};
        }
        if (collides && note.pitch > voice.back().pitch)
            voice.back() = note;
        else if (!collides)
            voice.push_back(note);
    }
    if (refusal) {
        for (const SongNote &note : voice)
            refusal->highestVoice.push_back(note.id);
    }
    return refusal;
}

GenerationPlan planGeneration(const Song &song, const GenerationTarget &target)
{
    const TempoMap map(song);
    const int ticksPerQuarter = song.ticksPerQuarter;
    const std::vector<SongNote> primer = primerNotes(song, target);
    const Tick anchor = !primer.empty()    ? primer.front().start
                        : target.timeRange ? target.timeRange->start
                                           : target.playhead;
    const Tick origin = map.tickOfBar(map.barAt(anchor).bar);

    GenerationPlan plan;
    plan.kind = generationKind(target);
    plan.contextStart = primer.empty() ? anchor : origin;
    std::int64_t firstStep = stepOfTick(anchor - origin, ticksPerQuarter);
    if (plan.kind == GenerationKind::Continue) {
        for (const SongNote &note : primer)
            firstStep = std::max(firstStep, endStep(note, origin, ticksPerQuarter));
    } else if (plan.kind == GenerationKind::Fill) {
        firstStep = stepOfTick(target.timeRange->start - origin, ticksPerQuarter);
        const std::int64_t lastStep = stepOfTick(target.timeRange->end - origin, ticksPerQuarter);
        plan.steps = static_cast<int>(std::max<std::int64_t>(1, lastStep - firstStep));
    }
    plan.insertAt = origin + tickOfStep(firstStep, ticksPerQuarter);
    plan.options["qpm"] = map.quartersPerMinuteAt(plan.insertAt);
    if (!primer.empty()) {
        plan.inputs.push_back(midiOf(song, primer, origin, "primer"));
        plan.options["primer_steps"] = firstStep;
    }
    if (plan.kind == GenerationKind::Fill) {
        const Tick end = origin + tickOfStep(firstStep + *plan.steps, ticksPerQuarter);
        const Tick until = map.tickOfBar(map.barAt(end).bar + kFillAfterBars);
        std::vector<SongNote> after = notesBetween(notesOf(song, target.track), end, until);
        if (!after.empty())
            plan.inputs.push_back(midiOf(song, std::move(after), end, "after"));
        plan.options["fit_attempts"] = kFillAttempts;
    }
    return plan;
}

} // namespace solferino
