// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/tempo_map.h"

namespace solferino {

struct RollGeometry;

/// The grid that edits snap to: a division of the whole note, straight, triplet or dotted, counted from each
/// bar line. An adaptive grid follows the zoom.
struct SnapGrid
{
    enum class Kind { Straight, Triplet, Dotted };

    static constexpr int kAdaptive = 0;

    int division = 8; ///< 1, 2, 4 ... 64 of a whole note, or kAdaptive
    Kind kind = Kind::Straight;
    bool isOn = true;

    /// The same grid with a division in place of kAdaptive: the finest of at least 12 pixels, up to 1/64.
    [[nodiscard]] SnapGrid resolved(const RollGeometry &geometry) const;
    /// Length of one step in ticks, a fraction where the resolution does not divide. Not for kAdaptive.
    [[nodiscard]] double exactStep(int ticksPerQuarter) const;
    /// Length of one step in whole ticks, at least 1; 1 where the grid is off. Not for kAdaptive.
    [[nodiscard]] Tick step(int ticksPerQuarter) const;
    /// Nearest grid line, or the last one at or before; the tick itself where the grid is off.
    [[nodiscard]] Tick nearest(Tick tick, const TempoMap &map, int ticksPerQuarter) const;
    [[nodiscard]] Tick before(Tick tick, const TempoMap &map, int ticksPerQuarter) const;
    /// The first grid line after the tick.
    [[nodiscard]] Tick after(Tick tick, const TempoMap &map, int ticksPerQuarter) const;
    /// A move by whole steps, so that what is off the grid keeps its distance from it.
    [[nodiscard]] Tick nearestDelta(Tick delta, int ticksPerQuarter) const;

    bool operator==(const SnapGrid &) const = default;

private:
    struct Cell
    {
        Tick low;
        Tick high;
    };
    /// The grid lines around a tick: low <= tick < high.
    [[nodiscard]] Cell cellAt(Tick tick, const TempoMap &map, int ticksPerQuarter) const;
};

} // namespace solferino
