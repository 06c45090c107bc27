// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/compare_painter.h"

#include "core/domain/image/picture_mix.h"
#include "widgets/common/paint.h"
#include "widgets/common/style_draw.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace solferino {

namespace {

constexpr int kSquare = 8; // of the checkerboard
constexpr int kChipInset = 12;
constexpr int kChipPadding = 8;
constexpr int kChipSquare = 8;
constexpr int kLeastChipText = 24;
constexpr double kTint = 0.55;
constexpr int kShadeAlpha = 110;
// Marks that lie on pictures, whatever the theme.
constexpr QColor kLight(255, 255, 255);
constexpr QColor kShade(0, 0, 0, kShadeAlpha);

/// Two arrow heads that point away from each other.
void paintArrows(QPainter &painter, const Theme &theme, QPointF center)
{
    const double reach = theme.px(7);
    const double half = theme.px(4);
    QPainterPath path;
    for (const double side : {-1.0, 1.0}) {
        path.moveTo(center + QPointF(side * (reach - half + 0.5), -half));
        path.lineTo(center + QPointF(side * reach, 0));
        path.lineTo(center + QPointF(side * (reach - half + 0.5), half));
    }
    painter.setPen(QPen(theme.color(Role::Text), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

} // namespace

void paintCheckerboard(QPainter &painter, const Theme &theme, const QRect &area, QPointF origin)
{
    QPixmap tile(2 * kSquare, 2 * kSquare);
    tile.fill(theme.mixed(Role::Window, Role::Mark, 0.25));
    QPainter squares(&tile);
    const QColor other = theme.mixed(Role::Window, Role::Mark, 0.45);
    squares.fillRect(0, 0, kSquare, kSquare, other);
    squares.fillRect(kSquare, kSquare, kSquare, kSquare, other);
    squares.end();
    painter.save();
    painter.setBrushOrigin(origin);
    painter.fillRect(area, QBrush(tile));
    painter.restore();
}

void paintDivider(QPainter &painter, const Theme &theme, int x, const QRect &area, bool hasFocus)
{
    painter.save();
    painter.fillRect(x - 2, area.top(), 4, area.height(), kShade);
    painter.fillRect(x - 1, area.top(), 2, area.height(), kLight);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme.px(kDividerKnob) / 2.0;
    const QPointF center(x, area.center().y());
    if (hasFocus) {
        painter.setPen(QPen(theme.color(Role::Text), 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, radius + 2.0, radius + 2.0);
    }
    painter.setBrush(theme.color(Role::Panel));
    painter.setPen(QPen(kLight, 2.0));
    painter.drawEllipse(center, radius - 1.0, radius - 1.0);
    if (theme.isLight()) {
        // A white ring does not show on a white panel.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Role::Mark), 1.0));
        painter.drawEllipse(center, radius - 0.5, radius - 0.5);
    }
    paintArrows(painter, theme, center);
    painter.restore();
}

void paintNameChip(QPainter &painter, const Theme &theme, const QRect &area, Qt::AlignmentFlag side,
                   const QString &text, Role owner)
{
    if (text.isEmpty())
        return;
    const QFont font = theme.font(FontRole::Note);
    const QFontMetrics metrics(font);
    const int square = theme.px(kChipSquare);
    const int frame = 3 * kChipPadding + square;
    const int height = theme.px(metric::kChip);
    const int room = area.width() - 2 * kChipInset - frame;
    if (room < kLeastChipText || area.height() < height + 2 * kChipInset)
        return;
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    const int width = metrics.horizontalAdvance(shown) + frame;
    const int left = side == Qt::AlignLeft ? area.left() + kChipInset : area.right() + 1 - kChipInset - width;
    const QRect chip(left, area.top() + kChipInset, width, height);
    drawBox(painter, chip, metric::kCorner, theme.color(Role::Panel), theme.color(Role::ControlLine));
    const QRect mark(chip.left() + kChipPadding, chip.center().y() - square / 2 + 1, square, square);
    drawBox(painter, mark, 2, theme.color(owner), QColor());
    painter.setFont(font);
    painter.setPen(theme.color(Role::Text));
    painter.drawText(chip.adjusted(2 * kChipPadding + square, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     shown);
}

void paintBrush(QPainter &painter, QPointF center, double radius, double core)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(kShade, 3.0));
    painter.drawEllipse(center, radius, radius);
    painter.setPen(QPen(kLight, 1.25));
    painter.drawEllipse(center, radius, radius);
    if (core > 2.0 && core < radius - 2.0) {
        painter.setPen(QPen(kLight, 1.0, Qt::DotLine));
        painter.drawEllipse(center, core, core);
    }
    painter.restore();
}

void tintMask(QImage &tint, const StyleMask &mask, const QRect &changed, const QColor &colour)
{
    std::array<QRgb, 256> colours{};
    for (int value = 0; value < 256; ++value) {
        const int alpha = qRound((255 - value) * kTint);
        colours[static_cast<std::size_t>(value)] =
            qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
    }
    const QRect area = changed & tint.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        auto *to = reinterpret_cast<QRgb *>(tint.scanLine(y));
        const std::uint8_t *from = mask.values.data() + static_cast<std::ptrdiff_t>(y) * mask.width;
        for (int x = area.left(); x <= area.right(); ++x)
            to[x] = colours[from[x]];
    }
}

} // namespace solferino
