// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>

class QAction;
class QWidget;

namespace solferino {

/// The enabled actions that each key of `window` would reach with the focus in `focus`, by the rules of Qt's
/// shortcut map. Qt does nothing for a key with two.
[[nodiscard]] QMap<QString, QList<const QAction *>> shortcutOwners(const QWidget &window,
                                                                   const QWidget &focus);

} // namespace solferino
