// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QPointer>
#include <QWidget>

namespace solferino {

/// A card over the window: 600 px wide, 96 px from the top, closed by Escape or by leaving it. The focus goes
/// back to where it was.
class OverlayCard : public QWidget
{
    Q_OBJECT
public:
    /// `window` is the window it lies over.
    OverlayCard(const Theme &theme, QWidget *window);

    void open();
    void closeCard();
    /// What had the focus when it opened.
    [[nodiscard]] QWidget *focusBefore() const { return m_focusBefore; }

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    /// Fills the card; returns the widget that takes the keyboard.
    virtual QWidget *prepare() = 0;
    /// Puts the card at its place in its present height.
    void place();
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] int greatestHeight() const;

private:
    const Theme &m_theme;
    QPointer<QWidget> m_focusBefore;
};

} // namespace solferino
