// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>

class QPainter;

namespace solferino {

class Theme;

/// Fills `area` with the middle of a picture; a plain box where there is none yet.
void paintThumbnail(QPainter &painter, const Theme &theme, const QRect &area, const QImage &picture);

} // namespace solferino
