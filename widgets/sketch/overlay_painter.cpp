// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/overlay_painter.h"

#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/ghost_animation.h"
#include "widgets/sketch/sketch_state.h"
#include "widgets/sketch/sketch_thumbnail.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace solferino {

namespace {

constexpr double kUsualWidth = 3.0; // canvas pixels: dashes are 9-7 at this width
constexpr double kDash = 9.0 / kUsualWidth;
constexpr double kDashGap = 7.0 / kUsualWidth;
constexpr double kLeastGhost = 1.5; // view pixels
constexpr double kRing = 6.0;
constexpr double kRingLine = 1.5;
constexpr double kVertex = 2.0;
constexpr double kMixtureReach = 2.0; // standard deviations that an ellipse takes
constexpr int kBoxInset = 16;
constexpr int kBoxHeight = 28;
constexpr int kBoxPadding = 12;
constexpr int kLegendLine = 24;

double ghostWidth(const SketchState &state)
{
    return std::max(kLeastGhost, state.width() * state.geometry().zoom);
}

QPainterPath pathOf(const Polyline &line, const CanvasGeometry &geometry)
{
    QPainterPath path(geometry.toView(line.front()));
    if (line.size() == 1) {
        path.lineTo(path.currentPosition() + QPointF(0.01, 0.0)); // an empty path would not be painted
    }
    for (std::size_t i = 1; i < line.size(); ++i) {
        path.lineTo(geometry.toView(line[i]));
    }
    return path;
}

/// The axes of a component: the unit circle becomes its ellipse.
QTransform ellipseOf(const MixtureComponent &component)
{
    const double x = component.sigmaX * kMixtureReach;
    const double y = component.sigmaY * kMixtureReach;
    const double shear = std::clamp(component.correlation, -0.999, 0.999);
    // The Cholesky factor of the covariance.
    return {x, shear * y, 0.0, std::sqrt(1.0 - shear * shear) * y, component.centre.x, component.centre.y};
}

QFont boldNote(const Theme &theme)
{
    QFont font = theme.font(FontRole::Note);
    font.setWeight(QFont::DemiBold);
    return font;
}

void drawNoteBox(QPainter &painter, const Theme &theme, const QRect &box)
{
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, QRectF(box), metric::kCorner, theme.color(Role::Panel), theme.color(Role::Line));
}

} // namespace

std::size_t ghostPointsInReplay(const SketchState &state)
{
    if (!state.replayCut()) {
        return std::numeric_limits<std::size_t>::max();
    }
    std::size_t drawn = 0;
    for (const Stroke &stroke : state.drawing().strokes) {
        drawn += stroke.points.size();
    }
    return *state.replayCut() > drawn ? *state.replayCut() - drawn : 0;
}

void paintGhosts(QPainter &painter, const SketchState &state, const Theme &theme, std::size_t shown,
                 bool isDrawing)
{
    shown = std::min(shown, ghostPointsInReplay(state));
    const Lines lines = firstPoints(state.ghosts().lines, shown);
    QPen pen(theme.color(Role::Machine), ghostWidth(state), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    pen.setDashPattern({kDash, kDashGap});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (const Polyline &line : lines) {
        if (!line.empty()) {
            painter.drawPath(pathOf(line, state.geometry()));
        }
    }
    if (!isDrawing || lines.empty() || lines.back().empty()) {
        return;
    }
    const QPointF place = state.geometry().toView(lines.back().back());
    painter.setPen(QPen(theme.color(Role::Machine), kRingLine));
    painter.drawEllipse(place, kRing, kRing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::Machine));
    painter.drawEllipse(place, 2.0, 2.0);
    painter.setBrush(Qt::NoBrush);
}

QRect ghostPlace(const SketchState &state, std::size_t before, std::size_t shown)
{
    const std::size_t from = before > 1 ? before - 2 : 0;
    std::size_t index = 0;
    Polyline changed;
    for (const Polyline &line : state.ghosts().lines) {
        for (const Point &point : line) {
            if (index >= from && index < shown) {
                changed.push_back(point);
            }
            ++index;
        }
    }
    const std::optional<Bounds> bounds = boundsOf(Lines{changed});
    if (!bounds) {
        return {};
    }
    const double reach = kRing + kRingLine + ghostWidth(state);
    return state.geometry().toView(*bounds).adjusted(-reach, -reach, reach, reach).toAlignedRect();
}

void paintModelView(QPainter &painter, const SketchState &state, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Polyline &line : state.modelView()) {
        if (line.empty()) {
            continue;
        }
        painter.setPen(QPen(theme.color(Role::Text), 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(pathOf(line, state.geometry()));
        painter.setBrush(theme.color(Role::Editor));
        for (const Point &point : line) {
            painter.drawEllipse(state.geometry().toView(point), kVertex, kVertex);
        }
    }
    painter.setBrush(Qt::NoBrush);
}

void paintMixture(QPainter &painter, const SketchState &state, const Theme &theme)
{
    double most = 0.0;
    for (const MixtureComponent &component : state.mixture()) {
        most = std::max(most, component.weight);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const MixtureComponent &component : state.mixture()) {
        const double share = most > 0.0 ? component.weight / most : 0.0;
        QPainterPath circle;
        circle.addEllipse(QPointF(), 1.0, 1.0);
        QColor line = theme.color(Role::Machine);
        line.setAlphaF(static_cast<float>(0.15 + 0.85 * share));
        QColor fill = theme.color(Role::Machine);
        fill.setAlphaF(static_cast<float>(0.4 * share));
        painter.setPen(QPen(line, 1.0));
        painter.setBrush(fill);
        painter.drawPath((ellipseOf(component) * state.geometry().transform()).map(circle));
    }
    painter.setBrush(Qt::NoBrush);
}

bool isOnMixture(const SketchState &state, QPointF position)
{
    return std::ranges::any_of(state.mixture(), [&](const MixtureComponent &component) {
        const QPointF place = (ellipseOf(component) * state.geometry().transform()).inverted().map(position);
        return component.weight > 0.0 && std::hypot(place.x(), place.y()) <= 1.0;
    });
}

void paintHint(QPainter &painter, const CanvasHint &hint, const Theme &theme, const QRect &area)
{
    if (hint.title.isEmpty()) {
        return;
    }
    const QFont bold = boldNote(theme);
    const QFont plain = theme.font(FontRole::Note);
    const int title = QFontMetrics(bold).horizontalAdvance(hint.title);
    const int keys =
        hint.keys.isEmpty() ? 0 : QFontMetrics(plain).horizontalAdvance(hint.keys) + metric::kGap;
    const int height = theme.px(kBoxHeight);
    const QRect box(area.left() + kBoxInset, area.bottom() + 1 - kBoxInset - height,
                    title + keys + 2 * kBoxPadding, height);
    drawNoteBox(painter, theme, box);
    const QRect inside = box.adjusted(kBoxPadding, 0, -kBoxPadding, 0);
    painter.setFont(bold);
    painter.setPen(theme.color(Role::Text));
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, hint.title);
    painter.setFont(plain);
    painter.setPen(theme.color(Role::TextSecondary));
    painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, hint.keys);
}

void paintLegend(QPainter &painter, const CanvasLegend &legend, const Theme &theme, const QRect &area)
{
    if (legend.person.isEmpty() && legend.machine.isEmpty()) {
        return;
    }
    const QFont font = theme.font(FontRole::Note);
    const QFontMetrics metrics(font);
    const auto partWidth = [&](const QString &text) {
        return text.isEmpty() ? 0 : kLegendLine + metric::kGap + metrics.horizontalAdvance(text);
    };
    const bool hasBoth = !legend.person.isEmpty() && !legend.machine.isEmpty();
    const int between = hasBoth ? kBoxPadding : 0;
    const int width = partWidth(legend.person) + between + partWidth(legend.machine) + 2 * kBoxPadding;
    const int height = theme.px(kBoxHeight);
    const QRect box(area.right() + 1 - kBoxInset - width, area.bottom() + 1 - kBoxInset - height, width,
                    height);
    drawNoteBox(painter, theme, box);
    painter.setFont(font);
    int x = box.left() + kBoxPadding;
    const auto drawPart = [&](const QString &text, Role role, bool isDashed) {
        if (text.isEmpty()) {
            return;
        }
        QPen pen(theme.color(role), kUsualWidth, Qt::SolidLine, Qt::RoundCap);
        if (isDashed) {
            pen.setDashPattern({kDash, kDashGap});
        }
        const double y = box.center().y() + 0.5;
        painter.setPen(pen);
        painter.drawLine(QPointF(x + 1.5, y), QPointF(x + kLegendLine - 1.5, y));
        painter.setPen(theme.color(Role::TextSecondary));
        painter.drawText(QRect(x + kLegendLine + metric::kGap, box.top(), box.width(), box.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += partWidth(text) + between;
    };
    drawPart(legend.person, Role::Person, false);
    drawPart(legend.machine, Role::Machine, true);
}

void paintEmptyText(QPainter &painter, const QString &headline, const QString &note, const Theme &theme,
                    const QRect &area)
{
    const int line = theme.lineHeight(FontRole::Headline);
    QRect place = area.adjusted(metric::kInset, 0, -metric::kInset, 0);
    place.setTop(area.center().y() - 2 * line);
    painter.setFont(theme.font(FontRole::Headline));
    painter.setPen(theme.color(Role::Text));
    QRect used;
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, headline, &used);
    place.setTop(used.bottom() + metric::kGap);
    painter.setFont(theme.font(FontRole::Body));
    painter.setPen(theme.color(Role::TextSecondary));
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, note);
}

} // namespace solferino
