// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/roll_labels.h"

#include "widgets/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace solferino {

bool isBlackKey(int pitch)
{
    const unsigned blackKeys = 0b0101'0100'1010;
    return (blackKeys >> (pitch % 12) & 1U) != 0;
}

void paintValueLabel(QPainter &painter, const Theme &theme, QPointF corner, const QString &text)
{
    const QFont font = theme.font(FontRole::Caption);
    const QFontMetrics metrics(font);
    const int height = theme.lineHeight(FontRole::Caption) + 4;
    QRectF box(corner.x(), corner.y() - height, metrics.horizontalAdvance(text) + 12, height);
    if (box.top() < 2) {
        box.moveTop(2);
    }
    painter.save();
    painter.setFont(font);
    painter.setPen(theme.color(Role::Mark));
    painter.setBrush(theme.color(Role::Panel));
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(theme.color(Role::Text));
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace solferino
