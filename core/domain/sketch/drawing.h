// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/shared_bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

/// A place on the canvas: pixels at 100 % zoom, y grows downwards.
struct Point
{
    double x = 0.0;
    double y = 0.0;

    bool operator==(const Point &) const = default;
};

/// How far from the origin coordinates in files may lie, and how long offsets may be.
inline constexpr double kFarthestCoordinate = 1e9;

/// One touch of a pen, from pen down to pen up.
using Polyline = std::vector<Point>;

/// The lines of a drawing in drawing order: all that a model sees and makes.
using Lines = std::vector<Polyline>;

/// Identifies a stroke within a Drawing; never used twice in one drawing. 0 is "none".
using StrokeId = std::uint64_t;
/// Strokes of one group are selected together. 0 is "no group".
using GroupId = std::uint64_t;

/// Whose hand drew a stroke.
enum class SketchLayer { Mine, Machine };

struct StrokePoint
{
    double x = 0.0;
    double y = 0.0;
    float pressure = 1.0F; ///< 0..1, 1 where the device has none; models do not see it

    bool operator==(const StrokePoint &) const = default;
};

struct Stroke
{
    StrokeId id = 0;
    SketchLayer layer = SketchLayer::Mine;
    GroupId group = 0;
    float width = 3.0F; ///< canvas pixels at full pressure
    std::vector<StrokePoint> points{};

    bool operator==(const Stroke &) const = default;
};

/// A picture under the strokes, for tracing.
struct BackgroundPicture
{
    std::string mediaType; ///< "image/png", "image/jpeg"
    SharedBytes file;
    double x = 0.0; ///< left upper corner on the canvas
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
    double opacity = 0.5;

    bool operator==(const BackgroundPicture &other) const
    {
        return mediaType == other.mediaType && areSame(file, other.file) && x == other.x && y == other.y &&
               width == other.width && height == other.height && opacity == other.opacity;
    }
};

/// How a layer is shown.
struct LayerLook
{
    bool isVisible = true;
    double opacity = 1.0;

    bool operator==(const LayerLook &) const = default;
};

/// A mirror line through a point; strokes that are drawn while it is on come out twice.
struct SymmetryAxis
{
    double x = 0.0;
    double y = 0.0;
    double angle = 90.0; ///< degrees from the x axis; 90 is an upright mirror

    bool operator==(const SymmetryAxis &) const = default;
};

/// What a person draws: strokes in the order of drawing, and what lies around them.
struct Drawing
{
    std::string title;
    std::vector<Stroke> strokes; ///< in drawing order, which models and replays follow
    std::uint64_t nextId = 1;    ///< of strokes and groups: the next one that was never used
    LayerLook mine;
    LayerLook machine;
    std::optional<BackgroundPicture> background;
    std::optional<SymmetryAxis> symmetry;

    bool operator==(const Drawing &) const = default;
};

/// Left, top, right, bottom.
struct Bounds
{
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    bool operator==(const Bounds &) const = default;
};

/// None for lines without a point.
[[nodiscard]] std::optional<Bounds> boundsOf(const Lines &lines);
/// The strokes' points without pressure and width; empty strokes are left out.
[[nodiscard]] Lines linesOf(const Drawing &drawing);
/// Strokes of full pressure with ids from `firstId`, which is moved on.
[[nodiscard]] std::vector<Stroke> strokesFrom(const Lines &lines, SketchLayer layer, float width,
                                              std::uint64_t &firstId);

} // namespace solferino
