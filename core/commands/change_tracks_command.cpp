// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_tracks_command.h"

#include "core/commands/command_id.h"

#include <algorithm>
#include <utility>

namespace solferino {

namespace {

std::vector<TrackId> orderOf(const Song &song)
{
    std::vector<TrackId> order;
    order.reserve(song.tracks.size());
    for (const Track &track : song.tracks)
        order.push_back(track.id);
    return order;
}

} // namespace

ChangeTracksCommand::ChangeTracksCommand(SongDocument &document, const QString &text, GestureId gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_gesture(gesture)
{}

ChangeTracksCommand *ChangeTracksCommand::add(SongDocument &document, const QString &text,
                                              std::vector<Track> tracks, std::size_t index)
{
    auto *command = new ChangeTracksCommand(document, text, 0);
    const auto giveId = [&document, command](std::uint64_t &id) {
        if (id == 0)
            id = document.takeId();
        command->m_nextIdAfter = std::max(command->m_nextIdAfter, id + 1);
    };
    for (Track &track : tracks) {
        giveId(track.id);
        for (SongNote &note : track.notes)
            giveId(note.id);
        std::ranges::sort(track.notes, noteBefore);
        command->m_added.push_back(track.id);
    }
    command->m_changesOrder = true;
    command->m_order = orderOf(document.song());
    const auto place = static_cast<std::ptrdiff_t>(std::min(index, command->m_order.size()));
    command->m_order.insert(command->m_order.begin() + place, command->m_added.begin(),
                            command->m_added.end());
    command->m_tracks = std::move(tracks);
    return command;
}

ChangeTracksCommand *ChangeTracksCommand::remove(SongDocument &document, const QString &text,
                                                 const std::vector<TrackId> &tracks)
{
    auto *command = new ChangeTracksCommand(document, text, 0);
    command->m_changesOrder = true;
    command->m_order = orderOf(document.song());
    std::erase_if(command->m_order,
                  [&tracks](TrackId id) { return std::ranges::find(tracks, id) != tracks.end(); });
    return command;
}

ChangeTracksCommand *ChangeTracksCommand::move(SongDocument &document, const QString &text, TrackId track,
                                               std::size_t index)
{
    auto *command = new ChangeTracksCommand(document, text, 0);
    command->m_changesOrder = true;
    command->m_order = orderOf(document.song());
    if (std::erase(command->m_order, track) > 0) {
        const auto place = static_cast<std::ptrdiff_t>(std::min(index, command->m_order.size()));
        command->m_order.insert(command->m_order.begin() + place, track);
    }
    return command;
}

ChangeTracksCommand *ChangeTracksCommand::setProperties(SongDocument &document, const QString &text,
                                                        Properties properties, GestureId gesture)
{
    auto *command = new ChangeTracksCommand(document, text, gesture);
    command->m_properties = std::move(properties);
    return command;
}

void ChangeTracksCommand::exchange()
{
    if (m_changesOrder) {
        std::vector<TrackId> order = orderOf(m_document.song());
        m_tracks = m_document.exchangeTracks(m_order, std::move(m_tracks));
        m_order = std::move(order);
    }
    for (auto &[track, properties] : m_properties)
        m_document.exchangeProperties(track, properties);
    Q_EMIT m_document.tracksChanged();
}

void ChangeTracksCommand::redo()
{
    m_nextIdBefore = m_document.song().nextId;
    exchange();
    m_document.m_song.nextId = std::max(m_nextIdBefore, m_nextIdAfter);
    setObsolete(changesNothing());
}

void ChangeTracksCommand::undo()
{
    exchange();
    m_document.m_song.nextId = m_nextIdBefore;
}

int ChangeTracksCommand::id() const
{
    return static_cast<int>(CommandId::ChangeTracks);
}

bool ChangeTracksCommand::mergeWith(const QUndoCommand *other)
{
    const auto &next = static_cast<const ChangeTracksCommand &>(*other);
    if (m_gesture == 0 || next.m_gesture != m_gesture || &next.m_document != &m_document)
        return false;
    // Both have been done and hold what they replaced: the older value is the one to go back to.
    for (const auto &entry : next.m_properties) {
        if (std::ranges::find(m_properties, entry.first, &Properties::value_type::first) ==
            m_properties.end())
            m_properties.push_back(entry);
    }
    setObsolete(changesNothing());
    return true;
}

bool ChangeTracksCommand::changesNothing() const
{
    if (m_changesOrder)
        return m_order == orderOf(m_document.song());
    return std::ranges::all_of(m_properties, [this](const auto &entry) {
        const Track *track = m_document.song().findTrack(entry.first);
        return track == nullptr || propertiesOf(*track) == entry.second;
    });
}

} // namespace solferino
