// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/drawing_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace solferino {

namespace {

constexpr double kLeastWidth = 0.8;    ///< of a line, picture pixels
constexpr double kLeastPressure = 0.2; ///< share of the width that the lightest touch leaves
constexpr double kFarthest = 1e9;      ///< canvas pixels: farther points are no drawing

double widthAt(const Stroke &stroke, std::size_t point)
{
    return stroke.width * (kLeastPressure + (1.0 - kLeastPressure) * stroke.points[point].pressure);
}

bool isEven(const Stroke &stroke, std::size_t points)
{
    return std::all_of(stroke.points.begin(), stroke.points.begin() + static_cast<std::ptrdiff_t>(points),
                       [&](const StrokePoint &point) { return point.pressure == stroke.points[0].pressure; });
}

QRectF areaOf(const Drawing &drawing, const DrawingImageStyle &style)
{
    QRectF area;
    for (const Stroke *stroke : visibleStrokes(drawing))
        area |= paintedArea(*stroke, 0, stroke->points.size());
    if (area.isNull())
        return {};
    if (style.hasBackgroundPicture && drawing.background) {
        const BackgroundPicture &picture = *drawing.background;
        area |= QRectF(picture.x, picture.y, picture.width, picture.height);
    }
    return area.adjusted(-style.margin, -style.margin, style.margin, style.margin);
}

QSize sizeOf(const QRectF &area, const DrawingImageStyle &style, int wantedSide)
{
    const double larger = std::max(area.width(), area.height());
    double scale = wantedSide > 0 ? wantedSide / larger : 1.0;
    if (style.width > 0)
        scale = style.width / area.width();
    else if (style.height > 0)
        scale = style.height / area.height();
    const auto sideOf = [&](int given, double side) {
        return given > 0 ? given : static_cast<int>(std::clamp(std::ceil(side * scale - 1e-6), 1.0, 1e9));
    };
    return {sideOf(style.width, area.width()), sideOf(style.height, area.height())};
}

} // namespace

std::vector<const Stroke *> visibleStrokes(const Drawing &drawing)
{
    std::vector<const Stroke *> strokes;
    for (const Stroke &stroke : drawing.strokes) {
        const LayerLook &look = stroke.layer == SketchLayer::Mine ? drawing.mine : drawing.machine;
        if (look.isVisible && !stroke.points.empty())
            strokes.push_back(&stroke);
    }
    return strokes;
}

Result<DrawingFrame> frameOf(const Drawing &drawing, const DrawingImageStyle &style, int wantedSide,
                             int mostSide)
{
    const QRectF area = areaOf(drawing, style);
    if (area.isEmpty())
        return Error{QCoreApplication::translate("Project", "There is nothing to see in this drawing."), {}};
    const double farthest = std::max(
        {std::abs(area.left()), std::abs(area.top()), std::abs(area.right()), std::abs(area.bottom())});
    const QSize size = sizeOf(area, style, wantedSide);
    if (!(farthest < kFarthest) || size.width() > mostSide || size.height() > mostSide)
        return Error{QCoreApplication::translate(
                         "Project", "The picture would be larger than %1 pixels. Choose a smaller size.")
                         .arg(mostSide),
                     {}};
    const double scale = std::min(size.width() / area.width(), size.height() / area.height());
    QTransform toPixels;
    toPixels.translate(size.width() / 2.0, size.height() / 2.0);
    toPixels.scale(scale, scale);
    toPixels.translate(-area.center().x(), -area.center().y());
    return DrawingFrame{size, toPixels, area};
}

void drawStroke(QPainter &painter, const Stroke &stroke, const QColor &color, std::size_t points)
{
    points = std::min(points, stroke.points.size());
    if (points == 0)
        return;
    const auto place = [&](std::size_t i) {
        return QPointF(stroke.points[i].x, stroke.points[i].y);
    };
    const double leastWidth = kLeastWidth / painter.worldTransform().m11();
    const auto setWidth = [&](double width) {
        painter.setPen(QPen(color, std::max(width, leastWidth), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    };
    if (points == 1) {
        const double radius = std::max(widthAt(stroke, 0), leastWidth) / 2.0;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(place(0), radius, radius);
        return;
    }
    painter.setBrush(Qt::NoBrush);
    if (isEven(stroke, points)) {
        setWidth(widthAt(stroke, 0));
        QPainterPath path(place(0));
        for (std::size_t i = 1; i < points; ++i)
            path.lineTo(place(i));
        painter.drawPath(path);
        return;
    }
    for (std::size_t i = 1; i < points; ++i) {
        setWidth((widthAt(stroke, i - 1) + widthAt(stroke, i)) / 2.0);
        painter.drawLine(place(i - 1), place(i));
    }
}

QRectF paintedArea(const Stroke &stroke, std::size_t from, std::size_t points)
{
    QRectF area;
    points = std::min(points, stroke.points.size());
    for (std::size_t i = from; i < points; ++i) {
        const double reach = widthAt(stroke, i);
        area |= QRectF(stroke.points[i].x - reach, stroke.points[i].y - reach, 2 * reach, 2 * reach);
    }
    return area;
}

} // namespace solferino
