// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

class QPainter;

namespace solferino {

class Theme;

/// Name of a MIDI pitch: "C4" is 60, black keys are sharps or flats.
[[nodiscard]] QString pitchName(int pitch, bool usesFlats = false);
[[nodiscard]] bool isBlackKey(int pitch);

/// A value beside the pointer while it is dragged; `corner` is the label's lower left one.
void paintValueLabel(QPainter &painter, const Theme &theme, QPointF corner, const QString &text);

} // namespace solferino
