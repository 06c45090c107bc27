// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/note_clip.h"

#include "core/domain/text/format_error.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace solferino {

namespace {

/// Far more ticks than any song has, and small enough that sums of two cannot overflow.
constexpr Tick kMaxTick = Tick{1} << 40;
constexpr int kMaxTicksPerQuarter = 32767;

template <class Integer>
Integer readInteger(const nlohmann::json &value, Integer min, Integer max)
{
    if (!value.is_number_integer() || value.get<std::int64_t>() < min || value.get<std::int64_t>() > max)
        throw FormatError("The copied notes hold a value out of range; copy them again.");
    return value.get<Integer>();
}

SongNote readNote(const nlohmann::json &row)
{
    if (!row.is_array() || row.size() != 5)
        throw FormatError("The copied notes are not rows of five numbers; copy them again.");
    return {
        .id = 0,
        .start = readInteger<Tick>(row[0], -kMaxTick, kMaxTick),
        .length = readInteger<Tick>(row[1], 1, kMaxTick),
        .pitch = readInteger<int>(row[2], kMinMidiPitch, kMaxMidiPitch),
        .velocity = readInteger<int>(row[3], 1, 127),
        .releaseVelocity = readInteger<int>(row[4], 0, 127),
    };
}

} // namespace

NoteClip copyNotes(std::vector<SongNote> notes, Tick origin, int ticksPerQuarter)
{
    for (SongNote &note : notes) {
        note.id = 0;
        note.start -= origin;
    }
    std::ranges::sort(notes, noteBefore);
    return {ticksPerQuarter, std::move(notes)};
}

std::vector<SongNote> pasteNotes(const NoteClip &clip, Tick place, int ticksPerQuarter)
{
    const double scale = static_cast<double>(ticksPerQuarter) / clip.ticksPerQuarter;
    const auto converted = [scale](Tick tick) {
        return static_cast<Tick>(std::llround(static_cast<double>(tick) * scale));
    };
    std::vector<SongNote> notes;
    notes.reserve(clip.notes.size());
    for (SongNote note : clip.notes) {
        const Tick end = place + converted(note.end());
        note.start = std::max<Tick>(place + converted(note.start), 0);
        note.length = std::max<Tick>(end - note.start, 1);
        notes.push_back(note);
    }
    return notes;
}

std::string clipToJson(const NoteClip &clip)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const SongNote &note : clip.notes)
        rows.push_back({note.start, note.length, note.pitch, note.velocity, note.releaseVelocity});
    return nlohmann::json{{"ticks_per_quarter", clip.ticksPerQuarter}, {"notes", std::move(rows)}}.dump();
}

NoteClip clipFromJson(std::string_view json)
{
    const nlohmann::json root = nlohmann::json::parse(json, nullptr, false);
    if (!root.is_object() || !root.contains("ticks_per_quarter") || !root.contains("notes") ||
        !root["notes"].is_array())
        throw FormatError("The text does not hold copied notes.");
    NoteClip clip;
    clip.ticksPerQuarter = readInteger<int>(root["ticks_per_quarter"], 1, kMaxTicksPerQuarter);
    for (const nlohmann::json &row : root["notes"])
        clip.notes.push_back(readNote(row));
    std::ranges::sort(clip.notes, noteBefore);
    return clip;
}

} // namespace solferino
