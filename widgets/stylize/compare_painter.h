// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QImage>
#include <QRect>
#include <QString>

class QPainter;

namespace solferino {

struct StyleMask;

inline constexpr int kDividerKnob = 28; ///< pixels at 100 %

/// Squares that show through a picture's clear places, laid from `origin` on.
void paintCheckerboard(QPainter &painter, const Theme &theme, const QRect &area, QPointF origin);
/// The line between two forms of a picture from top to bottom of `area`, with its handle.
void paintDivider(QPainter &painter, const Theme &theme, int x, const QRect &area, bool hasFocus);
/// A name on a picture, in the upper corner of `area` at this side, with a square that tells whose it is.
/// Nothing where there is no room.
void paintNameChip(QPainter &painter, const Theme &theme, const QRect &area, Qt::AlignmentFlag side,
                   const QString &text, Role owner);
/// The brush around `center`: light and dark, to be seen on any picture. Radii in pixels; `core` is the part
/// that is painted in full.
void paintBrush(QPainter &painter, QPointF center, double radius, double core);

/// Sets the part `changed` of `tint` (the mask's size, ARGB32_Premultiplied) to `colour`, the stronger the
/// less the style applies.
void tintMask(QImage &tint, const StyleMask &mask, const QRect &changed, const QColor &colour);

} // namespace solferino
