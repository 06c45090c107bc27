// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace solferino {

/// A box with round corners and a border of one pixel inside `rect`.
void drawBox(QPainter &painter, const QRectF &rect, qreal corner, const QColor &fill, const QColor &border);

/// A line of one pixel along an edge of `rect`, inside it.
void drawHairline(QPainter &painter, const QRect &rect, Qt::Edge edge, const QColor &color);

/// A progress bar that fills `rect`: the groove and `fraction` (0..1) of it in the colour of `role`.
void drawProgress(QPainter &painter, const Theme &theme, const QRectF &rect, double fraction, Role role);

/// A key as a small framed cap whose right edge is at `right`, centred at `centerY`. Returns its left edge.
int drawKeyCap(QPainter &painter, const Theme &theme, const QString &key, int right, int centerY);
/// Width of such a cap.
[[nodiscard]] int keyCapWidth(const Theme &theme, const QString &key);

/// One line of text at the left of `rect` with the characters at `positions` bold and underlined. Returns its
/// right edge.
int drawMatchedText(QPainter &painter, const Theme &theme, const QRect &rect, const QString &text,
                    const QList<int> &positions);

} // namespace solferino
