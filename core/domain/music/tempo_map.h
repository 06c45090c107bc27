// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <vector>

namespace solferino {

/// A place in the bar grid; all counted from 0 (widgets add 1).
struct BarPosition
{
    std::int64_t bar = 0;
    int beat = 0;
    Tick tick = 0;

    bool operator==(const BarPosition &) const = default;
};

/// Converts between ticks, seconds and bars for one song's tempo and meter lists. A value; cheap to copy.
class TempoMap final
{
public:
    TempoMap()
        : TempoMap(Song{})
    {}
    explicit TempoMap(const Song &song);

    [[nodiscard]] double secondsAt(Tick tick) const;
    /// Nearest tick.
    [[nodiscard]] Tick tickAt(double seconds) const;
    [[nodiscard]] double quartersPerMinuteAt(Tick tick) const;
    [[nodiscard]] BarPosition barAt(Tick tick) const;
    /// First tick of a bar; a meter change within a bar begins a new one.
    [[nodiscard]] Tick tickOfBar(std::int64_t bar) const;
    [[nodiscard]] MeterChange meterAt(Tick tick) const;
    [[nodiscard]] Tick ticksPerBarAt(Tick tick) const;
    [[nodiscard]] Tick ticksPerBeatAt(Tick tick) const;

private:
    struct TempoSegment
    {
        Tick tick;
        double scaledTime; ///< ticks * microseconds a quarter: whole numbers, so that long songs do not drift
        std::uint32_t microsecondsPerQuarter;
    };
    struct MeterSegment
    {
        Tick tick;
        std::int64_t bar;
        MeterChange meter;
    };

    [[nodiscard]] const TempoSegment &tempoSegmentAt(Tick tick) const;
    [[nodiscard]] const MeterSegment &meterSegmentAt(Tick tick) const;

    int m_ticksPerQuarter;
    std::vector<TempoSegment> m_tempos;
    std::vector<MeterSegment> m_meters;
};

} // namespace solferino
