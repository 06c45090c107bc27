// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace solferino {

namespace {
constexpr int kCapHeight = 18;
constexpr int kCapPadding = 5;
} // namespace

void drawBox(QPainter &painter, const QRectF &rect, qreal corner, const QColor &fill, const QColor &border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(border.isValid() ? QPen(border, 1.0) : QPen(Qt::NoPen));
    const qreal inset = border.isValid() ? 0.5 : 0.0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner - inset, corner - inset);
    painter.restore();
}

void drawHairline(QPainter &painter, const QRect &rect, Qt::Edge edge, const QColor &color)
{
    switch (edge) {
    case Qt::TopEdge:
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, color);
        break;
    case Qt::BottomEdge:
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color);
        break;
    case Qt::LeftEdge:
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), color);
        break;
    case Qt::RightEdge:
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), color);
        break;
    }
}

void drawProgress(QPainter &painter, const Theme &theme, const QRectF &rect, double fraction, Role role)
{
    const qreal corner = rect.height() / 2.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath groove;
    groove.addRoundedRect(rect, corner, corner);
    painter.fillPath(groove, theme.color(Role::Groove));
    QRectF done = rect;
    done.setWidth(rect.width() * std::clamp(fraction, 0.0, 1.0));
    painter.setClipPath(groove);
    painter.fillRect(done, theme.color(role));
    painter.restore();
}

int keyCapWidth(const Theme &theme, const QString &key)
{
    const QFontMetrics metrics(theme.font(FontRole::Caption));
    return std::max(metrics.horizontalAdvance(key) + 2 * kCapPadding, theme.px(kCapHeight));
}

int drawKeyCap(QPainter &painter, const Theme &theme, const QString &key, int right, int centerY)
{
    const int height = theme.px(kCapHeight);
    const int width = keyCapWidth(theme, key);
    const QRect cap(right - width, centerY - height / 2, width, height);
    drawBox(painter, cap, metric::kCheckCorner, QColor(), theme.color(Role::ControlLine));
    painter.save();
    painter.setFont(theme.font(FontRole::Caption));
    painter.setPen(theme.color(Role::TextSecondary));
    painter.drawText(cap, Qt::AlignCenter, key);
    painter.restore();
    return cap.left();
}

int drawMatchedText(QPainter &painter, const Theme &theme, const QRect &rect, const QString &text,
                    const QList<int> &positions)
{
    const QFont plain = theme.font(FontRole::Body);
    QFont bold = theme.font(FontRole::Title);
    bold.setUnderline(true);
    painter.setPen(theme.color(Role::Text));
    int x = rect.left();
    for (int from = 0; from < int(text.size());) {
        const bool isTyped = positions.contains(from);
        int to = from + 1;
        while (to < int(text.size()) && positions.contains(to) == isTyped)
            ++to;
        const QString run = text.mid(from, to - from);
        painter.setFont(isTyped ? bold : plain);
        painter.drawText(QRect(x, rect.top(), rect.right() - x, rect.height()),
                         Qt::AlignVCenter | Qt::TextSingleLine, run);
        x += painter.fontMetrics().horizontalAdvance(run);
        from = to;
    }
    return x;
}

} // namespace solferino
