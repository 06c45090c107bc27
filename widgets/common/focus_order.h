// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace solferino {

/// What the Tab key reaches inside `root` now, as the eye goes: lines from the top, each from its start, and
/// a part as a whole before the next one.
[[nodiscard]] QList<QWidget *> focusOrder(const QWidget &root);

} // namespace solferino
