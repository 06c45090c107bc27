// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QPushButton>

namespace solferino {

/// Who a button works for. One filled button a panel: Generate is the machine's; Keep and repairs are the
/// person's.
enum class Emphasis { Plain, Machine, Person };

/// A push button that may be filled and may show its key after its text ("Generate Ctrl+Return").
class Button final : public QPushButton
{
    Q_OBJECT
public:
    Button(const Theme &theme, const QString &text, Emphasis emphasis, QWidget *parent);

    [[nodiscard]] Emphasis emphasis() const { return m_emphasis; }
    /// The colour role of its text and icon.
    [[nodiscard]] Role textRole() const;

    /// Shows an icon of assets/icons in the colour of the text.
    void setIconName(const QString &name);

    [[nodiscard]] const QString &keyHint() const { return m_keyHint; }
    /// Shown in small letters after the text; it sets no shortcut.
    void setKeyHint(const QString &hint);

    [[nodiscard]] QSize sizeHint() const override;

private:
    const Theme &m_theme;
    Emphasis m_emphasis;
    QString m_keyHint;
};

} // namespace solferino
