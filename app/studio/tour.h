// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"

#include <QString>

class QApplication;

namespace solferino {

/// The first five minutes without a person: opens the sample tune, lets the model continue it, keeps a take;
/// draws a rabbit's head, lets the model finish it, keeps the ending; exports. Writes a picture of the window
/// at each step, MIDI, WAV, SVG and PNG into `folder` and prints their names. Returns the program's exit
/// status: 1, with a sentence on standard error, if any step fails.
[[nodiscard]] int runTour(QApplication &application, const Paths &paths, const QString &folder);

} // namespace solferino
