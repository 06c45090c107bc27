// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"

#include <QRect>
#include <QSize>

namespace solferino {

/// Where ticks and pitches lie in the roll, in logical pixels of its viewport. A value: the roll, its ruler
/// and its lanes share one. Pitch 127 is the topmost row.
struct RollGeometry
{
    static constexpr double kLeastPixelsPerQuarter = 0.5;
    static constexpr double kMostPixelsPerQuarter = 480.0;
    static constexpr int kLeastRowHeight = 6;
    static constexpr int kMostRowHeight = 32;

    int ticksPerQuarter = 480;
    double pixelsPerQuarter = 26.0;
    double left = 0.0;  ///< pixels scrolled away at the left
    int rowHeight = 16; ///< pixels, 6..32
    int top = 0;        ///< pixels scrolled away above
    QSize size;         ///< of the viewport

    [[nodiscard]] double pixelsPerTick() const { return pixelsPerQuarter / ticksPerQuarter; }
    [[nodiscard]] double xAt(Tick tick) const { return static_cast<double>(tick) * pixelsPerTick() - left; }
    /// The tick under a pixel, never negative.
    [[nodiscard]] Tick tickAt(double x) const;
    /// Ticks that `pixels` cover, rounded.
    [[nodiscard]] Tick ticksFor(double pixels) const;
    [[nodiscard]] int yAt(int pitch) const { return (127 - pitch) * rowHeight - top; }
    /// The pitch under a pixel, 0..127 also beyond the outer rows.
    [[nodiscard]] int pitchAt(double y) const;
    /// The pixels of a note, at least 2 wide, a gap of one pixel to its successor.
    [[nodiscard]] QRect noteRect(Tick start, Tick end, int pitch) const;
    [[nodiscard]] QRect noteRect(const SongNote &note) const
    {
        return noteRect(note.start, note.end(), note.pitch);
    }

    [[nodiscard]] Tick firstTick() const { return tickAt(0); }
    [[nodiscard]] Tick lastTick() const { return tickAt(size.width()); }
    [[nodiscard]] int contentHeight() const { return 128 * rowHeight; }

    /// Zooms by a factor; what is at `x` stays there.
    void zoomTime(double factor, double x);
    /// Zooms to a row height; the pitch at `y` stays there.
    void zoomPitch(int newRowHeight, double y);
    /// Shows [from, to) from edge to edge with a margin.
    void showTime(Tick from, Tick to);
    /// Puts the middle of two pitches into the middle.
    void centrePitches(int low, int high);
    /// Keeps `left` and `top` within the content.
    void clamp();

    bool operator==(const RollGeometry &) const = default;
};

} // namespace solferino
