// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/tempo_map.h"

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kMicrosecondsPerMinute = 6e7;

/// The last segment that begins at or before `value`; the first for everything earlier.
template <class Segment, class Value, class Start>
const Segment &segmentAt(const std::vector<Segment> &segments, Value value, Start start)
{
    const auto next =
        std::upper_bound(segments.begin(), segments.end(), value,
                         [&](Value left, const Segment &segment) { return left < start(segment); });
    return next == segments.begin() ? segments.front() : *std::prev(next);
}

Tick ticksPerBeat(int ticksPerQuarter, const MeterChange &meter)
{
    return std::max<Tick>(1, Tick{4} * ticksPerQuarter / std::max(meter.denominator, 1));
}

Tick ticksPerBar(int ticksPerQuarter, const MeterChange &meter)
{
    return std::max<Tick>(1, Tick{4} * ticksPerQuarter * std::max(meter.numerator, 1) /
                                 std::max(meter.denominator, 1));
}

} // namespace

TempoMap::TempoMap(const Song &song)
    : m_ticksPerQuarter(std::max(song.ticksPerQuarter, 1))
{
    m_tempos.push_back({0, 0.0, TempoChange{}.microsecondsPerQuarter});
    for (const TempoChange &change : song.tempos) {
        const TempoSegment &last = m_tempos.back();
        const double scaled =
            last.scaledTime + static_cast<double>(change.time - last.tick) * last.microsecondsPerQuarter;
        if (change.time <= last.tick)
            m_tempos.back().microsecondsPerQuarter = change.microsecondsPerQuarter;
        else
            m_tempos.push_back({change.time, scaled, change.microsecondsPerQuarter});
    }
    m_meters.push_back({0, 0, MeterChange{}});
    for (const MeterChange &change : song.meters) {
        const MeterSegment &last = m_meters.back();
        const Tick barLength = ticksPerBar(m_ticksPerQuarter, last.meter);
        // A change within a bar begins a new one.
        const std::int64_t bars = (change.time - last.tick + barLength - 1) / barLength;
        if (change.time <= last.tick)
            m_meters.back().meter = change;
        else
            m_meters.push_back({change.time, last.bar + bars, change});
    }
}

const TempoMap::TempoSegment &TempoMap::tempoSegmentAt(Tick tick) const
{
    return segmentAt(m_tempos, tick, [](const TempoSegment &segment) { return segment.tick; });
}

const TempoMap::MeterSegment &TempoMap::meterSegmentAt(Tick tick) const
{
    return segmentAt(m_meters, tick, [](const MeterSegment &segment) { return segment.tick; });
}

double TempoMap::secondsAt(Tick tick) const
{
    const TempoSegment &segment = tempoSegmentAt(tick);
    const double scaled =
        segment.scaledTime + static_cast<double>(tick - segment.tick) * segment.microsecondsPerQuarter;
    return scaled / (kMicrosecondsPerSecond * m_ticksPerQuarter);
}

Tick TempoMap::tickAt(double seconds) const
{
    const double scaled = seconds * kMicrosecondsPerSecond * m_ticksPerQuarter;
    const TempoSegment &segment =
        segmentAt(m_tempos, scaled, [](const TempoSegment &each) { return each.scaledTime; });
    return segment.tick + std::llround((scaled - segment.scaledTime) / segment.microsecondsPerQuarter);
}

double TempoMap::quartersPerMinuteAt(Tick tick) const
{
    return kMicrosecondsPerMinute / tempoSegmentAt(tick).microsecondsPerQuarter;
}

BarPosition TempoMap::barAt(Tick tick) const
{
    const MeterSegment &segment = meterSegmentAt(tick);
    const Tick barLength = ticksPerBar(m_ticksPerQuarter, segment.meter);
    const Tick beatLength = ticksPerBeat(m_ticksPerQuarter, segment.meter);
    Tick bars = (tick - segment.tick) / barLength;
    Tick inBar = (tick - segment.tick) % barLength;
    if (inBar < 0) {
        --bars;
        inBar += barLength;
    }
    const Tick beat = std::min<Tick>(inBar / beatLength, std::max(segment.meter.numerator, 1) - 1);
    return {.bar = segment.bar + bars, .beat = static_cast<int>(beat), .tick = inBar - beat * beatLength};
}

Tick TempoMap::tickOfBar(std::int64_t bar) const
{
    const MeterSegment &segment = segmentAt(m_meters, bar, [](const MeterSegment &each) { return each.bar; });
    return segment.tick + (bar - segment.bar) * ticksPerBar(m_ticksPerQuarter, segment.meter);
}

MeterChange TempoMap::meterAt(Tick tick) const
{
    return meterSegmentAt(tick).meter;
}

Tick TempoMap::ticksPerBarAt(Tick tick) const
{
    return ticksPerBar(m_ticksPerQuarter, meterAt(tick));
}

Tick TempoMap::ticksPerBeatAt(Tick tick) const
{
    return ticksPerBeat(m_ticksPerQuarter, meterAt(tick));
}

} // namespace solferino
