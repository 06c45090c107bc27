// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/quantized_sequence.h"
#include "core/domain/music/sequence_operations.h"

#include <algorithm>
#include <map>
#include <set>

namespace solferino {

namespace {

constexpr int kSustainController = 64;
constexpr int kPedalDownValue = 64;

/// In the order in which events of one moment take effect.
enum class EventKind { PedalDown, PedalUp, NoteOn, NoteOff };

struct Event
{
    double time;
    EventKind kind;
    int instrument;
    std::size_t note; ///< index of the note of a note event
};

/// Follows the pedals through a sequence and writes the ends of its notes.
class SustainPedals final
{
public:
    explicit SustainPedals(NoteSequence &sequence)
        : m_sequence(sequence)
    {}

    void apply();

private:
    struct Instrument
    {
        bool isPedalDown = false;
        std::vector<std::size_t> activeNotes;
    };
    [[nodiscard]] std::vector<Event> sortedEvents() const;
    void liftPedal(Instrument &instrument, double time);
    void startNote(Instrument &instrument, std::size_t index, double time);

    NoteSequence &m_sequence;
    std::map<int, Instrument> m_instruments;
    std::set<std::size_t> m_emptyNotes;
};

std::vector<Event> SustainPedals::sortedEvents() const
{
    std::vector<Event> events;
    for (std::size_t i = 0; i < m_sequence.notes.size(); ++i) {
        const Note &note = m_sequence.notes[i];
        if (note.isDrum)
            continue;
        events.push_back({note.startTime, EventKind::NoteOn, note.instrument, i});
        events.push_back({note.endTime, EventKind::NoteOff, note.instrument, i});
    }
    for (const ControlChange &change : m_sequence.controlChanges) {
        if (change.number != kSustainController)
            continue;
        const bool isDown = change.value >= kPedalDownValue;
        events.push_back(
            {change.time, isDown ? EventKind::PedalDown : EventKind::PedalUp, change.instrument, 0});
    }
    std::stable_sort(events.begin(), events.end(), [](const Event &a, const Event &b) {
        return a.time != b.time ? a.time < b.time : a.kind < b.kind;
    });
    return events;
}

void SustainPedals::liftPedal(Instrument &instrument, double time)
{
    instrument.isPedalDown = false;
    std::erase_if(instrument.activeNotes, [&](std::size_t index) {
        Note &note = m_sequence.notes[index];
        if (note.endTime >= time)
            return false;
        note.endTime = time;
        m_sequence.totalTime = std::max(m_sequence.totalTime, time);
        return true;
    });
}

void SustainPedals::startNote(Instrument &instrument, std::size_t index, double time)
{
    if (instrument.isPedalDown) {
        std::erase_if(instrument.activeNotes, [&](std::size_t other) {
            Note &note = m_sequence.notes[other];
            if (note.pitch != m_sequence.notes[index].pitch)
                return false;
            note.endTime = time;
            if (note.startTime == time)
                m_emptyNotes.insert(other);
            return true;
        });
    }
    instrument.activeNotes.push_back(index);
}

void SustainPedals::apply()
{
    double time = 0.0;
    for (const Event &event : sortedEvents()) {
        time = event.time;
        Instrument &instrument = m_instruments[event.instrument];
        switch (event.kind) {
        case EventKind::PedalDown:
            instrument.isPedalDown = true;
            break;
        case EventKind::PedalUp:
            liftPedal(instrument, time);
            break;
        case EventKind::NoteOn:
            startNote(instrument, event.note, time);
            break;
        case EventKind::NoteOff:
            if (!instrument.isPedalDown)
                std::erase(instrument.activeNotes, event.note);
            break;
        }
    }
    for (const auto &[number, instrument] : m_instruments) {
        for (const std::size_t index : instrument.activeNotes) {
            m_sequence.notes[index].endTime = time;
            m_sequence.totalTime = time;
        }
    }
    std::size_t index = 0;
    std::erase_if(m_sequence.notes, [&](const Note &) { return m_emptyNotes.contains(index++); });
}

} // namespace

NoteSequence applySustain(const NoteSequence &sequence)
{
    if (sequence.isQuantized())
        throw SequenceError(SequenceFault::QuantizationStatus,
                            "The pedal cannot be applied to a quantized sequence.");
    NoteSequence result = sequence;
    SustainPedals(result).apply();
    return result;
}

} // namespace solferino
