// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace solferino {

/// What lies within a radius of a path: the reach of an eraser that is drawn over a canvas.
class Brush final
{
public:
    /// A path of one point is a disc, an empty one reaches nothing.
    Brush(const std::vector<Point> &path, double radius);

    [[nodiscard]] bool touches(const std::vector<StrokePoint> &points) const;
    /// What is left of a line outside the brush, in its order, cut exactly at the edge; pieces of one point
    /// are none. No value where the brush takes nothing away.
    [[nodiscard]] std::optional<std::vector<std::vector<StrokePoint>>>
    split(const std::vector<StrokePoint> &points) const;

private:
    /// A part of a segment, from 0 at its start to 1 at its end.
    struct Span
    {
        double from = 0.0;
        double to = 0.0;
    };
    /// A piece of the path with its own bounds, the radius included.
    struct Capsule
    {
        Point from;
        Point to;
        Bounds bounds;
    };

    /// The pieces of the path that may reach a line.
    [[nodiscard]] std::vector<Capsule> near(const std::vector<StrokePoint> &points) const;
    [[nodiscard]] std::optional<Span> covered(const Capsule &capsule, Point from, Point to) const;
    /// The parts of a segment within the capsules, apart from each other and in order.
    void cover(const std::vector<Capsule> &capsules, const StrokePoint &from, const StrokePoint &to,
               std::vector<Span> &spans) const;

    std::vector<Capsule> m_capsules;
    Bounds m_bounds;
    double m_radius;
};

/// A closed path, by the even-odd rule.
class Outline final
{
public:
    explicit Outline(const std::vector<Point> &corners);

    /// True if more than half of the points lie inside.
    [[nodiscard]] bool holdsMostOf(const std::vector<StrokePoint> &points) const;

private:
    struct Edge
    {
        Point from;
        Point to;
    };
    [[nodiscard]] bool holds(Point point) const;
    [[nodiscard]] std::size_t bandOf(double y) const;

    std::optional<Bounds> m_bounds;
    std::vector<std::vector<Edge>> m_bands; ///< the edges that reach into horizontal bands of equal height
};

} // namespace solferino
