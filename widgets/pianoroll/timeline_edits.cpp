// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/timeline_edits.h"

#include "core/commands/change_timeline_command.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

/// The entry in force at a place; one at 0 is made where there is none.
template <class Change>
Change &entryAt(std::vector<Change> &changes, Tick place)
{
    const auto next = std::ranges::upper_bound(changes, place, {}, &Change::time);
    if (next == changes.begin()) {
        return *changes.insert(changes.begin(), Change{});
    }
    return *std::prev(next);
}

} // namespace

QString keyName(const KeyChange &key)
{
    static const std::array<QString, 21> kTonics{
        u"C♭"_s, u"G♭"_s, u"D♭"_s, u"A♭"_s, u"E♭"_s, u"B♭"_s, u"F"_s,  u"C"_s,  u"G"_s,  u"D"_s, u"A"_s,
        u"E"_s,  u"B"_s,  u"F♯"_s, u"C♯"_s, u"G♯"_s, u"D♯"_s, u"A♯"_s, u"E♯"_s, u"B♯"_s, u"F𝄪"_s};
    const int minorShift = key.isMinor ? 3 : 0; // the tonic three fifths further
    const auto index = static_cast<std::size_t>(std::clamp(key.sharps, -7, 7) + 7 + minorShift);
    const QString &tonic = kTonics[index];
    return key.isMinor ? TimelineEdits::tr("%1 minor").arg(tonic) : TimelineEdits::tr("%1 major").arg(tonic);
}

TimelineEdits::TimelineEdits(SongDocument &document)
    : m_document(document)
{}

void TimelineEdits::push(const QString &text, Timeline timeline, GestureId gesture)
{
    if (timeline != timelineOf(m_document.song())) {
        m_document.undoStack().push(
            new ChangeTimelineCommand(m_document, text, std::move(timeline), gesture));
    }
}

void TimelineEdits::setTempo(Tick place, double quartersPerMinute, GestureId gesture)
{
    Timeline timeline = timelineOf(m_document.song());
    const double microsecondsPerMinute = 60e6;
    entryAt(timeline.tempos, place).microsecondsPerQuarter =
        static_cast<std::uint32_t>(std::lround(microsecondsPerMinute / std::max(1.0, quartersPerMinute)));
    push(tr("Change Tempo"), std::move(timeline), gesture);
}

void TimelineEdits::setMeter(Tick place, int numerator, int denominator)
{
    Timeline timeline = timelineOf(m_document.song());
    MeterChange &meter = entryAt(timeline.meters, place);
    meter.numerator = numerator;
    meter.denominator = denominator;
    push(tr("Change Time Signature"), std::move(timeline), 0);
}

void TimelineEdits::setKey(Tick place, std::optional<KeyChange> key)
{
    Timeline timeline = timelineOf(m_document.song());
    if (key) {
        KeyChange &present = entryAt(timeline.keys, place);
        present.sharps = key->sharps;
        present.isMinor = key->isMinor;
    } else {
        const auto next = std::ranges::upper_bound(timeline.keys, place, {}, &KeyChange::time);
        if (next != timeline.keys.begin()) {
            timeline.keys.erase(std::prev(next));
        }
    }
    push(tr("Change Key"), std::move(timeline), 0);
}

} // namespace solferino
