// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"
#include "core/domain/sketch/svg_transform.h"

#include <cstddef>

namespace solferino {

/// An elliptical arc as SVG's path command A has it.
struct SvgArc
{
    double radiusX = 0.0;
    double radiusY = 0.0;
    double rotation = 0.0; ///< degrees
    bool isLarge = false;
    bool isPositive = false; ///< the way of growing angles
    Point end;
};

/// Makes lines of straight and curved pieces, which it transforms, then flattens. All points that go in are
/// before the transform. Throws FormatError when the points run out or lie beyond kFarthestCoordinate.
class PathBuilder final
{
public:
    /// `pointsLeft` sinks with every point that is made. No chord is farther than `flatness` from its curve.
    PathBuilder(const SvgTransform &transform, double flatness, std::size_t &pointsLeft);

    void moveTo(Point point);
    void lineTo(Point point);
    void quadraticTo(Point control, Point end);
    void cubicTo(Point control1, Point control2, Point end);
    void arcTo(const SvgArc &arc);
    /// Back to where the line began; no point is made if the pen is there.
    void close();

    [[nodiscard]] Point position() const { return m_position; }
    /// The lines so far. A move without a line after it makes none.
    [[nodiscard]] const Lines &lines() const { return m_lines; }

private:
    void begin();
    void add(Point transformed);

    SvgTransform m_transform;
    double m_flatness;
    std::size_t &m_pointsLeft;
    Lines m_lines;
    Point m_start;
    Point m_position;
    bool m_isDrawing = false;
    bool m_isClosed = false;
};

} // namespace solferino
