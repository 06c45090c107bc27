// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pitch_name.h"

#include <QPointF>
#include <QString>

class QPainter;

namespace solferino {

class Theme;

[[nodiscard]] bool isBlackKey(int pitch);

/// A value beside the pointer while it is dragged; `corner` is the label's lower left one.
void paintValueLabel(QPainter &painter, const Theme &theme, QPointF corner, const QString &text);

} // namespace solferino
