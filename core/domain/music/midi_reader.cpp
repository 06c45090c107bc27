// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"
#include "core/domain/text/byte_reader.h"
#include "core/domain/text/format_error.h"

#include <array>

namespace solferino {

namespace {

constexpr std::size_t kMaxWarnings = 64;
constexpr std::size_t kMaxTracks = 65535; // what the header can count
constexpr std::size_t kChunkHeaderSize = 8;
constexpr std::size_t kMidiHeaderSize = 6;

/// The track ends in the middle of an event.
struct Truncated
{};

class MidiReader final
{
public:
    explicit MidiReader(std::span<const std::uint8_t> bytes)
        : m_reader(bytes)
    {}

    MidiReadResult read();

private:
    void readHeader();
    void readTrack();
    void finishTrack(std::size_t declaredEnd, bool isWhole);
    [[nodiscard]] bool endsHere(std::size_t declaredEnd) const;
    bool readEvent(std::vector<MidiEvent> &events);
    void readMeta(MidiEvent &event);
    void readChannelEvent(MidiEvent &event);
    std::uint8_t nextByte();
    std::uint8_t nextDataByte();
    std::uint32_t nextVariableLength();
    std::vector<std::uint8_t> nextBlock();
    void warn(const std::string &text);
    [[nodiscard]] std::string trackName() const
    {
        return "Track " + std::to_string(m_result.file.tracks.size());
    }

    ByteReader m_reader;
    MidiReadResult m_result;
    std::size_t m_declaredTracks = 0;
    std::size_t m_openTracks = 0; ///< without an end mark
    // Of the track that is being read:
    std::size_t m_trackLimit = 0; ///< no event of it lies beyond
    Tick m_time = 0;
    std::uint8_t m_runningStatus = 0;
    std::size_t m_clippedBytes = 0;
    std::size_t m_skippedMessages = 0;
};

void MidiReader::warn(const std::string &text)
{
    if (m_result.warnings.size() < kMaxWarnings)
        m_result.warnings.push_back(text);
}

std::uint8_t MidiReader::nextByte()
{
    if (m_reader.position() >= m_trackLimit)
        throw Truncated{};
    return m_reader.next();
}

std::uint8_t MidiReader::nextDataByte()
{
    const std::uint8_t byte = nextByte();
    if (byte < 0x80)
        return byte;
    ++m_clippedBytes;
    return 0x7F;
}

std::uint32_t MidiReader::nextVariableLength()
{
    const std::size_t start = m_reader.position();
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        const std::uint8_t byte = nextByte();
        value = value << 7 | (byte & 0x7FU);
        if (byte < 0x80)
            return value;
    }
    throw FormatError("A number in the MIDI file is longer than four bytes; the file is damaged at byte " +
                          std::to_string(start) + '.',
                      start);
}

std::vector<std::uint8_t> MidiReader::nextBlock()
{
    const std::size_t length = nextVariableLength();
    if (length > m_trackLimit - m_reader.position())
        throw Truncated{};
    const auto bytes = m_reader.take(length);
    return {bytes.begin(), bytes.end()};
}

MidiReadResult MidiReader::read()
{
    readHeader();
    while (m_reader.remaining() >= kChunkHeaderSize) {
        const std::size_t start = m_reader.position();
        if (m_reader.hasTag(start, "MTrk") && m_result.file.tracks.size() < kMaxTracks) {
            readTrack();
            continue;
        }
        // Unknown chunks are part of the format; anything else is searched for the next track.
        m_reader.seek(start + 4);
        const std::size_t end = start + kChunkHeaderSize + m_reader.nextBigEndian(4);
        if (end == m_reader.size() || m_reader.hasTag(end, "MTrk")) {
            m_reader.seek(end);
            continue;
        }
        m_reader.seek(m_reader.find("MTrk", start + 1));
        warn("Skipped " + std::to_string(m_reader.position() - start) + " bytes that are no MIDI track.");
    }
    if (m_reader.remaining() > 0)
        warn("Skipped " + std::to_string(m_reader.remaining()) + " bytes after the last track.");
    if (m_openTracks > 0)
        warn("Tracks without an end mark: " + std::to_string(m_openTracks) + '.');
    const std::size_t found = m_result.file.tracks.size();
    if (found == 0)
        throw FormatError("The MIDI file has no track.", m_reader.size());
    if (found != m_declaredTracks)
        warn("The header promises " + std::to_string(m_declaredTracks) + " tracks, the file has " +
             std::to_string(found) + '.');
    return std::move(m_result);
}

void MidiReader::readHeader()
{
    const std::size_t start = m_reader.find("MThd", 0);
    if (start == m_reader.size())
        throw FormatError("This is not a MIDI file: its header is missing.");
    const bool isRiff = m_reader.hasTag(0, "RIFF") && m_reader.hasTag(8, "RMID");
    if (start > 0 && !isRiff)
        warn("Skipped " + std::to_string(start) + " bytes before the header.");
    m_reader.seek(start);
    if (m_reader.remaining() < kChunkHeaderSize + kMidiHeaderSize)
        throw FormatError("The MIDI file ends within its header.", m_reader.size());
    m_reader.seek(start + 4);
    const std::size_t length = m_reader.nextBigEndian(4);
    if (length < kMidiHeaderSize)
        throw FormatError("The header of the MIDI file is too short.", start + 4);
    const std::size_t body = m_reader.position();
    m_result.file.format = static_cast<int>(m_reader.nextBigEndian(2));
    if (m_result.file.format > 2)
        throw FormatError("MIDI format " + std::to_string(m_result.file.format) + " is not known.", body);
    m_declaredTracks = m_reader.nextBigEndian(2);
    const auto division = static_cast<std::int16_t>(static_cast<std::uint16_t>(m_reader.nextBigEndian(2)));
    if (!isUsableDivision(division))
        throw FormatError("The MIDI file states no usable length of a tick.", body + 4);
    m_result.file.division = division;
    if (length <= m_reader.size() - body && !m_reader.hasTag(m_reader.position(), "MTrk"))
        m_reader.seek(body + length);
}

/// True where the events of a track cannot go on, end mark or not.
bool MidiReader::endsHere(std::size_t declaredEnd) const
{
    const std::size_t position = m_reader.position();
    return position >= m_trackLimit || (position == declaredEnd && m_reader.hasChunkName()) ||
           (position > declaredEnd && m_reader.hasTag(position, "MTrk"));
}

void MidiReader::readTrack()
{
    m_reader.seek(m_reader.position() + 4);
    const std::size_t length = m_reader.nextBigEndian(4);
    const std::size_t declaredEnd = m_reader.position() + length;
    // A stated length is only believed where the next track confirms it.
    m_trackLimit = m_reader.hasTag(declaredEnd, "MTrk") ? declaredEnd : m_reader.size();
    m_result.file.tracks.emplace_back();
    std::vector<MidiEvent> &events = m_result.file.tracks.back();
    m_time = 0;
    m_runningStatus = 0;
    m_clippedBytes = 0;
    m_skippedMessages = 0;
    bool isWhole = false;
    try {
        while (!isWhole && !endsHere(declaredEnd))
            isWhole = readEvent(events);
    } catch (const Truncated &) {
        warn(trackName() + " is cut off; it was ended after its last whole event.");
        m_reader.seek(m_trackLimit);
    }
    finishTrack(declaredEnd, isWhole);
}

void MidiReader::finishTrack(std::size_t declaredEnd, bool isWhole)
{
    std::vector<MidiEvent> &events = m_result.file.tracks.back();
    if (!isWhole) {
        events.push_back({.time = m_time, .status = kMetaStatus, .metaType = kMetaEndOfTrack, .data = {}});
        ++m_openTracks;
    }
    if (m_clippedBytes > 0)
        warn(trackName() + " has " + std::to_string(m_clippedBytes) +
             " values above 127; they were taken as 127.");
    if (m_skippedMessages > 0)
        warn(trackName() + " has " + std::to_string(m_skippedMessages) +
             " messages that do not belong in a file; they were left out.");
    if (m_reader.position() == declaredEnd || !isWhole)
        return;
    if (m_reader.position() > declaredEnd || m_reader.hasTag(m_reader.position(), "MTrk")) {
        warn(trackName() + " states a wrong length.");
    } else if (declaredEnd == m_reader.size() || m_reader.hasTag(declaredEnd, "MTrk")) {
        warn(trackName() + " has bytes after its end; they were left out.");
        m_reader.seek(declaredEnd);
    } else {
        warn(trackName() + " states a wrong length.");
        m_reader.seek(m_reader.find("MTrk", m_reader.position()));
    }
}

/// Appends one event; true at the end of the track.
bool MidiReader::readEvent(std::vector<MidiEvent> &events)
{
    MidiEvent event;
    const Tick delta = nextVariableLength();
    event.time = m_time + delta;
    const std::size_t statusAt = m_reader.position();
    const std::uint8_t first = nextByte();
    event.status = first;
    if (first < 0x80) {
        if (m_runningStatus == 0)
            throw FormatError("An event of the MIDI file has no kind; the file is damaged at byte " +
                                  std::to_string(statusAt) + '.',
                              statusAt);
        event.status = m_runningStatus;
        m_reader.seek(statusAt);
    }
    if (event.status < 0xF0) {
        m_runningStatus = event.status;
        readChannelEvent(event);
    } else if (event.status == kMetaStatus) {
        readMeta(event);
    } else if (event.status == kSysexStatus || event.status == kSysexContinuedStatus) {
        event.data = nextBlock();
    } else {
        constexpr std::array<int, 4> kDataBytes{0, 1, 2, 1}; // F0 to F3; the others have none
        const std::size_t kind = event.status & 0x0FU;
        for (int i = 0; kind < kDataBytes.size() && i < kDataBytes[kind]; ++i)
            nextByte();
        ++m_skippedMessages;
        m_time = event.time;
        return false;
    }
    m_time = event.time;
    const bool isEnd = isMeta(event, kMetaEndOfTrack);
    events.push_back(std::move(event));
    return isEnd;
}

void MidiReader::readMeta(MidiEvent &event)
{
    event.metaType = nextByte();
    event.data = nextBlock();
}

void MidiReader::readChannelEvent(MidiEvent &event)
{
    const std::uint8_t first = nextDataByte();
    if (channelDataBytes(event.status) == 1) {
        event.data = {first};
        return;
    }
    const std::uint8_t second = nextDataByte();
    event.data = {first, second};
}

} // namespace

MidiReadResult readMidi(std::span<const std::uint8_t> bytes)
{
    return MidiReader(bytes).read();
}

} // namespace solferino
