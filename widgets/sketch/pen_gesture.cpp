// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/pen_gesture.h"

#include "core/commands/stroke_edits.h"
#include "widgets/sketch/sketch_state.h"
#include "widgets/sketch/stroke_shapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace solferino {

namespace {

constexpr double kLongestString = 60.0; // view pixels that full strength stays behind
constexpr double kSmoothStep = 4.0;     // view pixels
constexpr double kLeastShape = 16.0;    // view pixels: smaller strokes are left as they are

StrokePoint pointAt(const CanvasPointer &pointer)
{
    return {pointer.place.x, pointer.place.y, static_cast<float>(std::clamp(pointer.pressure, 0.0, 1.0))};
}

StrokePoint mirroredPoint(const StrokePoint &point, const SymmetryAxis &axis)
{
    Stroke stroke;
    stroke.points = {point};
    return mirrored(stroke, axis).points.front();
}

Polyline placesOf(const Stroke &stroke)
{
    Polyline line;
    std::ranges::transform(stroke.points, std::back_inserter(line), [](const StrokePoint &point) {
        return Point{point.x, point.y};
    });
    return line;
}

} // namespace

PenGesture::PenGesture(SketchState &state, const CanvasPointer &press)
    : CanvasGesture(state, press)
    , m_stabiliser(state.stabiliser() * kLongestString / state.geometry().zoom,
                   kSmoothStep / state.geometry().zoom)
{
    Stroke stroke;
    stroke.layer = SketchLayer::Mine;
    stroke.width = static_cast<float>(state.width());
    m_ink.strokes.assign(state.drawing().symmetry ? 2 : 1, stroke);
    add(m_stabiliser.follow(pointAt(press)));
}

void PenGesture::add(const std::vector<StrokePoint> &points)
{
    const std::optional<SymmetryAxis> &axis = m_state.drawing().symmetry;
    std::vector<StrokePoint> &line = m_ink.strokes.front().points;
    for (const StrokePoint &point : points) {
        if (!line.empty() && line.back().x == point.x && line.back().y == point.y) {
            continue;
        }
        line.push_back(point);
        if (m_ink.strokes.size() > 1 && axis) {
            m_ink.strokes.back().points.push_back(mirroredPoint(point, *axis));
        }
    }
}

void PenGesture::move(const CanvasPointer &pointer)
{
    if (m_form == Form::Line) {
        dragEnd(pointer);
    } else if (m_form == Form::Free) {
        add(m_stabiliser.follow(pointAt(pointer)));
        updateTails(pointer);
    }
}

void PenGesture::updateTails(const CanvasPointer &pointer)
{
    if (m_stabiliser.isOff()) {
        return;
    }
    m_ink.tails = {pointer.place};
    if (m_ink.strokes.size() > 1 && m_state.drawing().symmetry) {
        const StrokePoint image = mirroredPoint(pointAt(pointer), *m_state.drawing().symmetry);
        m_ink.tails.push_back({image.x, image.y});
    }
}

void PenGesture::dragEnd(const CanvasPointer &pointer)
{
    const StrokePoint first = m_ink.strokes.front().points.front();
    Point end = pointer.place;
    if (pointer.isRegular()) {
        const double step = std::numbers::pi / 12;
        const double length = std::hypot(end.x - first.x, end.y - first.y);
        const double angle = std::round(std::atan2(end.y - first.y, end.x - first.x) / step) * step;
        end = {first.x + length * std::cos(angle), first.y + length * std::sin(angle)};
    }
    replace({{first.x, first.y}, end});
}

void PenGesture::hold()
{
    if (m_form != Form::Free) {
        return;
    }
    Polyline line = placesOf(m_ink.strokes.front());
    for (const StrokePoint &point : m_stabiliser.catchUp()) {
        line.push_back({point.x, point.y});
    }
    const std::optional<Bounds> bounds = boundsOf(Lines{line});
    const double least = kLeastShape / m_state.geometry().zoom;
    if (!bounds || std::max(bounds->width(), bounds->height()) < least) {
        return;
    }
    const std::optional<CleanShape> shape = cleanShape(line);
    if (!shape) {
        return;
    }
    const std::vector<StrokePoint> &points = m_ink.strokes.front().points;
    const double sum =
        std::accumulate(points.begin(), points.end(), 0.0,
                        [](double total, const StrokePoint &point) { return total + point.pressure; });
    m_pressure = static_cast<float>(sum / static_cast<double>(points.size()));
    m_form = shape->isLine ? Form::Line : Form::Round;
    replace(shape->points);
}

void PenGesture::replace(const Polyline &points)
{
    for (Stroke &stroke : m_ink.strokes) {
        stroke.points.clear();
    }
    std::vector<StrokePoint> clean;
    std::ranges::transform(points, std::back_inserter(clean), [this](Point point) {
        return StrokePoint{point.x, point.y, m_pressure};
    });
    add(clean);
    m_ink.tails.clear();
    ++m_ink.revision;
}

void PenGesture::finish()
{
    if (m_form == Form::Free) {
        add(m_stabiliser.catchUp());
    }
    m_ink.tails.clear();
    m_state.drawStrokes(tr("Draw Stroke"), m_ink.strokes);
}

} // namespace solferino
