// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/sketch_thumbnail.h"

#include "widgets/common/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace solferino {

namespace {

constexpr qreal kDash = 6.0;
constexpr qreal kDashGap = 4.0;
constexpr qreal kThickWidth = 2.0;
constexpr qreal kThinWidth = 1.25;  // in small pictures
constexpr qreal kSmallSide = 100.0; // pictures below it are small

QPen penFor(const LineLook &look)
{
    QPen pen(look.color, look.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (look.isDashed)
        pen.setDashPattern({kDash / look.width, kDashGap / look.width});
    return pen;
}

QRectF insideOf(const QRectF &area, qreal penWidth)
{
    const qreal inset = penWidth / 2.0;
    return area.adjusted(inset, inset, -inset, -inset);
}

} // namespace

LineFit fitLines(const Bounds &bounds, const QRectF &area)
{
    const double wide = bounds.width() > 0.0 ? area.width() / bounds.width() : 0.0;
    const double high = bounds.height() > 0.0 ? area.height() / bounds.height() : 0.0;
    double scale = wide > 0.0 && high > 0.0 ? std::min(wide, high) : std::max(wide, high);
    if (scale <= 0.0)
        scale = 1.0;
    return centerLines(bounds, area, scale);
}

LineFit centerLines(const Bounds &bounds, const QRectF &area, double scale)
{
    const QPointF middle((bounds.left + bounds.right) / 2.0, (bounds.top + bounds.bottom) / 2.0);
    return {scale, area.center() - middle * scale};
}

std::optional<Bounds> boundsOf(const Lines &first, const Lines &second)
{
    const std::optional<Bounds> a = boundsOf(first);
    const std::optional<Bounds> b = boundsOf(second);
    if (!a || !b)
        return a ? a : b;
    return Bounds{std::min(a->left, b->left), std::min(a->top, b->top), std::max(a->right, b->right),
                  std::max(a->bottom, b->bottom)};
}

std::size_t pointCount(const Lines &lines)
{
    std::size_t points = 0;
    for (const Polyline &line : lines)
        points += line.size();
    return points;
}

void paintLines(QPainter &painter, const Lines &lines, const LineFit &fit, const LineLook &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penFor(look));
    for (const Polyline &line : lines) {
        if (line.empty())
            continue;
        QPainterPath path(fit.map(line.front()));
        if (line.size() == 1)
            path.lineTo(path.currentPosition() + QPointF(0.01, 0.0)); // an empty path would not be painted
        for (std::size_t i = 1; i < line.size(); ++i)
            path.lineTo(fit.map(line[i]));
        painter.drawPath(path);
    }
    painter.restore();
}

void paintLines(QPainter &painter, const Lines &lines, const QRectF &area, const LineLook &look)
{
    if (const std::optional<Bounds> bounds = boundsOf(lines))
        paintLines(painter, lines, fitLines(*bounds, insideOf(area, look.width)), look);
}

void paintEnding(QPainter &painter, const Theme &theme, const Lines &drawing, const Lines &ending,
                 const QRectF &area)
{
    const std::optional<Bounds> bounds = boundsOf(drawing, ending);
    if (!bounds)
        return;
    const bool isSmall = std::min(area.width(), area.height()) < kSmallSide;
    const qreal width = isSmall ? kThinWidth : kThickWidth;
    const LineFit fit = fitLines(*bounds, insideOf(area, width));
    paintLines(painter, drawing, fit, {theme.color(Role::Person), width, false});
    paintLines(painter, ending, fit, {theme.color(Role::Machine), width, !isSmall});
}

} // namespace solferino
