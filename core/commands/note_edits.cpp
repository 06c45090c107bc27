// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_edits.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <utility>

namespace solferino {

namespace {

constexpr int kMinVelocity = 1;
constexpr int kMaxVelocity = 127;

int clampVelocity(double velocity)
{
    return static_cast<int>(std::clamp(std::round(velocity), double{kMinVelocity}, double{kMaxVelocity}));
}

Tick roundToTick(double ticks)
{
    return static_cast<Tick>(std::llround(ticks));
}

Tick firstStart(const std::vector<SongNote> &notes)
{
    const auto first = std::ranges::min_element(notes, {}, &SongNote::start);
    return first == notes.end() ? 0 : first->start;
}

/// A length that a resize wants, held at the limit unless the note was shorter than that before.
Tick limitLength(Tick wanted, Tick before, Tick minLength)
{
    return std::max(wanted, std::min(before, std::max<Tick>(minLength, 1)));
}

/// The second part of `note`, from `tick` on; `note` becomes the first.
SongNote cutNote(SongNote &note, Tick tick)
{
    SongNote rest = note;
    rest.id = 0;
    rest.start = tick;
    rest.length = note.end() - tick;
    note.length = tick - note.start;
    return rest;
}

/// What `covers`, sorted by start, leave of `note`. The first part keeps its id.
std::vector<SongNote> uncovered(const SongNote &note, const std::vector<SongNote> &covers)
{
    std::vector<SongNote> parts;
    Tick from = note.start;
    const auto keepUntil = [&](Tick to) {
        if (from >= to)
            return;
        SongNote &part = parts.emplace_back(note);
        part.id = parts.size() == 1 ? note.id : 0;
        part.start = from;
        part.length = to - from;
    };
    for (const SongNote &cover : covers) {
        keepUntil(std::min(cover.start, note.end()));
        from = std::max(from, cover.end());
    }
    keepUntil(note.end());
    return parts;
}

/// Grid line number `index` with its swing.
Tick gridLine(Tick index, const QuantizeOptions &options)
{
    const double late = index % 2 != 0 ? std::clamp(options.swing, 0.0, 1.0) / 2.0 : 0.0;
    return options.origin + index * options.grid + roundToTick(late * static_cast<double>(options.grid));
}

Tick nearestGridLine(Tick tick, const QuantizeOptions &options)
{
    const Tick offset = tick - options.origin;
    const Tick below = offset / options.grid - (offset % options.grid < 0 ? 1 : 0);
    Tick nearest = gridLine(below, options);
    for (const Tick index : {below - 1, below + 1}) { // swing may bring either nearer
        if (const Tick line = gridLine(index, options); std::abs(line - tick) < std::abs(nearest - tick))
            nearest = line;
    }
    return std::max<Tick>(nearest, 0);
}

} // namespace

std::vector<SongNote> moveNotes(std::vector<SongNote> notes, Tick ticks, int semitones)
{
    if (notes.empty())
        return notes;
    const auto [lowest, highest] = std::ranges::minmax_element(notes, {}, &SongNote::pitch);
    ticks = std::max(ticks, -firstStart(notes));
    semitones = std::clamp(semitones, kMinMidiPitch - lowest->pitch, kMaxMidiPitch - highest->pitch);
    for (SongNote &note : notes) {
        note.start += ticks;
        note.pitch += semitones;
    }
    return notes;
}

std::vector<SongNote> resizeNoteEnds(std::vector<SongNote> notes, Tick ticks, Tick minLength)
{
    for (SongNote &note : notes)
        note.length = limitLength(note.length + ticks, note.length, minLength);
    return notes;
}

std::vector<SongNote> resizeNoteStarts(std::vector<SongNote> notes, Tick ticks, Tick minLength)
{
    ticks = std::max(ticks, -firstStart(notes));
    for (SongNote &note : notes) {
        const Tick end = note.end();
        note.length = limitLength(note.length - ticks, note.length, minLength);
        note.start = end - note.length;
    }
    return notes;
}

std::vector<SongNote> stretchNotes(std::vector<SongNote> notes, double factor)
{
    assert(factor > 0.0);
    const Tick origin = firstStart(notes);
    const auto stretched = [origin, factor](Tick tick) {
        return origin + roundToTick(static_cast<double>(tick - origin) * factor);
    };
    for (SongNote &note : notes) {
        const Tick end = stretched(note.end());
        note.start = stretched(note.start);
        note.length = std::max<Tick>(end - note.start, 1);
    }
    return notes;
}

std::vector<SongNote> duplicateNotes(std::vector<SongNote> notes, Tick ticks)
{
    notes = moveNotes(std::move(notes), ticks, 0);
    for (SongNote &note : notes)
        note.id = 0;
    return notes;
}

std::vector<SongNote> quantizeNotes(std::vector<SongNote> notes, const QuantizeOptions &options)
{
    assert(options.grid > 0);
    const double strength = std::clamp(options.strength, 0.0, 1.0);
    const auto pulled = [strength](Tick from, Tick to) {
        return from + roundToTick(strength * static_cast<double>(to - from));
    };
    for (SongNote &note : notes) {
        const Tick end = note.end();
        const Tick startLine = nearestGridLine(note.start, options);
        note.start = pulled(note.start, startLine);
        if (options.quantizesEnds) {
            const Tick endLine = std::max(nearestGridLine(end, options), startLine + options.grid);
            note.length = std::max<Tick>(pulled(end, endLine) - note.start, 1);
        }
    }
    return notes;
}

std::vector<SongNote> setVelocity(std::vector<SongNote> notes, int velocity)
{
    for (SongNote &note : notes)
        note.velocity = clampVelocity(velocity);
    return notes;
}

std::vector<SongNote> shiftVelocity(std::vector<SongNote> notes, int delta)
{
    for (SongNote &note : notes)
        note.velocity = clampVelocity(static_cast<double>(note.velocity) + delta);
    return notes;
}

std::vector<SongNote> scaleVelocity(std::vector<SongNote> notes, double factor)
{
    for (SongNote &note : notes)
        note.velocity = clampVelocity(note.velocity * factor);
    return notes;
}

std::vector<SongNote> rampVelocity(std::vector<SongNote> notes, int first, int last)
{
    if (notes.empty())
        return notes;
    const auto [from, to] = std::ranges::minmax_element(notes, {}, &SongNote::start);
    const Tick start = from->start;
    const double span = static_cast<double>(to->start - start);
    for (SongNote &note : notes) {
        const double place = span > 0.0 ? static_cast<double>(note.start - start) / span : 0.0;
        note.velocity = clampVelocity(first + place * (last - first));
    }
    return notes;
}

std::vector<SongNote> legatoNotes(std::vector<SongNote> notes, Tick gap)
{
    std::vector<Tick> starts;
    starts.reserve(notes.size());
    for (const SongNote &note : notes)
        starts.push_back(note.start);
    std::ranges::sort(starts);
    for (SongNote &note : notes) {
        const auto next = std::ranges::upper_bound(starts, note.start);
        if (next != starts.end())
            note.length = std::max<Tick>(*next - gap - note.start, 1);
    }
    return notes;
}

std::vector<SongNote> staccatoNotes(std::vector<SongNote> notes, double fraction)
{
    for (SongNote &note : notes)
        note.length = std::max<Tick>(roundToTick(static_cast<double>(note.length) * fraction), 1);
    return notes;
}

std::vector<SongNote> trimOverlaps(std::vector<SongNote> notes)
{
    // For each pitch from the last start to the first; the longest of equal starts comes first of them.
    std::ranges::sort(notes, [](const SongNote &a, const SongNote &b) {
        return a.start != b.start ? a.start > b.start : a.length > b.length;
    });
    std::map<int, Tick> nextStart;
    std::erase_if(notes, [&nextStart](SongNote &note) {
        const auto [next, isLast] = nextStart.try_emplace(note.pitch, note.start);
        if (!isLast && next->second == note.start)
            return true;
        if (!isLast)
            note.length = std::min(note.length, next->second - note.start);
        next->second = note.start;
        return false;
    });
    std::ranges::sort(notes, noteBefore);
    return notes;
}

std::vector<SongNote> splitNotes(const std::vector<SongNote> &notes, Tick tick)
{
    std::vector<SongNote> parts;
    parts.reserve(notes.size());
    for (SongNote note : notes) {
        if (note.start < tick && tick < note.end())
            parts.push_back(cutNote(note, tick));
        parts.push_back(note);
    }
    std::ranges::sort(parts, noteBefore);
    return parts;
}

std::vector<SongNote> splitNotesOnGrid(const std::vector<SongNote> &notes, Tick grid)
{
    assert(grid > 0);
    std::vector<SongNote> parts;
    for (SongNote note : notes) {
        for (Tick line = (note.start / grid + 1) * grid; line < note.end(); line += grid) {
            SongNote rest = cutNote(note, line);
            parts.push_back(note);
            note = rest;
        }
        parts.push_back(note);
    }
    std::ranges::sort(parts, noteBefore);
    return parts;
}

std::vector<SongNote> joinNotes(std::vector<SongNote> notes)
{
    std::ranges::sort(notes, noteBefore);
    std::map<int, SongNote> joined;
    for (const SongNote &note : notes) {
        SongNote &whole = joined.try_emplace(note.pitch, note).first->second;
        whole.length = std::max(whole.end(), note.end()) - whole.start;
    }
    std::vector<SongNote> result;
    result.reserve(joined.size());
    for (const auto &[pitch, note] : joined)
        result.push_back(note);
    std::ranges::sort(result, noteBefore);
    return result;
}

PitchClasses scaleOf(const KeyChange &key)
{
    // Natural minor has the notes of the major key with the same signature.
    constexpr int kMajorSteps[] = {0, 2, 4, 5, 7, 9, 11};
    const int tonic = ((key.sharps * 7) % 12 + 12) % 12;
    PitchClasses scale;
    for (const int step : kMajorSteps)
        scale.set(static_cast<std::size_t>((tonic + step) % 12));
    return scale;
}

std::vector<SongNote> fitToScale(std::vector<SongNote> notes, const PitchClasses &scale)
{
    const auto isInScale = [&scale](int pitch) {
        return pitch >= kMinMidiPitch && pitch <= kMaxMidiPitch &&
               scale.test(static_cast<std::size_t>(pitch % 12));
    };
    for (SongNote &note : notes) {
        for (int distance = 0; distance < 12; ++distance) {
            if (isInScale(note.pitch - distance)) {
                note.pitch -= distance;
                break;
            }
            if (isInScale(note.pitch + distance)) {
                note.pitch += distance;
                break;
            }
        }
    }
    return notes;
}

NoteChange insertTrimming(const Track &track, std::vector<SongNote> added)
{
    NoteChange change{.track = track.id, .removed = {}, .added = {}};
    std::map<int, std::vector<SongNote>> covers;
    std::ranges::sort(added, noteBefore);
    for (const SongNote &note : added)
        covers[note.pitch].push_back(note);
    for (const SongNote &old : track.notes) {
        const auto samePitch = covers.find(old.pitch);
        if (samePitch == covers.end())
            continue;
        const std::vector<SongNote> parts = uncovered(old, samePitch->second);
        if (parts.size() == 1 && parts.front() == old)
            continue;
        change.removed.push_back(old.id);
        change.added.insert(change.added.end(), parts.begin(), parts.end());
    }
    change.added.insert(change.added.end(), added.begin(), added.end());
    return change;
}

} // namespace solferino
