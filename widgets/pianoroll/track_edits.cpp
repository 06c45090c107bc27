// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/track_edits.h"

#include "core/commands/change_tracks_command.h"
#include "core/domain/music/gm_instruments.h"

#include <algorithm>
#include <bitset>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColours = 6;

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::size_t indexOf(const Song &song, TrackId track)
{
    const auto found = std::ranges::find(song.tracks, track, &Track::id);
    return static_cast<std::size_t>(found - song.tracks.begin());
}

} // namespace

QString instrumentName(const Track &track)
{
    return fromView(track.isDrum ? gmDrumKitName(track.program) : gmInstrumentName(track.program));
}

QString instrumentText(const Track &track)
{
    const QString name = instrumentName(track);
    return track.isDrum ? u"%1 · Ch %2"_s.arg(name).arg(track.channel + 1)
                        : u"%1 · GM %2"_s.arg(name).arg(track.program + 1);
}

TrackEdits::TrackEdits(SongDocument &document)
    : m_document(document)
{}

template <class Change>
void TrackEdits::change(TrackId track, const QString &text, GestureId gesture, Change &&change)
{
    const Track *before = m_document.song().findTrack(track);
    if (!before) {
        return;
    }
    TrackProperties properties = propertiesOf(*before);
    change(properties);
    if (properties != propertiesOf(*before)) {
        m_document.undoStack().push(
            ChangeTracksCommand::setProperties(m_document, text, {{track, std::move(properties)}}, gesture));
    }
}

int TrackEdits::freeChannel() const
{
    std::bitset<16> used;
    used.set(kGmDrumChannel);
    for (const Track &track : m_document.song().tracks) {
        used.set(static_cast<std::size_t>(std::clamp(track.channel, 0, 15)));
    }
    for (int channel = 0; channel < 16; ++channel) {
        if (!used[static_cast<std::size_t>(channel)]) {
            return channel;
        }
    }
    return 0;
}

TrackId TrackEdits::add()
{
    const std::size_t count = m_document.song().tracks.size();
    Track track;
    track.name = tr("Track %1").arg(count + 1).toStdString();
    track.channel = freeChannel();
    track.colour = static_cast<int>(count % kColours);
    auto *command = ChangeTracksCommand::add(m_document, tr("Add Track"), {track}, count);
    const TrackId id = command->added().front();
    m_document.undoStack().push(command);
    return id;
}

TrackId TrackEdits::duplicate(TrackId track)
{
    const Track *original = m_document.song().findTrack(track);
    if (!original) {
        return 0;
    }
    Track copy = *original;
    copy.id = 0;
    copy.name = tr("%1 Copy").arg(QString::fromStdString(copy.name)).toStdString();
    copy.channel = copy.isDrum ? copy.channel : freeChannel();
    copy.colour = static_cast<int>(m_document.song().tracks.size() % kColours);
    for (SongNote &note : copy.notes) {
        note.id = 0;
    }
    auto *command = ChangeTracksCommand::add(m_document, tr("Duplicate Track"), {std::move(copy)},
                                             indexOf(m_document.song(), track) + 1);
    const TrackId id = command->added().front();
    m_document.undoStack().push(command);
    return id;
}

void TrackEdits::remove(TrackId track)
{
    if (m_document.song().findTrack(track)) {
        m_document.undoStack().push(ChangeTracksCommand::remove(m_document, tr("Delete Track"), {track}));
    }
}

void TrackEdits::moveTo(TrackId track, std::size_t index)
{
    const std::size_t present = indexOf(m_document.song(), track);
    if (present != index && present < m_document.song().tracks.size()) {
        m_document.undoStack().push(ChangeTracksCommand::move(m_document, tr("Move Track"), track, index));
    }
}

void TrackEdits::moveBy(TrackId track, int offset)
{
    const auto count = std::ssize(m_document.song().tracks);
    const auto target = static_cast<std::ptrdiff_t>(indexOf(m_document.song(), track)) + offset;
    if (target >= 0 && target < count) {
        moveTo(track, static_cast<std::size_t>(target));
    }
}

void TrackEdits::rename(TrackId track, const QString &name)
{
    change(track, tr("Rename Track"), 0,
           [&](TrackProperties &properties) { properties.name = name.toStdString(); });
}

void TrackEdits::setProgram(TrackId track, int program)
{
    const int channel = freeChannel();
    change(track, tr("Change Instrument"), 0, [&](TrackProperties &properties) {
        properties.program = program;
        properties.bank = 0;
        if (properties.isDrum) {
            properties.isDrum = false;
            properties.channel = channel;
        }
    });
}

void TrackEdits::setDrumKit(TrackId track, int program)
{
    change(track, tr("Change Instrument"), 0, [&](TrackProperties &properties) {
        properties.program = program;
        properties.bank = 0;
        properties.isDrum = true;
        properties.channel = kGmDrumChannel;
    });
}

void TrackEdits::setMuted(TrackId track, bool muted)
{
    change(track, muted ? tr("Mute Track") : tr("Unmute Track"), 0,
           [&](TrackProperties &properties) { properties.isMuted = muted; });
}

void TrackEdits::setSolo(TrackId track, bool solo)
{
    change(track, solo ? tr("Solo Track") : tr("Unsolo Track"), 0,
           [&](TrackProperties &properties) { properties.isSolo = solo; });
}

void TrackEdits::setColour(TrackId track, int colour)
{
    change(track, tr("Change Track Colour"), 0,
           [&](TrackProperties &properties) { properties.colour = colour; });
}

void TrackEdits::setVolume(TrackId track, double volume, GestureId gesture)
{
    change(track, tr("Change Volume"), gesture,
           [&](TrackProperties &properties) { properties.volume = volume; });
}

void TrackEdits::setPan(TrackId track, double pan, GestureId gesture)
{
    change(track, tr("Change Pan"), gesture, [&](TrackProperties &properties) { properties.pan = pan; });
}

} // namespace solferino
