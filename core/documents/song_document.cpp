// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/documents/song_document.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace solferino {

namespace {

Track *findTrack(Song &song, TrackId id)
{
    const auto track = std::ranges::find(song.tracks, id, &Track::id);
    return track == song.tracks.end() ? nullptr : &*track;
}

/// Takes the notes of these ids out of `notes`, in their order.
std::vector<SongNote> extractNotes(std::vector<SongNote> &notes, const std::unordered_set<NoteId> &ids)
{
    std::vector<SongNote> extracted;
    extracted.reserve(ids.size());
    std::erase_if(notes, [&](const SongNote &note) {
        if (!ids.contains(note.id))
            return false;
        extracted.push_back(note);
        return true;
    });
    return extracted;
}

void insertNotes(std::vector<SongNote> &notes, std::vector<SongNote> added)
{
    std::ranges::sort(added, noteBefore);
    const auto middle = static_cast<std::ptrdiff_t>(notes.size());
    notes.insert(notes.end(), added.begin(), added.end());
    std::inplace_merge(notes.begin(), notes.begin() + middle, notes.end(), noteBefore);
}

} // namespace

SongDocument::SongDocument(QObject *parent)
    : QObject(parent)
    , m_undoStack(this)
{}

void SongDocument::reset(Song song)
{
    m_undoStack.clear();
    m_song = std::move(song);
    m_nextId = std::max(m_nextId, m_song.nextId);
    m_tempoMap = TempoMap(m_song);
    Q_EMIT songReset();
}

std::uint64_t SongDocument::takeId()
{
    return m_nextId++;
}

GestureId SongDocument::beginGesture()
{
    return ++m_lastGesture;
}

std::vector<SongNote> SongDocument::exchangeNotes(TrackId id, const std::vector<NoteId> &removed,
                                                  std::vector<SongNote> added)
{
    Track *track = findTrack(m_song, id);
    if (track == nullptr)
        return {};
    std::unordered_set<NoteId> leaving(removed.begin(), removed.end());
    for (const SongNote &note : added)
        leaving.insert(note.id); // an id is never twice in a track

    Tick from = std::numeric_limits<Tick>::max();
    Tick to = 0;
    const auto touch = [&from, &to](const SongNote &note) {
        from = std::min(from, note.start);
        to = std::max(to, note.end());
    };
    std::ranges::for_each(added, touch);
    std::vector<SongNote> extracted = extractNotes(track->notes, leaving);
    std::ranges::for_each(extracted, touch);
    insertNotes(track->notes, std::move(added));
    if (from < to)
        Q_EMIT notesChanged(id, from, to);
    return extracted;
}

std::vector<Track> SongDocument::exchangeTracks(const std::vector<TrackId> &order, std::vector<Track> added)
{
    std::vector<Track> pool = std::exchange(m_song.tracks, {});
    std::ranges::move(added, std::back_inserter(pool));
    std::unordered_map<TrackId, std::size_t> places;
    for (std::size_t i = 0; i < pool.size(); ++i)
        places.emplace(pool[i].id, i);
    for (const TrackId id : order) {
        if (const auto place = places.extract(id))
            m_song.tracks.push_back(std::move(pool[place.mapped()]));
    }
    std::vector<Track> rest;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (const auto place = places.find(pool[i].id); place != places.end() && place->second == i)
            rest.push_back(std::move(pool[i]));
    }
    return rest;
}

void SongDocument::exchangeProperties(TrackId id, TrackProperties &properties)
{
    if (Track *track = findTrack(m_song, id)) {
        TrackProperties before = propertiesOf(*track);
        setProperties(*track, std::move(properties));
        properties = std::move(before);
    }
}

void SongDocument::exchangeTimeline(Timeline &timeline)
{
    std::swap(m_song.tempos, timeline.tempos);
    std::swap(m_song.meters, timeline.meters);
    std::swap(m_song.keys, timeline.keys);
    std::swap(m_song.markers, timeline.markers);
    std::swap(m_song.loop, timeline.loop);
    m_tempoMap = TempoMap(m_song);
    Q_EMIT timelineChanged();
}

} // namespace solferino
