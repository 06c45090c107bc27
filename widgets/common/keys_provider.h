// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace solferino {

/// A key or gesture that a widget answers without a QAction.
struct KeyLine
{
    QString keys; ///< as people read it: "Shift+↑", "Right button"
    QString what; ///< translated phrase: "moves the selection an octave"
};

/// A widget that lists its own keys for the keys help (F1). Inherit it beside QWidget.
class KeysProvider
{
public:
    virtual ~KeysProvider() = default;
    /// Translated name of the widget as a head: "Piano roll".
    [[nodiscard]] virtual QString keysTitle() const = 0;
    [[nodiscard]] virtual std::vector<KeyLine> keyLines() const = 0;
};

} // namespace solferino
