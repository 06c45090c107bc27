// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/song_json.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace solferino {

using nlohmann::json;

namespace {

/// Ticks may be any that leave room to add two of them.
constexpr Tick kMaxTick = std::numeric_limits<Tick>::max() / 4;

constexpr std::array<std::pair<SongText::Kind, const char *>, 6> kTextKinds{{
    {SongText::Kind::Text, "text"},
    {SongText::Kind::Copyright, "copyright"},
    {SongText::Kind::Instrument, "instrument"},
    {SongText::Kind::Lyric, "lyric"},
    {SongText::Kind::Marker, "marker"},
    {SongText::Kind::Cue, "cue"},
}};

/// Writes each element of a list with `write`.
template <class T, class Write>
json writeList(const std::vector<T> &list, Write write)
{
    json array = json::array();
    array.get_ref<json::array_t &>().reserve(list.size());
    for (const T &each : list)
        array.push_back(write(each));
    return array;
}

template <class Read>
auto readList(const JsonReader &reader, Read read)
{
    std::vector<decltype(read(reader))> list;
    const std::size_t size = reader.arraySize();
    list.reserve(size);
    for (std::size_t i = 0; i < size; ++i)
        list.push_back(read(reader.at(i)));
    return list;
}

json writeNote(const SongNote &note)
{
    return json::array({note.id, note.start, note.length, note.pitch, note.velocity, note.releaseVelocity});
}

SongNote readNote(const JsonReader &reader)
{
    reader.expectSize(6);
    SongNote note;
    note.id = reader.at(std::size_t{0}).natural();
    note.start = reader.at(1).integer(0, kMaxTick);
    note.length = reader.at(2).integer(1, kMaxTick);
    note.pitch = static_cast<int>(reader.at(3).integer(0, 127));
    note.velocity = static_cast<int>(reader.at(4).integer(1, 127));
    note.releaseVelocity = static_cast<int>(reader.at(5).integer(0, 127));
    return note;
}

Tick readTime(const JsonReader &reader)
{
    return reader.at(std::size_t{0}).integer(0, kMaxTick);
}

json writeEvent(const ChannelEvent &event)
{
    return json::array({event.time, event.status, event.data1, event.data2});
}

ChannelEvent readEvent(const JsonReader &reader)
{
    reader.expectSize(4);
    ChannelEvent event;
    event.time = readTime(reader);
    event.status = static_cast<std::uint8_t>(reader.at(1).integer(0xA0, 0xE0));
    if (event.status % 16 != 0)
        reader.at(1).fail("the lower four bits of a status must be 0");
    event.data1 = static_cast<std::uint8_t>(reader.at(2).integer(0, 127));
    event.data2 = static_cast<std::uint8_t>(reader.at(3).integer(0, 127));
    return event;
}

json writeSongText(const SongText &text)
{
    const auto kind = std::find_if(kTextKinds.begin(), kTextKinds.end(),
                                   [&](const auto &each) { return each.first == text.kind; });
    return json::array({text.time, kind == kTextKinds.end() ? "text" : kind->second, writeText(text.text)});
}

SongText readSongText(const JsonReader &reader)
{
    reader.expectSize(3);
    const std::string name = reader.at(1).text();
    const auto kind = std::find_if(kTextKinds.begin(), kTextKinds.end(),
                                   [&](const auto &each) { return name == each.second; });
    if (kind == kTextKinds.end())
        reader.at(1).fail("'" + name + "' is not a kind of text");
    return {readTime(reader), kind->first, reader.at(2).text()};
}

json writeRawEvent(const RawEvent &event)
{
    return json::array({event.time, writeBytes(event.bytes)});
}

RawEvent readRawEvent(const JsonReader &reader)
{
    reader.expectSize(2);
    return {readTime(reader), reader.at(1).bytes()};
}

json writeTrack(const Track &track)
{
    return {{"id", track.id},
            {"name", writeText(track.name)},
            {"channel", track.channel},
            {"port", track.port},
            {"drum", track.isDrum},
            {"program", track.program},
            {"bank", track.bank},
            {"volume", track.volume},
            {"pan", track.pan},
            {"muted", track.isMuted},
            {"solo", track.isSolo},
            {"colour", track.colour},
            {"notes", writeNotes(track.notes)},
            {"events", writeList(track.events, writeEvent)},
            {"texts", writeList(track.texts, writeSongText)},
            {"raw", writeList(track.rawEvents, writeRawEvent)}};
}

Track readTrack(const JsonReader &reader, std::vector<std::string> &warnings)
{
    Track track;
    track.id = reader.at("id").natural();
    track.name = reader.at("name").text();
    track.channel = static_cast<int>(reader.at("channel").integer(0, 15));
    track.port = static_cast<int>(reader.at("port").integer(0, 255));
    track.isDrum = reader.at("drum").boolean();
    track.program = static_cast<int>(reader.at("program").integer(0, 127));
    track.bank = static_cast<int>(reader.at("bank").integer(0, 16383));
    track.volume = reader.at("volume").number(0.0, 1.0);
    track.pan = reader.at("pan").number(-1.0, 1.0);
    track.isMuted = reader.at("muted").boolean();
    track.isSolo = reader.at("solo").boolean();
    track.colour = static_cast<int>(reader.at("colour").integer(0, 255));
    track.notes = readNotes(reader.at("notes"));
    track.events = readList(reader.at("events"), readEvent);
    track.texts = readList(reader.at("texts"), readSongText);
    track.rawEvents = readList(reader.at("raw"), readRawEvent);
    reader.reportUnknown({"id", "name", "channel", "port", "drum", "program", "bank", "volume", "pan",
                          "muted", "solo", "colour", "notes", "events", "texts", "raw"},
                         warnings);
    return track;
}

void readTimeline(const JsonReader &reader, Song &song)
{
    song.tempos = readList(reader.at("tempos"), [](const JsonReader &each) {
        each.expectSize(2);
        return TempoChange{readTime(each), static_cast<std::uint32_t>(each.at(1).integer(1, 0xFFFFFFFF))};
    });
    song.meters = readList(reader.at("meters"), [](const JsonReader &each) {
        each.expectSize(3);
        return MeterChange{readTime(each), static_cast<int>(each.at(1).integer(1, 255)),
                           static_cast<int>(each.at(2).integer(1, 1 << 30))};
    });
    song.keys = readList(reader.at("keys"), [](const JsonReader &each) {
        each.expectSize(3);
        return KeyChange{readTime(each), static_cast<int>(each.at(1).integer(-7, 7)), each.at(2).boolean()};
    });
    song.markers = readList(reader.at("markers"), readSongText);
    song.texts = readList(reader.at("texts"), readSongText);
    song.rawEvents = readList(reader.at("raw"), readRawEvent);
    if (reader.has("loop")) {
        const JsonReader loop = reader.at("loop");
        loop.expectSize(2);
        song.loop = {readTime(loop), loop.at(1).integer(0, kMaxTick)};
    }
}

/// Ids are used once, and the next one lies above them all.
void checkIds(const JsonReader &reader, Song &song)
{
    std::unordered_set<std::uint64_t> ids;
    const auto take = [&](std::uint64_t id) {
        if (id == 0 || id > std::uint64_t(kMaxTick) || !ids.insert(id).second)
            reader.fail("the id " + std::to_string(id) + " is used twice or is none");
        song.nextId = std::max(song.nextId, id + 1);
    };
    for (const Track &track : song.tracks) {
        take(track.id);
        for (const SongNote &note : track.notes)
            take(note.id);
    }
}

} // namespace

json writeNotes(const std::vector<SongNote> &notes)
{
    return writeList(notes, writeNote);
}

std::vector<SongNote> readNotes(const JsonReader &reader)
{
    std::vector<SongNote> notes = readList(reader, readNote);
    if (!std::is_sorted(notes.begin(), notes.end(), noteBefore))
        std::sort(notes.begin(), notes.end(), noteBefore);
    return notes;
}

json writeSong(const Song &song)
{
    json object = {
        {"ticks_per_quarter", song.ticksPerQuarter},
        {"title", writeText(song.title)},
        {"tracks", writeList(song.tracks, writeTrack)},
        {"tempos", writeList(song.tempos,
                             [](const TempoChange &each) {
                                 return json::array({each.time, each.microsecondsPerQuarter});
                             })},
        {"meters", writeList(song.meters,
                             [](const MeterChange &each) {
                                 return json::array({each.time, each.numerator, each.denominator});
                             })},
        {"keys", writeList(song.keys,
                           [](const KeyChange &each) {
                               return json::array({each.time, each.sharps, each.isMinor});
                           })},
        {"markers", writeList(song.markers, writeSongText)},
        {"texts", writeList(song.texts, writeSongText)},
        {"raw", writeList(song.rawEvents, writeRawEvent)},
        {"next_id", song.nextId},
    };
    if (song.loop)
        object["loop"] = json::array({song.loop->start, song.loop->end});
    return object;
}

Song readSong(const JsonReader &reader, std::vector<std::string> &warnings)
{
    Song song;
    song.ticksPerQuarter = static_cast<int>(reader.at("ticks_per_quarter").integer(1, 1 << 24));
    song.title = reader.at("title").text();
    readTimeline(reader, song);
    song.nextId = reader.at("next_id").natural();
    song.tracks =
        readList(reader.at("tracks"), [&](const JsonReader &each) { return readTrack(each, warnings); });
    checkIds(reader, song);
    reader.reportUnknown({"ticks_per_quarter", "title", "tracks", "tempos", "meters", "keys", "markers",
                          "texts", "raw", "loop", "next_id"},
                         warnings);
    return song;
}

} // namespace solferino
