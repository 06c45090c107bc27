// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/selection_gestures.h"

#include "core/commands/stroke_edits.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/erase_gesture.h"
#include "widgets/sketch/sketch_state.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solferino {

namespace {

constexpr double kLeastSide = 1e-3;  // canvas pixels: thinner boxes do not scale along that side
constexpr double kLeastScale = 0.01; // no stroke is pressed into a point

QTransform around(Point centre, const QTransform &transform)
{
    return QTransform::fromTranslate(-centre.x, -centre.y) * transform *
           QTransform::fromTranslate(centre.x, centre.y);
}

double awayFromZero(double factor)
{
    return std::abs(factor) < kLeastScale ? std::copysign(kLeastScale, factor) : factor;
}

double angleTo(Point centre, Point place)
{
    return std::atan2(place.y - centre.y, place.x - centre.x) * 180.0 / std::numbers::pi;
}

} // namespace

void transformStroke(Stroke &stroke, const QTransform &transform)
{
    for (StrokePoint &point : stroke.points) {
        transform.map(point.x, point.y, &point.x, &point.y);
    }
    const double scale = std::sqrt(std::abs(transform.determinant()));
    const double width = stroke.width * scale;
    stroke.width = static_cast<float>(std::clamp(width, SketchState::kLeastWidth, SketchState::kMostWidth));
}

LassoGesture::LassoGesture(SketchState &state, const CanvasPointer &press)
    : CanvasGesture(state, press)
    , m_path{press.place}
{}

void LassoGesture::move(const CanvasPointer &pointer)
{
    m_isDrawn = isDragged(pointer);
    m_path.push_back(pointer.place);
}

void LassoGesture::finish()
{
    const bool adds = press().isRegular() || press().adds();
    std::vector<StrokeId> ids = adds ? m_state.selection() : std::vector<StrokeId>();
    if (m_isDrawn) {
        const std::vector<StrokeId> inside = strokesInside(touchable(m_state.drawing()), m_path);
        ids.insert(ids.end(), inside.begin(), inside.end());
    }
    m_state.setSelection(std::move(ids));
}

void LassoGesture::paint(QPainter &painter, const Theme &theme) const
{
    if (!m_isDrawn) {
        return;
    }
    QPolygonF line;
    for (const Point &place : m_path) {
        line.append(m_state.geometry().toView(place));
    }
    QColor fill = theme.color(Role::Person);
    fill.setAlphaF(0.12F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Person), 1.0, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawPolygon(line);
    painter.setBrush(Qt::NoBrush);
}

SelectionMoveGesture::SelectionMoveGesture(SketchState &state, const CanvasPointer &press)
    : CanvasGesture(state, press)
{}

SelectionMoveGesture::~SelectionMoveGesture()
{
    m_state.setPreview(std::nullopt);
}

void SelectionMoveGesture::move(const CanvasPointer &pointer)
{
    m_isMoved = isDragged(pointer);
    if (!m_isMoved) {
        return;
    }
    m_way = {pointer.place.x - press().place.x, pointer.place.y - press().place.y};
    if (pointer.isRegular()) {
        (std::abs(m_way.x) < std::abs(m_way.y) ? m_way.x : m_way.y) = 0.0;
    }
    m_isCopy = pointer.copies();
    m_state.setPreview(SelectionPreview{QTransform::fromTranslate(m_way.x, m_way.y), m_isCopy});
}

void SelectionMoveGesture::finish()
{
    if (!m_isMoved) {
        if (!press().isRegular() && !press().adds()) {
            m_state.setSelection(touchedStrokes(m_state, {press().place}));
        }
        return;
    }
    if (m_isCopy) {
        duplicate();
        return;
    }
    m_state.replaceStrokes(tr("Move Strokes"),
                           changeStrokes(m_state.drawing(), m_state.selection(), [this](Stroke &stroke) {
                               transformStroke(stroke, QTransform::fromTranslate(m_way.x, m_way.y));
                           }));
}

void SelectionMoveGesture::duplicate()
{
    SketchDocument &document = m_state.document();
    const std::vector<StrokeId> copies = m_state.replaceStrokes(
        tr("Duplicate Strokes"), duplicateStrokes(m_state.drawing(), m_state.selection(), m_way.x, m_way.y,
                                                  [&document] { return document.takeId(); }));
    m_state.setPreview(std::nullopt);
    m_state.setSelection(copies);
}

SelectionShapeGesture::SelectionShapeGesture(SketchState &state, const CanvasPointer &press, BoxHandle handle)
    : CanvasGesture(state, press)
    , m_handle(handle)
    , m_bounds(state.selectionBounds().value_or(Bounds()))
{}

SelectionShapeGesture::~SelectionShapeGesture()
{
    m_state.setPreview(std::nullopt);
}

void SelectionShapeGesture::move(const CanvasPointer &pointer)
{
    if (isDragged(pointer)) {
        m_transform = m_handle == BoxHandle::Rotate ? rotation(pointer) : scaling(pointer);
        m_state.setPreview(SelectionPreview{m_transform, false});
    }
}

QTransform SelectionShapeGesture::scaling(const CanvasPointer &pointer) const
{
    const Point anchor = SelectionBox::placeAcross(m_bounds, m_handle);
    const Point handle = SelectionBox::placeOf(m_bounds, m_handle);
    const QPointF way(pointer.place.x - press().place.x, pointer.place.y - press().place.y);
    const double width = handle.x - anchor.x;
    const double height = handle.y - anchor.y;
    double x = std::abs(width) < kLeastSide ? 1.0 : (width + way.x()) / width;
    double y = std::abs(height) < kLeastSide ? 1.0 : (height + way.y()) / height;
    const bool isCorner = std::abs(width) >= kLeastSide && std::abs(height) >= kLeastSide;
    if (pointer.isRegular() && isCorner) {
        const double even = std::max(std::abs(x), std::abs(y));
        x = std::copysign(even, x);
        y = std::copysign(even, y);
    } else if (pointer.isRegular()) {
        (std::abs(width) < kLeastSide ? x : y) = std::abs(width) < kLeastSide ? y : x;
    }
    return around(anchor, QTransform::fromScale(awayFromZero(x), awayFromZero(y)));
}

QTransform SelectionShapeGesture::rotation(const CanvasPointer &pointer) const
{
    const Point centre{(m_bounds.left + m_bounds.right) / 2, (m_bounds.top + m_bounds.bottom) / 2};
    double angle = angleTo(centre, pointer.place) - angleTo(centre, press().place);
    if (pointer.isRegular()) {
        const double step = 15.0;
        angle = std::round(angle / step) * step;
    }
    return around(centre, QTransform().rotate(angle));
}

void SelectionShapeGesture::finish()
{
    if (m_transform.isIdentity()) {
        return;
    }
    const QString text = m_handle == BoxHandle::Rotate ? tr("Rotate Strokes") : tr("Scale Strokes");
    m_state.replaceStrokes(text,
                           changeStrokes(m_state.drawing(), m_state.selection(),
                                         [this](Stroke &stroke) { transformStroke(stroke, m_transform); }));
}

} // namespace solferino
