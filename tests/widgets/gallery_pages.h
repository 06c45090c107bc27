// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace solferino {

class Theme;

/// Fills `window` with one page of the gallery: "controls" or "jobs".
void fillGalleryPage(QWidget &window, const Theme &theme, const QString &page);

} // namespace solferino
