// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QToolButton>

namespace solferino {

/// A small square with a letter that is on or off: mute, solo.
class ToggleBox final : public QToolButton
{
    Q_OBJECT
public:
    ToggleBox(const Theme &theme, const QString &letter, Role onRole, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Role m_onRole;
};

/// Secondary text that can be pressed, such as the instrument of a track.
class TextButton final : public QToolButton
{
    Q_OBJECT
public:
    TextButton(const Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace solferino
