// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_channel_reader.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/music/midi_loop.h"

#include <algorithm>
#include <array>
#include <memory>

namespace solferino {

namespace {

constexpr std::size_t kChannels = 16;
constexpr int kMaxDenominatorPower = 16;

/// What a track of the file holds beside its channel events.
struct TrackTexts
{
    std::string name;
    std::vector<SongText> texts;
    std::vector<RawEvent> rawEvents;

    [[nodiscard]] bool isEmpty() const { return name.empty() && texts.empty() && rawEvents.empty(); }
};

class SongReader final
{
public:
    SongReader(const MidiFile &file, std::vector<std::string> *warnings)
        : m_file(file)
        , m_warnings(warnings)
        , m_starts(file)
    {}

    Song read();

private:
    using Channels = std::array<std::unique_ptr<ChannelReader>, kChannels>;

    void readTrack(std::size_t index);
    void readOther(const MidiEvent &event, TrackTexts &texts);
    bool readTimeEvent(const MidiEvent &event);
    void addChannels(const Channels &channels, int port, Tick end, bool isConductor, const TrackTexts &texts);
    void addConductorTexts(TrackTexts &texts, bool hasTracks, std::size_t trackCount);
    void setDivision();
    void warn(const std::string &text)
    {
        if (m_warnings)
            m_warnings->push_back(text);
    }

    const MidiFile &m_file;
    std::vector<std::string> *m_warnings;
    ChannelStarts m_starts;
    Song m_song;
    std::size_t m_hangingNotes = 0;
    std::size_t m_badEvents = 0;
};

template <class Change>
void sortAndKeepLast(std::vector<Change> &changes)
{
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change &a, const Change &b) { return a.time < b.time; });
    std::vector<Change> kept;
    for (const Change &change : changes) {
        if (!kept.empty() && kept.back().time == change.time)
            kept.back() = change;
        else
            kept.push_back(change);
    }
    changes = std::move(kept);
}

Song SongReader::read()
{
    for (std::size_t index = 0; index < m_file.tracks.size(); ++index)
        readTrack(index);
    sortAndKeepLast(m_song.tempos);
    sortAndKeepLast(m_song.meters);
    sortAndKeepLast(m_song.keys);
    setDivision();
    takeLoopFromMarks(m_song);
    if (m_file.format == 2)
        warn("The file holds independent patterns; they were put side by side.");
    if (m_hangingNotes > 0)
        warn(std::to_string(m_hangingNotes) + " notes never end; they were ended with their track.");
    if (m_badEvents > 0)
        warn(std::to_string(m_badEvents) + " tempo, meter or key events make no sense and were left out.");
    return std::move(m_song);
}

void SongReader::readTrack(std::size_t index)
{
    const std::vector<MidiEvent> &events = m_file.tracks[index];
    const int port = portOfTrack(events);
    Channels channels;
    TrackTexts texts;
    Tick end = 0;
    for (const MidiEvent &event : events) {
        end = std::max(end, event.time);
        if (!isChannelEvent(event)) {
            readOther(event, texts);
            continue;
        }
        const std::size_t channel = event.status & 0x0FU;
        if (!channels[channel])
            channels[channel] = std::make_unique<ChannelReader>(static_cast<int>(channel));
        channels[channel]->read(event, m_starts.isStart(port, event));
    }
    const std::size_t firstTrack = m_song.tracks.size();
    const bool isConductor = index == 0 && m_file.format != 2;
    addChannels(channels, port, end, isConductor, texts);
    const std::size_t count = m_song.tracks.size() - firstTrack;
    if (isConductor)
        addConductorTexts(texts, count > 0, count);
    else if (count == 0 && !texts.isEmpty())
        m_song.tracks.emplace_back().id = m_song.nextId++;
    for (std::size_t i = firstTrack; i < m_song.tracks.size(); ++i) {
        m_song.tracks[i].name = texts.name;
        m_song.tracks[i].port = port;
    }
    if (firstTrack < m_song.tracks.size()) {
        m_song.tracks[firstTrack].texts = std::move(texts.texts);
        m_song.tracks[firstTrack].rawEvents = std::move(texts.rawEvents);
    }
}

void SongReader::addChannels(const Channels &channels, int port, Tick end, bool isConductor,
                             const TrackTexts &texts)
{
    const auto used =
        std::count_if(channels.begin(), channels.end(), [](const auto &each) { return each != nullptr; });
    const bool isNamedTrack = !isConductor && used == 1 && !texts.isEmpty();
    for (std::size_t i = 0; i < kChannels; ++i) {
        const int channel = static_cast<int>(i);
        if (!channels[i])
            continue;
        channels[i]->inherit(m_starts.stateOf(port, channel));
        // Start state alone makes no track where another one has the notes: that one inherits it.
        const bool isNeeded = !m_starts.hasNotes(port, channel) && channels[i]->hasState();
        if (channels[i]->isEmpty() && !isNamedTrack && !isNeeded)
            continue;
        m_song.tracks.push_back(channels[i]->finish(end, m_song.nextId));
        m_hangingNotes += channels[i]->hangingNotes();
    }
}

bool SongReader::readTimeEvent(const MidiEvent &event)
{
    const auto &data = event.data;
    bool isGood = false;
    if (isMeta(event, kMetaTempo)) {
        isGood = data.size() == 3 && bigEndian(data) > 0;
        if (isGood)
            m_song.tempos.push_back({.time = event.time, .microsecondsPerQuarter = bigEndian(data)});
    } else if (isMeta(event, kMetaMeter)) {
        isGood = data.size() >= 2 && data[0] > 0 && data[1] <= kMaxDenominatorPower;
        if (isGood)
            m_song.meters.push_back({.time = event.time, .numerator = data[0], .denominator = 1 << data[1]});
    } else if (isMeta(event, kMetaKey)) {
        const int sharps = data.empty() ? 0 : signedByte(data[0]);
        isGood = data.size() >= 2 && sharps >= -7 && sharps <= 7;
        if (isGood)
            m_song.keys.push_back({.time = event.time, .sharps = sharps, .isMinor = data[1] == 1});
    } else {
        return false;
    }
    m_badEvents += isGood ? 0 : 1;
    return true;
}

bool isTextKind(std::uint8_t metaType)
{
    return metaType >= kMetaText && metaType <= kMetaCue && metaType != kMetaTrackName;
}

void SongReader::readOther(const MidiEvent &event, TrackTexts &texts)
{
    const bool isFiller = isMeta(event, kMetaSequencerSpecific) && event.data.empty();
    if (event.status < kSysexStatus || isFiller || isMeta(event, kMetaEndOfTrack) ||
        isMeta(event, kMetaPort) || readTimeEvent(event))
        return;
    if (isMeta(event, kMetaTrackName) && texts.name.empty()) {
        texts.name = textFromMidi(event.data);
        return;
    }
    if (event.status == kMetaStatus && isTextKind(event.metaType)) {
        texts.texts.push_back({.time = event.time,
                               .kind = static_cast<SongText::Kind>(event.metaType),
                               .text = textFromMidi(event.data)});
        return;
    }
    RawEvent raw{.time = event.time, .bytes = {event.status}};
    if (event.status == kMetaStatus)
        raw.bytes.push_back(event.metaType);
    raw.bytes.insert(raw.bytes.end(), event.data.begin(), event.data.end());
    texts.rawEvents.push_back(std::move(raw));
}

bool isMarker(const SongText &text)
{
    return text.kind == SongText::Kind::Marker || text.kind == SongText::Kind::Cue;
}

/// Moves the first track's texts to the song; its name too where it names no notes.
void SongReader::addConductorTexts(TrackTexts &texts, bool hasTracks, std::size_t trackCount)
{
    const auto markersEnd = std::stable_partition(texts.texts.begin(), texts.texts.end(), isMarker);
    m_song.markers.assign(texts.texts.begin(), markersEnd);
    m_song.texts.assign(markersEnd, texts.texts.end());
    m_song.rawEvents = std::move(texts.rawEvents);
    texts.texts.clear();
    texts.rawEvents.clear();
    if (!hasTracks || m_file.format == 0)
        m_song.title = texts.name;
    if (m_file.format == 0 && trackCount > 1)
        texts.name.clear();
}

/// SMPTE ticks become ticks of a quarter that lasts one second (or 1.001 for 29.97 frames a second).
void SongReader::setDivision()
{
    if (m_file.division > 0) {
        m_song.ticksPerQuarter = m_file.division;
        return;
    }
    const int frames = -(m_file.division >> 8);
    const bool isDropFrame = frames == 29;
    m_song.ticksPerQuarter = std::max((isDropFrame ? 30 : frames) * (m_file.division & 0xFF), 1);
    m_song.tempos = {{.time = 0, .microsecondsPerQuarter = isDropFrame ? 1001000U : 1000000U}};
}

} // namespace

Song songFromMidi(const MidiFile &file, std::vector<std::string> *warnings)
{
    return SongReader(file, warnings).read();
}

} // namespace solferino
