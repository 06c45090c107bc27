// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/style_thumbnail.h"

#include "widgets/common/paint.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace solferino {

void paintThumbnail(QPainter &painter, const Theme &theme, const QRect &area, const QImage &picture)
{
    if (picture.isNull()) {
        drawBox(painter, area, 2, theme.color(Role::Button), theme.color(Role::Line));
        return;
    }
    QRectF part(QPointF(), QSizeF(area.size()).scaled(picture.size(), Qt::KeepAspectRatio));
    part.moveCenter(QRectF(picture.rect()).center());
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(area), picture, part);
    painter.restore();
}

} // namespace solferino
